package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.Extension;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bans, and more time: what the room asks of the rest of the server. */
@Timeout(90)
class ExclusionTest {

    private final BanList bans = BanList.inMemory();
    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private CompletionStage<Extension> scheduleSays =
            CompletableFuture.completedFuture(Extension.until(NUMBER, TEN, LONDON));
    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine().with(new RoomPorts(records, bans, (room, by) -> scheduleSays));

    @Test
    void aBanPutsSomeoneOutByNumberAndKeepsThemOut() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        answers(alice, "/ban Alice", "! You cannot do that to yourself.");
        answers(alice, "/ban Bob for 2x spam", "! For how long? For example: for 30m, for 2h, for 7d.");

        answers(alice, "/ban Bob spam", "* Bob was banned by Alice: spam (1 person here)");

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(bob.heard()).last().isEqualTo("* You were banned by Alice: spam.");
        assertThat(engine.refused(2, "Robert", Role.PARTICIPANT)).contains(RefusalReason.BANNED);
        assertThat(engine.refused(2, "Bob", Role.MODERATOR)).contains(RefusalReason.BANNED);
        assertThat(records.events()).contains("left BANNED");
        answers(alice, "/bans", "| Bob, +447700900002, for good: spam");
        answers(alice, "/unban Carol", "! Nobody with that number or name is banned.");
        answers(alice, "/unban bob", "* Alice lifted the ban of Bob.");
        answers(alice, "/bans", "| Nobody is banned.");
        assertThat(engine.refused(2, "Bob", Role.PARTICIPANT)).isEmpty();
    }

    @Test
    void aBanOutlivesTheMeetingAndEndsByItself() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "/ban +447700900002 for 1s", "* That number is banned for 1 second.");
        answers(alice, "/ban +447700900003 for 2h", "* That number is banned for 2 hours.");
        answers(alice, "/bans", "| +447700900003, for 2 hours");
        engine.rooms()
                .execute(NUMBER, new Actor.Operator(), new ModeratorCommand.Close(""))
                .join();
        engine.seated(1, "Alice", Role.MODERATOR);

        assertThat(engine.refused(3, "Carol", Role.PARTICIPANT)).contains(RefusalReason.BANNED);
        await().atMost(PATIENCE)
                .until(() -> engine.refused(2, "Bob", Role.PARTICIPANT).isEmpty());
    }

    @Test
    void whoIsGoneAlreadyIsStillBannedByTheirName() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob the 2nd", Role.PARTICIPANT);
        bob.hangUp();
        hears(alice, "* Bob the 2nd hung up");

        answers(alice, "/ban Bob the 2nd for 2h insults", "* Alice banned Bob the 2nd for 2 hours.");

        assertThat(engine.refused(2, "Bob", Role.PARTICIPANT)).contains(RefusalReason.BANNED);
        answers(alice, "/unban +447700900002", "* Alice lifted the ban of Bob the 2nd.");
        answers(alice, "/unban +447700900002", "! Nobody with that number or name is banned.");
    }

    @Test
    void aNumberIsBannedWithWhoeverIsHereUnderIt() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(alice, "Bob joined");

        answers(alice, "/ban +447700900002 for now enough", "* Bob was banned by Alice: for now enough");

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        answers(alice, "/bans", "| Bob, +447700900002, for good: for now enough");
    }

    @Test
    void aNumberIsReadAsPeopleHereWriteIt() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(alice, "Bob joined");

        answers(alice, "/ban 07700-900002 for 2h spam", "* Bob was banned by Alice: spam");

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        answers(alice, "/unban (0)7700900002", "* Alice lifted the ban of Bob.");
    }

    @Test
    void whatIsNoNumberIsNamedWithWhatIsExpected() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        String expected = " (expected: international form, such as +447700900001, or national form of GB)";

        answers(alice, "/ban 84433 spam", "! phone number: \"84433\"" + expected);
        answers(alice, "/ban +12", "! phone number: \"+12\"" + expected);
        answers(alice, "/unban +x", "! phone number: \"+x\"" + expected);
    }

    @Test
    void aNickThatBeginsWithANumberIsANick() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bond = engine.seated(2, "007 Bond", Role.PARTICIPANT);
        hears(alice, "007 Bond joined");

        answers(alice, "/ban 007 bond spam", "* 007 Bond was banned by Alice: spam");

        assertThat(bond.awaitHangUps(1, PATIENCE)).isTrue();
        answers(alice, "/unban 007 Bond", "* Alice lifted the ban of 007 Bond.");
    }

    @Test
    void moreTimeIsAskedOfTheSchedule() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        answers(alice, "/extend 15", "* Alice extended the meeting by 15 minutes.");
        hears(alice, "* Room 8401234 is booked until Tue 1 Dec 2026 10:00 (Europe/London) now.");
        scheduleSays = CompletableFuture.completedFuture(
                Extension.overlaps(NUMBER, TEN, TEN.plusSeconds(600), ZoneId.of("Europe/Berlin")));
        answers(
                alice,
                "/extend 60",
                "! Room 8401234 is booked again from Tue 1 Dec 2026 11:10 (Europe/Berlin)."
                        + " At most 10 minutes can be added.");
        scheduleSays = CompletableFuture.completedFuture(Extension.notBooked(NUMBER));
        answers(alice, "/extend 15", "! Room 8401234: no booking is on, so no meeting ends by itself.");
        scheduleSays = CompletableFuture.failedFuture(new IllegalStateException("no disk"));
        answers(alice, "/extend 15", "! The schedule cannot be reached.");
    }

    @Test
    void theScheduleMayAnswerLateAndFromAnywhere() {
        CompletableFuture<Extension> later = new CompletableFuture<>();
        scheduleSays = later;
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        alice.say("/extend 30");
        answers(alice, "meanwhile", "<Alice> meanwhile");

        later.complete(Extension.until(NUMBER, TEN, LONDON));

        hears(alice, "* Alice extended the meeting by 30 minutes.");
    }

    @Test
    void whoIsTurnedAwayIsToldAndLeavesNoRoomBehind() {
        bans.add(NUMBER, new BanList.Ban(Engine.person(2), "Bob", "", BanList.Ban.FOREVER));
        SimulatedDevice bob = engine.device();

        assertThat(engine.enter(bob, engine.entry(2, "Bob", Role.PARTICIPANT))).contains(RefusalReason.BANNED);

        hears(bob, "* You cannot enter this room.");
        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(engine.rooms().ask(NUMBER, room -> true).join()).isEmpty();
    }

    @Test
    void bansOfOneRoomAreNotBansOfAnother() {
        bans.add(new ConferenceNumber("999"), new BanList.Ban(Engine.person(2), "Bob", "", BanList.Ban.FOREVER));
        bans.add(
                NUMBER,
                new BanList.Ban(
                        Engine.person(3),
                        "Carol",
                        "",
                        System.currentTimeMillis() - Duration.ofHours(1).toMillis()));
        engine.seated(1, "Alice", Role.MODERATOR);

        assertThat(engine.refused(2, "Bob", Role.PARTICIPANT)).isEmpty();
        assertThat(engine.refused(3, "Carol", Role.PARTICIPANT)).isEmpty();
    }
}
