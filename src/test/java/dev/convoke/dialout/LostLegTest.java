package dev.convoke.dialout;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.net.Transport;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.session.JsonDevice;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Role;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was handed to a leg that is lost and did not arrive comes on the next one; what may have arrived is marked. */
@Timeout(60)
class LostLegTest {

    private static final String AGAIN = "* You are connected again.";
    private static final String MARK = "may have reached you before.";
    private static final Duration END = Duration.ofMinutes(5);
    private static final String END_SAID = "5 minutes";
    private static final String KILO = "x".repeat(1_000);

    @RegisterExtension
    private final Engine engine = new Engine();

    private @Nullable DialOut dialOut;

    private DialOut dialOut() {
        DialOut known = dialOut;
        if (known == null) {
            known = DialOuts.into(engine, DialOuts.redialling());
            dialOut = known;
        }
        return known;
    }

    private void use(Transport.Choice transport) {
        assumeTrue(transport != Transport.Choice.EPOLL || Epoll.isAvailable());
        assumeTrue(transport != Transport.Choice.IO_URING || IoUring.isAvailable());
        engine.with(transport);
    }

    private SimulatedDevice dialled(int person, String nick, Role role) {
        return DialOuts.dialled(dialOut(), engine, engine.entry(person, nick, role));
    }

    private JsonDevice dialledJson(int person, String nick, Role role) {
        JsonDevice device = JsonDevice.of(engine);
        assertThat(dialOut()
                        .dial(device.address(), new Destination.InRoom(engine.entry(person, nick, role)))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join())
                .isEmpty();
        device.awaitType("welcome");
        return device;
    }

    /** The room says something before it can know that the connection is reset. */
    private void saysIntoADeadSocket(SimulatedDevice device) {
        // What is posted on the loop runs before the loop looks at its sockets again.
        engine.rooms()
                .loopOf(NUMBER)
                .submit(() -> {
                    device.reset();
                    boolean isReset = device.awaitHangUps(1, PATIENCE);
                    engine.rooms().post(NUMBER, new Actor.Schedule(), new ModeratorCommand.EndsIn(END));
                    return isReset;
                })
                .syncUninterruptibly();
    }

    @ParameterizedTest
    @EnumSource(Transport.Choice.class)
    void whatIsWrittenIntoADeadSocketComesWithTheNextLeg(Transport.Choice transport) {
        use(transport);
        dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);

        saysIntoADeadSocket(bob);

