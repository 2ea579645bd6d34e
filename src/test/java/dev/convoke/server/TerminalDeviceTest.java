package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.phone.Listening;
import dev.convoke.peer.phone.TypedPhone;
import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code convoke phone} that listens, with the whole server: US 8,018,877 FIG. 4 with a person's device. */
@Timeout(60)
class TerminalDeviceTest {

    @RegisterExtension
    private final Convoke convoke = new Convoke("");

    private TypedPhone phone(int person, String words) {
        Consumer<DeviceAddress> text = at -> convoke.text(person, "JOIN " + at + " " + ROOM + " " + words);
        return new TypedPhone(Listening.on(0, InetAddress.getLoopbackAddress(), Set.of(), text));
    }

    @Test
    void textsItsAddressIsDialledAndTalks() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up. You are Bob");
            bob.type("hello");
            hears(alice, "<Bob> hello");
            alice.say("hi Bob");

            assertThat(bob.hears("hi Bob")).isEqualTo("<Alice> hi Bob");
        }
    }

    @Test
    void opensTheRoomAsItsModerator() throws Exception {
        try (TypedPhone alice = phone(1, PIN.reveal() + " Alice")) {
            assertThat(alice.hears("The room is open")).contains("Moderator: Alice");
        }
    }

    @Test
    void leavesInOrderWhenTheInputEnds() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up");

            bob.endOfInput();

            hears(alice, "Bob left");
            assertThat(bob.outcome()).succeedsWithin(PATIENCE);
            assertThat(bob.lines()).contains("* Goodbye.");
        }
    }

    @Test
    void isDialledAgainWhenTheConnectionBreaks() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up");

            bob.phone().hangUp();
            bob.hears("still listening");
            await().atMost(PATIENCE).until(() -> {
                alice.say("are you back?");
                return bob.lines().stream().anyMatch(line -> line.contains("are you back?"));
            });

            bob.type("yes");
            hears(alice, "<Bob> yes");
            assertThat(alice.heard()).noneMatch(line -> line.contains("Bob left"));
        }
    }

    @Test
    void whoIsKickedIsTold() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        try (TypedPhone bob = phone(2, "Bob")) {
            bob.hears("Welcome to Stand-up");

            alice.say("/kick Bob");

            bob.hears("still listening");
            assertThat(bob.outcome()).isNotDone();
        }
    }

    @Test
    void whatComesDoesNotTouchTheTerminal() throws Exception {
        Listening way = Listening.on(0, InetAddress.getLoopbackAddress(), Set.of(), at -> {});
        try (TypedPhone bob = new TypedPhone(way);
                Socket server = new Socket(
                        InetAddress.getLoopbackAddress(), way.address().port())) {
            String rude = "* \u001b[2J\u0007\u202eboo\r\n<A> " + "x".repeat(100_000) + "\n* end\n";
            server.getOutputStream().write(rude.getBytes(StandardCharsets.UTF_8));

            bob.hears("* end");

            assertThat(bob.lines()).contains("* [2Jboo");
            assertThat(bob.lines())
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThan(17_000).doesNotContainPattern("[\\p{Cntrl}\u202e]"));
        }
    }
}
