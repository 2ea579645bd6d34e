package dev.convoke.room;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Access;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.Privacy;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is who in a room, who may know, and how many there may be. */
@Timeout(90)
class IdentityTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    @Test
    void aNickStaysItsNumbersAfterItHasGone() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        bob.hangUp();
        hears(alice, "* Bob hung up");

        SimulatedDevice other = engine.seated(3, "bob", Role.PARTICIPANT);
        hears(other, "You are bob 2");
        answers(other, "/nick BOB", "! The name BOB is taken.");
        answers(other, "/nick Ｂｏｂ", "! The name Bob is taken.");

        hears(engine.seated(2, "Bob", Role.PARTICIPANT), "You are Bob;");
    }

    @Test
    void withoutReservationTheNextOneMayHaveIt() {
        engine.with(RoomPolicy.defaults().with(new Access(false, 100, 1, Duration.ZERO)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT).hangUp();
        hears(alice, "* Bob hung up");

        hears(engine.seated(3, "Bob", Role.PARTICIPANT), "You are Bob;");
        hears(engine.seated(2, "Bob", Role.PARTICIPANT), "You are Bob 2;");
    }

    @Test
    void nobodyIsCalledAsTheWordForEveryone() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        hears(engine.seated(2, "All", Role.PARTICIPANT), "You are All 2");
        answers(alice, "/nick all", "! The name all is taken.");
    }

    @Test
    void invisibleAndTurningCharactersAreNoPartOfAName() {
        engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        answers(bob, "/nick \u202ealice\u200b", "! The name alice is taken.");
        answers(bob, "/nick <>!", "! A name has 1 to 24 letters");
        answers(bob, "/nick", "! Usage: /nick NAME");
    }

    @Test
    void nobodyHasANameThatLooksLikeAnother() {
        SimulatedDevice coco = engine.seated(1, "coco", Role.MODERATOR);

        SimulatedDevice other = engine.seated(2, "\u0441\u043e\u0441\u043e", Role.PARTICIPANT);
        hears(other, "You are \u0441\u043e\u0441\u043e 2");
        answers(other, "/nick C0C0", "! The name C0C0 is taken.");
        answers(other, "/nick \u0410\u04c0\u04c0", "! The name \u0410\u04c0\u04c0 is taken.");
        answers(coco, "/nick C0C0", "* coco is now C0C0");
    }

    @Test
    void aNameIsKeptFromItsLookAlikesForTheNumberThatHadIt() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "coco", Role.PARTICIPANT).hangUp();
        hears(alice, "* coco hung up");

        hears(engine.seated(3, "\u0441oc\u043e", Role.PARTICIPANT), "You are \u0441oc\u043e 2");
        hears(engine.seated(2, "\u0441\u043e\u0441\u043e", Role.PARTICIPANT), "You are \u0441\u043e\u0441\u043e;");
    }

    @Test
    void numbersAreShownToModeratorsByDefault() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        answers(alice, "/who", "| Bob, +447700900002");
        answers(bob, "/who", "| 2 people");
        assertThat(bob.heard()).contains("| Bob").noneMatch(line -> line.contains("+44"));
    }

    @Test
    void numbersAreShownToAllByPolicy() {
        engine.with(RoomPolicy.defaults().with(new Privacy(Numbers.ALL, PrivateTexts.ALL)));
        engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        answers(bob, "/who", "| Alice, moderator, +447700900001");
    }

    @Test
    void numbersAreShownToNobodyByPolicy() {
        engine.with(RoomPolicy.defaults().with(new Privacy(Numbers.NOBODY, PrivateTexts.ALL)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "/ban +447700900009", "banned");
        answers(alice, "/bans", "| +44********09, for good");
        answers(alice, "/who", "| 1 person");
        assertThat(alice.heard()).noneMatch(line -> line.contains("+4477"));
    }

    @Test
    void seatsAreKeptForModerators() {
        engine.with(RoomPolicy.defaults().with(new Access(false, 4, 2, Duration.ZERO)));
        engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT);
        engine.seated(3, "Carol", Role.OBSERVER);

        assertThat(engine.refused(4, "Dave", Role.PARTICIPANT)).contains(RefusalReason.ROOM_FULL);
        assertThat(engine.refused(5, "Erin", Role.MODERATOR)).isEmpty();
        assertThat(engine.refused(6, "Frank", Role.MODERATOR)).contains(RefusalReason.ROOM_FULL);
        assertThat(engine.refused(2, "Bob", Role.PARTICIPANT)).isEmpty();
    }

    @Test
    void aRoomWithALobbyKeepsThoseWhoWaitedWhenItOpens() {
        engine.with(RoomPolicy.defaults().with(new Access(true, 100, 1, Duration.ZERO)));
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(bob, "The moderator is not here yet");

        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        hears(alice, "* The room is open. Here now: Alice. Moderator: Alice.");
        hears(alice, "* 1 person is in the lobby. /who lists them.");
        hears(bob, "You are in the lobby until a moderator lets you in");

        answers(alice, "/who", "| Bob, in the lobby");
        answers(alice, "/admit Bob", "* Bob joined (2 people here)");
    }

    @Test
    void aMeetingWithNobodyButTheLobbyEnds() {
        engine.with(RoomPolicy.defaults().with(new Access(true, 100, 1, Duration.ZERO)));
        engine.with(new RoomProfile(
                Engine.NUMBER,
                "",
                false,
                Duration.ofMillis(100),
                engine.profile().policy()));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        alice.hangUp();

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(bob.heard()).last().isEqualTo("* The meeting is over: nobody was here.");
    }
}