        hears(bob, AGAIN);
        hears(bob, END_SAID);
        List<String> heard = bob.heard();
        assertThat(heard.subList(heard.indexOf(AGAIN) + 1, heard.size()))
                .containsExactly("* The next message " + MARK, heard.get(heard.size() - 1));
    }

    @Test
    void inJsonTheNumberSaysWhatComesAgain() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        JsonDevice bob = dialledJson(2, "Bob", Role.PARTICIPANT);
        long first = bob.awaitType("welcome").path("seq").asLong() + 1;

        saysIntoADeadSocket(bob.lines());
        awaitHellos(bob, 2);
        alice.say("after");

        long last = bob.awaitEvent("say", "after").path("seq").asLong();
        assertThat(bob.seqs().stream().distinct())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, last).boxed().toList());
        assertThat(bob.heard()).noneMatch(node -> node.path("text").asText().contains(MARK));
    }

    private static void awaitHellos(JsonDevice device, int count) {
        await().atMost(PATIENCE)
                .until(() -> device.heard().stream()
                                .filter(node -> node.path("type").asText().equals("hello"))
                                .count()
                        == count);
    }

    @Test
    void aProgramThatSaysHowFarItIsGetsTheRestAfterARedial() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        JsonDevice bob = dialledJson(2, "Bob", Role.PARTICIPANT);
        String meeting = bob.awaitType("welcome").path("meeting").asText();
        for (String word : List.of("one", "two", "three")) {
            alice.say(word);
            bob.awaitEvent("say", word);
        }
        long one = bob.awaitEvent("say", "one").path("seq").asLong();
        bob.lines().reset();
        awaitHellos(bob, 2);
        int before = bob.heard().size();

        bob.send("{'type':'resume','id':'r','meeting':'" + meeting + "','seq':" + one + "}");

        bob.awaitAck("r");
        List<String> since = bob.heard().stream()
                .skip(before)
                .map(node -> node.path("text").asText())
                .toList();
        assertThat(since).contains("two", "three");
    }

    @Test
    void whatTheDeviceHasAcknowledgedDoesNotComeAgain() {
        assumeTrue(Epoll.isAvailable(), "only the kernel knows");
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);
        alice.say("once");
        hears(bob, "<Alice> once");

        bob.reset();
        hears(bob, AGAIN);
        alice.say("after");

        hears(bob, "<Alice> after");
        assertThat(bob.heard()).filteredOn("<Alice> once"::equals).hasSize(1);
        assertThat(bob.heard()).noneMatch(line -> line.endsWith(MARK));
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.Choice.class,
            names = {"EPOLL", "IO_URING", "NIO"})
    void whatWasUnderWayComesWithTheNextLeg(Transport.Choice transport) throws IOException {
        use(transport);
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        try (Phone bob = new Phone()) {
            Socket first = bob.dialledIn(2, "Bob");
            say(alice, 40);

            int received = first.getInputStream().available();
            first.setSoLinger(true, 0);
            first.close();
            List<String> then = linesUntil(bob.accepted(), "<Alice> 39 ");

            assertMissesNothingBut(received, then, 40);
            assertThat(then).anyMatch(line -> line.startsWith("* The next ") && line.endsWith(MARK));
        }
    }

    @Test
    void whoTextsFromElsewhereGetsWhatTheSilentLegDidNotTake() throws IOException {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        try (Phone bob = new Phone();
                Phone elsewhere = new Phone()) {
            Socket silent = bob.dialledIn(2, "Bob");
            say(alice, 40);
            int received = silent.getInputStream().available();

            List<String> then = linesUntil(elsewhere.dialledIn(2, "Bob"), "<Alice> 39 ");

            assertMissesNothingBut(received, then, 40);
            assertThat(then).anyMatch(line -> line.endsWith(MARK));
            assertThat(then.indexOf("* Welcome to Stand-up. You are Bob; 2 people here. /help lists the commands."))
                    .isBetween(0, 2);
            silent.close();
        }
    }

    @Test
    void whoTextsFromElsewhereIsToldNothingTwice() {
        assumeTrue(Epoll.isAvailable(), "only the kernel knows");
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);
        alice.say("once");
        hears(bob, "<Alice> once");

        SimulatedDevice elsewhere = dialled(2, "Bob", Role.PARTICIPANT);
        alice.say("after");

        hears(elsewhere, "<Alice> after");
        assertThat(elsewhere.heard()).noneMatch(line -> line.contains("once") || line.endsWith(MARK));
        hears(bob, "You came in again from elsewhere.");
    }

    @Test
    void nothingFromBeforeOneCameIsSaidAgain() {
        SimulatedDevice alice = dialled(1, "Alice", Role.MODERATOR);
        dialled(3, "Carol", Role.PARTICIPANT);
        alice.say("/hold Carol");
        alice.say("among us");
        hears(alice, "<Alice> among us");
        SimulatedDevice bob = dialled(2, "Bob", Role.PARTICIPANT);
        hears(bob, "| <Alice> among us");

        saysIntoADeadSocket(bob);

        hears(bob, AGAIN);
        hears(bob, END_SAID);
        assertThat(bob.heard()).doesNotContain("<Alice> among us");
    }

    private static void say(SimulatedDevice alice, int count) {
        IntStream.range(0, count).forEach(i -> alice.say(i + " " + KILO));
        hears(alice, "<Alice> " + (count - 1) + " ");
    }

    private static List<String> linesUntil(Socket socket, String beginning) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        List<String> lines = new ArrayList<>();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 64);
        while (lines.isEmpty() || !lines.get(lines.size() - 1).startsWith(beginning)) {
            String line = in.readLine();
            assertThat(line).as("heard: %s", lines).isNotNull();
            lines.add(line);
        }
        return lines;
    }

    /** Each of Alice's lines is there, once and in its order; but what the device's TCP had received, it had. */
    private static void assertMissesNothingBut(int received, List<String> lines, int count) {
        List<Integer> numbers = lines.stream()
                .filter(line -> line.startsWith("<Alice> "))
                .map(line -> Integer.valueOf(line.split(" ", -1)[1]))
                .toList();
        int begins = numbers.get(0);
        assertThat(numbers).isEqualTo(IntStream.range(begins, count).boxed().toList());
        assertThat(begins * KILO.length()).isLessThanOrEqualTo(received);
    }

    /** A phone with little room, which reads only when the test does. */
    private final class Phone implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());

        Phone() throws IOException {
            listening.setReceiveBufferSize(4 << 10);
            listening.setSoTimeout((int) PATIENCE.toMillis());
        }

        Socket dialledIn(int person, String nick) throws IOException {
            var result = dialOut()
                    .dial(
                            DeviceAddress.parse("127.0.0.1:" + listening.getLocalPort())
                                    .orElseThrow(),
                            new Destination.InRoom(engine.entry(person, nick, Role.PARTICIPANT)));
            Socket accepted = accepted();
            assertThat(result.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
            return accepted;
        }

        Socket accepted() throws IOException {
            return listening.accept();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
