package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.ModeratorGone;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.terms.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the last moderator goes: keep, hold, or end after a grace. */
@Timeout(90)
class ModeratorGoneTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    private void policy(WithoutModerator then, Duration grace) {
        engine.with(RoomPolicy.defaults().with(new ModeratorGone(then, grace)));
    }

    @Test
    void byDefaultTheMeetingGoesOnAndTheModeratorReturnsAsOneWithoutPin() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        alice.reset();
        hears(bob, "* Alice lost the connection");
        answers(bob, "alone", "<Bob> alone");

        SimulatedDevice back = engine.seated(1, "Alice", Role.PARTICIPANT);

        hears(back, "You are Alice (moderator)");
        answers(back, "/lock", "* Alice locked the room.");
    }

    @Test
    void afterTheGraceARightIsGone() {
        policy(WithoutModerator.KEEP, Duration.ZERO);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        alice.hangUp();
        hears(bob, "* Alice hung up");

        SimulatedDevice back = engine.seated(1, "Alice", Role.PARTICIPANT);

        answers(back, "/lock", "! Only moderators may do that.");
    }

    @Test
    void aModeratorWhoWasPutOutDoesNotReturnAsOne() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.MODERATOR);
        answers(alice, "/kick Bob", "* Bob was put out");

        SimulatedDevice back = engine.seated(2, "Bob", Role.PARTICIPANT);

        answers(back, "/lock", "! Only moderators may do that.");
    }

    @Test
    void aRoomOnHoldHearsNobodyUntilAModeratorIsBack() {
        policy(WithoutModerator.HOLD, Duration.ofMinutes(1));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        alice.hangUp();
        hears(bob, "* No moderator is here: nobody is heard until one is back.");

        answers(bob, "hello?", "! No moderator is here");
        answers(bob, "/msg Carol psst", "! No moderator is here");
        SimulatedDevice back = engine.seated(1, "Alice", Role.PARTICIPANT);
        hears(carol, "* Alice is here as moderator: the meeting goes on.");
        answers(bob, "at last", "<Bob> at last");

        hears(back, "<Bob> at last");
        assertThat(carol.heard()).noneMatch(line -> line.contains("hello?") || line.contains("psst"));
    }

    @Test
    void aRoomEndsAfterTheGraceThoughOthersComeAndGo() {
        policy(WithoutModerator.END, Duration.ofMillis(1_500));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        alice.hangUp();
        hears(bob, "* No moderator is here: the meeting ends in 2 seconds unless one is back.");
        carol.hangUp();
        hears(bob, "* Carol hung up");

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();

        assertThat(bob.heard()).last().isEqualTo("* The meeting is over: no moderator came back.");
        assertThat(bob.heard().stream().filter(line -> line.contains("No moderator is here")))
                .hasSize(1);
    }

    @Test
    void aModeratorWhoIsBackInTimeKeepsTheRoomOpen() {
        policy(WithoutModerator.END, Duration.ofMillis(700));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        alice.hangUp();
        hears(bob, "the meeting ends in 1 second unless one is back.");

        SimulatedDevice back = engine.seated(1, "Alice", Role.PARTICIPANT);
        hears(bob, "* Alice is here as moderator: the meeting goes on.");

        assertThat(bob.awaitHangUps(1, Duration.ofMillis(900))).isFalse();
        answers(back, "/unmod Alice", "! Alice is the last moderator.");
        assertThat(engine.rooms().ask(NUMBER, room -> room.figures().present()).join())
                .contains(2);
    }

    @Test
    void withoutAGraceTheRoomEndsAtOnce() {
        policy(WithoutModerator.END, Duration.ZERO);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        alice.say("/leave");

        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(bob.heard()).last().isEqualTo("* The meeting is over: no moderator came back.");
    }

    @Test
    void theOneLeftMayBecomeModeratorByPin() {
        policy(WithoutModerator.HOLD, Duration.ofMinutes(1));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        alice.hangUp();
        hears(bob, "nobody is heard");

        SimulatedDevice withPin = engine.seated(2, "Bob", Role.MODERATOR);

        hears(withPin, "* Bob is here as moderator: the meeting goes on.");
        answers(withPin, "mine now", "<Bob> mine now");
    }
}
