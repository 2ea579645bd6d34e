package dev.convoke.dialout;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.terms.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that breaks is no departure: the device is the listener, so the server dials it again. */
@Timeout(30)
class RedialTest {

    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine().with(records);

    private final DialOut dialOut = DialOuts.into(engine, DialOuts.redialling());

    private SimulatedDevice dialled(int person, String nick, Role role) {
        return DialOuts.dialled(dialOut, engine, engine.entry(person, nick, role));
    }

    private static List<String> comingsAndGoings(SimulatedDevice device) {
        return device.heard().stream()
                .filter(line -> line.contains("joined") || line.contains("lost") || line.contains("left"))
                .toList();
    }

    @Test
    void nobodyElseNoticesALostConnectionAndNothingIsMissed() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);
        hears(alice, "Bob joined");

        bob.reset();
        alice.say("said meanwhile");
        hears(bob, "* You are connected again.");
        bob.say("here I am");

        hears(alice, "<Bob> here I am");
        hears(bob, "<Alice> said meanwhile");
        assertThat(bob.heard().stream().filter("<Alice> said meanwhile"::equals))
                .hasSize(1);
        assertThat(comingsAndGoings(alice)).containsExactly("* Bob joined (2 people here)");
    }

    @Test
    void whoCannotBeReachedAgainHasLeft() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);

        bob.stopListening();
        bob.reset();

        hears(alice, "* Bob lost the connection (1 person here)");
        assertThat(records.events()).contains("left CONNECTION_LOST");
    }

    @Test
    void whoHangsUpIsNotDialledAgain() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);

        bob.hangUp();

        hears(alice, "* Bob hung up (1 person here)");
        assertThat(bob.connections()).isOne();
    }

    @Test
    void aModeratorIsOneAgain() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);

        alice.reset();
        hears(alice, "* You are connected again.");
        alice.say("/close");

        assertThat(alice.awaitHangUps(2, PATIENCE)).isTrue();
        hears(alice, "* The meeting is over");
    }

    @Test
    void whoIsPutOutWhileTheConnectionIsLostStaysOut() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);
        hears(alice, "Bob joined");
        bob.stopListening();
        bob.reset();

        alice.say("/kick Bob");

        hears(alice, "* Bob was put out");
        alice.say("/who");
        hears(alice, "| 1 person");
    }

    @Test
    void theMeetingEndsAlthoughSomeoneIsAway() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);
        hears(alice, "Bob joined");
        bob.stopListening();
        bob.reset();

        alice.say("/close");

        assertThat(alice.awaitHangUps(1, PATIENCE)).isTrue();
        await().atMost(PATIENCE)
                .until(() ->
                        engine.rooms().ask(Engine.NUMBER, room -> true).join().isEmpty());
    }
}
