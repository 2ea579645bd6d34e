package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FIG. 4 from the standing connection on, on real sockets: lobby, opening, talk, leaving, the end. */
@Timeout(90)
class RoomOverTcpTest {

    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine().with(records);

    private static List<String> spoken(SimulatedDevice device) {
        return device.heard().stream().filter(line -> line.startsWith("<")).toList();
    }

    @Test
    void participantsWhoComeFirstWaitAndEnterTogetherWithTheModerator() {
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        hears(bob, "moderator is not here yet");
        bob.say("anyone?");
        hears(bob, "! The moderator is not here yet");

        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        for (SimulatedDevice device : List.of(alice, bob, carol)) {
            hears(device, "The room is open. Here now: Bob, Carol, Alice. Moderator: Alice.");
        }
        assertThat(spoken(carol)).isEmpty();
    }

    @Test
    void everyoneHearsEveryoneInOneOrderTheSpeakerToo() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(alice, "* Bob joined (2 people here)");

        for (int i = 0; i < 50; i++) {
            alice.say("a" + i);
            bob.say("b" + i);
        }

        await().atMost(PATIENCE)
                .until(() -> spoken(alice).size() == 100 && spoken(bob).size() == 100);
        assertThat(spoken(alice)).isEqualTo(spoken(bob)).contains("<Alice> a49", "<Bob> b49");
    }

    @Test
    void aSecondDialInOfTheSameNumberReplacesTheLegWithoutNoise() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice before = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice after = engine.seated(2, "Robert", Role.PARTICIPANT);
        hears(before, "You came in again from elsewhere");

        after.say("me again");

        hears(alice, "<Bob> me again");
        assertThat(alice.heard().stream().filter(line -> line.contains("joined") || line.contains("left")))
                .containsExactly("* Bob joined (2 people here)");
        assertThat(before.awaitHangUps(1, PATIENCE)).isTrue();
    }

    @Test
    void nobodyTakesTheModeratorsSeatByNumberAlone() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice forger = engine.device();

        assertThat(engine.enter(forger, engine.entry(1, "Alice", Role.PARTICIPANT)))
                .contains(RefusalReason.PIN_TO_MOVE);

        hears(forger, "* You are in the room as its moderator. Text the PIN too");
        alice.say("still here");
        hears(alice, "<Alice> still here");
    }

    @Test
    void aParticipantWhoComesAgainWithThePinOpensTheRoom() {
        engine.seated(1, "Alice", Role.PARTICIPANT);

        SimulatedDevice again = engine.seated(1, "Alice", Role.MODERATOR);

        hears(again, "The room is open");
    }

    @Test
    void theModeratorsCloseTellsEveryoneWhyBeforeTheConnectionCloses() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        bob.say("/close");
        hears(bob, "! Only moderators may do that.");

        alice.say("/close that is all");

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(alice.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(bob.heard())
                .last()
                .isEqualTo("* The meeting is over: the moderator closed the meeting: that is all.");
        assertThat(records.events()).endsWith("closed BY_MODERATOR");
    }

    @Test
    void aDeviceThatHangsUpIsAnnouncedAsGone() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);

        bob.hangUp();
        hears(alice, "* Bob hung up (2 people here)");
        carol.say("/leave");

        hears(alice, "* Carol left (1 person here)");
        hears(carol, "* Goodbye.");
    }

    @Test
    void anEmptyRoomClosesAfterItsTimeout() {
        engine.with(new RoomProfile(NUMBER, "", false, Duration.ofMillis(50)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        alice.hangUp();

        await().atMost(PATIENCE).until(() -> records.events().contains("closed EMPTY"));
        assertThat(engine.rooms().ask(NUMBER, room -> true).join()).isEmpty();
    }

    @Test
    void whoComesBackBeforeTheTimeoutFindsTheMeetingStillOn() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        alice.hangUp();
        await().atMost(PATIENCE).until(() -> records.events().contains("left HUNG_UP"));

        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        assertThat(bob.heard()).noneMatch(line -> line.contains("please wait"));
        assertThat(records.events().stream().filter("opened 8401234"::equals)).hasSize(1);
    }

    @Test
    void warnsBeforeTheBookingEndsAndSaysWhenItHas() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        engine.rooms().post(NUMBER, new Actor.Schedule(), new ModeratorCommand.EndsIn(Duration.ofMinutes(5)));
        engine.rooms().post(NUMBER, new Actor.Schedule(), new ModeratorCommand.EndsIn(Duration.ofMinutes(1)));
        engine.rooms()
                .execute(NUMBER, new Actor.Schedule(), new ModeratorCommand.Close(""))
                .join();

        assertThat(alice.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(alice.heard())
                .endsWith(
                        "* The meeting ends in 5 minutes.",
                        "* The meeting ends in 1 minute.",
                        "* The meeting is over: the booked time is over.");
    }

    @Test
    void theLobbyIsToldWhenTheRoomIsClosed() {
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        engine.rooms()
                .execute(NUMBER, new Actor.Schedule(), new ModeratorCommand.Close(""))
                .join();

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(bob.heard()).last().isEqualTo("* the booked time is over.");
    }

    @Test
    void commandsAreListedByRoleAndExplainThemselves() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(alice, "Bob joined");

        bob.say("/help");
        hears(bob, "| /leave");
        alice.say("/kick");
        hears(alice, "! Usage: /kick NICK [reason]");
        alice.say("/who");
        hears(alice, "| Alice, moderator");
        bob.say("/me waves");
        hears(alice, "* Bob waves");
        bob.say("//not a command");
        hears(alice, "<Bob> /not a command");
        bob.say("/nick Bobby");
        hears(alice, "* Bob is now Bobby");
        bob.say("/nick alice");
        hears(bob, "! The name alice is taken.");
        alice.say("/kick bobby too loud");

        hears(bob, "* You were put out by Alice: too loud.");
        hears(alice, "* Bobby was put out by Alice: too loud (1 person here)");
        assertThat(bob.heard()).noneMatch(line -> line.startsWith("| /kick"));
        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
    }

    @Test
    void twoOfTheSameNameAreToldApart() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "alice", Role.PARTICIPANT);

        hears(alice, "* alice 2 joined");
    }

    @Test
    void hostileLinesAreBoundedCleanedAnsweredAndTheConnectionKept() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(alice, "Bob joined");

        bob.say("x".repeat(100_000));
        hears(bob, "! Your line was not sent: it is longer than 4096 bytes.");
        bob.sayRaw(new byte[] {(byte) 0xc3, '(', '\n'});
        hears(bob, "! Your line was not sent: it is not valid UTF-8.");
        bob.sayRaw("clear\u001b[2J \u202eevil\u0000\r\n".getBytes(StandardCharsets.UTF_8));
        hears(bob, "! Control characters were removed from your line.");
        bob.say("y".repeat(4096));
        bob.say("still here");

        hears(alice, "<Bob> clear evil");
        hears(alice, "<Bob> " + "y".repeat(4096));
        hears(alice, "<Bob> still here");
    }

    @Test
    void thereIsRoomForOnlySoMany() {
        engine.with(new RoomSettings(Duration.ofMinutes(1), 1 << 20, Duration.ofSeconds(5), 2, 1_000));
        engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT);

        assertThat(engine.enter(engine.device(), engine.entry(3, "Carol", Role.PARTICIPANT)))
                .contains(RefusalReason.ROOM_FULL);
    }
}
