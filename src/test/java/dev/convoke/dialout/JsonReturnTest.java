package dev.convoke.dialout;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.net.Transport;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.session.JsonDevice;
import dev.convoke.session.SessionSettings;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import io.netty.channel.epoll.Epoll;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that comes back is told where it is, whichever way it comes, and gets what it has not seen: all of it, once. */
@Timeout(120)
class JsonReturnTest {

    private static final String HELLO = "{\"type\":\"hello\",\"protocol\":1}\n";

    @RegisterExtension
    private final Engine engine =
            new Engine().with(new SessionSettings(Duration.ofMinutes(1), Duration.ofMinutes(1), 1 << 20));

    private @Nullable DialOut dialOut;

    private DialOut dialOut() {
        DialOut known = dialOut;
        if (known == null) {
            known = DialOuts.into(engine, DialOuts.redialling());
            dialOut = known;
        }
        return known;
    }

    private CompletableFuture<Optional<RefusalReason>> dial(DeviceAddress to, int person, String nick, Role role) {
        return dialOut()
                .dial(to, new Destination.InRoom(engine.entry(person, nick, role)))
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private SimulatedDevice alice() {
        return DialOuts.dialled(dialOut(), engine, engine.entry(1, "Alice", Role.MODERATOR));
    }

    private JsonDevice bob() {
        JsonDevice bob = JsonDevice.of(engine);
        assertThat(dial(bob.address(), 2, "Bob", Role.PARTICIPANT).join()).isEmpty();
        bob.awaitType("welcome");
        return bob;
    }

    private static List<JsonNode> welcomes(JsonDevice device) {
        return device.heard().stream()
                .filter(node -> node.path("type").asText().equals("welcome"))
                .toList();
    }

    private static JsonNode secondWelcome(JsonDevice device) {
        await().atMost(PATIENCE).until(() -> welcomes(device).size() == 2);
        return welcomes(device).get(1);
    }

    @Test
    void afterARedialTheWelcomeSaysWhereItGoesOn() {
        SimulatedDevice alice = alice();
        JsonDevice bob = bob();
        alice.say("one");
        long one = bob.awaitEvent("say", "one").path("seq").asLong();

        bob.lines().reset();
        JsonNode again = secondWelcome(bob);
        alice.say("two");

        JsonNode first = welcomes(bob).get(0);
        assertThat(first.path("resumed").asBoolean(true)).isFalse();
        assertThat(again.path("resumed").asBoolean()).isTrue();
        assertThat(again.path("seq").asLong()).isBetween(first.path("seq").asLong(), one);
        for (String same : List.of("meeting", "room", "title", "nick", "role", "present", "topic", "transcript")) {
            assertThat(again.path(same)).as(same).isEqualTo(first.path(same));
        }
        bob.awaitEvent("say", "two");
        List<String> types = bob.heard().stream()
                .map(node ->
                        node.path("type").asText() + " " + node.path("text").asText())
                .toList();
        assertThat(types).containsSubsequence("notice You are connected again.", "welcome ", "event two");
        assertThat(bob.heard().stream()
                        .filter(node -> node.path("text").asText().equals("You are connected again.")))
                .hasSize(1);
        assertThat(alice.heard())
                .filteredOn(line -> line.contains("Bob joined"))
                .hasSize(1);
    }

    @Test
    void whoComesFromElsewhereIsWelcomedAsTheSame() {
        alice();
        JsonDevice bob = bob();

        JsonDevice elsewhere = bob();

        JsonNode welcome = elsewhere.awaitType("welcome");
        assertThat(welcome.path("resumed").asBoolean()).isTrue();
        assertThat(welcome.path("meeting")).isEqualTo(bob.awaitType("welcome").path("meeting"));
        bob.awaitType("goodbye");
    }

    @Test
    void whoHungUpAndComesAgainHasComeIn() {
        SimulatedDevice alice = alice();
        JsonDevice bob = bob();
        bob.lines().hangUp();
        hears(alice, "Bob hung up");

        JsonDevice again = bob();

        assertThat(again.awaitType("welcome").path("resumed").asBoolean(true)).isFalse();
    }

    @Test
    void aProgramThatSaysHelloLateIsWelcomedAsTheSameToo() {
        SimulatedDevice alice = alice();
        bob();
        SimulatedDevice late = DialOuts.dialled(dialOut(), engine, engine.entry(2, "Bob", Role.PARTICIPANT));

        late.say(HELLO.strip());

        JsonNode welcome = JsonDevice.parsed(hears(late, "{\"type\":\"welcome\""));
        assertThat(welcome.path("resumed").asBoolean()).isTrue();
        assertThat(alice.heard())
                .filteredOn(line -> line.contains("Bob joined"))
                .hasSize(1);
    }

    @Test
    void onHoldItIsWelcomedBackAndStaysThere() {
        SimulatedDevice alice = alice();
        JsonDevice bob = bob();
        Engine.answers(alice, "/hold Bob", "on hold");

        bob.lines().reset();

        assertThat(secondWelcome(bob).path("resumed").asBoolean()).isTrue();
        bob.await("held", node -> node.path("text").asText().startsWith("You are on hold"));
    }

    @ParameterizedTest
    @CsvSource({"EPOLL,1", "EPOLL,2", "EPOLL,3", "NIO,4", "NIO,5", "NIO,6"})
    void whateverIsLostTheRestComesOnceFromTheNumberThatTheProgramNames(Transport.Choice transport, long seed)
            throws IOException {
        assumeTrue(transport != Transport.Choice.EPOLL || Epoll.isAvailable());
        engine.with(transport);
        Random random = new Random(seed);
        SimulatedDevice alice = alice();
        try (Program bob = new Program(alice, random)) {
            bob.dialledIn();
            for (int round = 0; round < 25; round++) {
                bob.losesItsLegAndGetsTheRest("seed " + seed + ", round " + round);
            }
        }
    }

    /** A program that remembers how far it is, and nothing else; it reads only when the test does. */
    private final class Program implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
        private final SimulatedDevice alice;
        private final Random random;
        private @Nullable Connected now;
        private String meeting = "";
        private long seen;
        private int said;

        private record Connected(Socket socket, BufferedReader in) {}

        Program(SimulatedDevice alice, Random random) throws IOException {
            this.alice = alice;
            this.random = random;
            listening.setReceiveBufferSize(4 << 10);
            listening.setSoTimeout((int) PATIENCE.toMillis());
        }

        void dialledIn() throws IOException {
            var result = dial();
            accept(HELLO);
            assertThat(result.join()).isEmpty();
            JsonNode welcome = last(read(ofType("welcome")));
            meeting = welcome.path("meeting").asText();
            seen = welcome.path("seq").asLong();
        }

        private CompletableFuture<Optional<RefusalReason>> dial() {
            DeviceAddress here =
                    DeviceAddress.parse("127.0.0.1:" + listening.getLocalPort()).orElseThrow();
            return JsonReturnTest.this.dial(here, 2, "Bob", Role.PARTICIPANT);
        }

        private void accept(String words) throws IOException {
            Socket socket = listening.accept();
            socket.setSoTimeout((int) PATIENCE.toMillis());
            now = new Connected(
                    socket,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 64));
            send(words);
        }

        private Connected now() {
            return Objects.requireNonNull(now, "not connected");
        }

        private void send(String words) throws IOException {
            now().socket().getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
        }

        void losesItsLegAndGetsTheRest(String when) throws IOException {
            say(random.nextInt(20));
            String last = say(1);
            readSome(last);
            Socket old = now().socket();
            String resume = "{\"type\":\"resume\",\"id\":\"r\",\"meeting\":\"" + meeting + "\",\"seq\":" + seen + "}\n";
            boolean isLate = random.nextBoolean();
            String first = isLate ? HELLO : HELLO + resume;
            if (random.nextBoolean()) {
                old.setSoLinger(true, 0);
                old.close();
                say(random.nextInt(5));
                accept(first);
            } else {
                var result = dial();
                accept(first);
                assertThat(result.join()).isEmpty();
            }
            List<JsonNode> heard = new ArrayList<>(read(ofType("welcome")));
            if (isLate) {
                String live = say(1 + random.nextInt(3));
                heard.addAll(read(saying(live)));
                send(resume);
            }
            heard.addAll(read(ofType("ack")));
            if (random.nextBoolean()) {
                send(resume);
                heard.addAll(read(ofType("ack")));
            }
            heard.addAll(read(saying(say(1))));
            old.close();

            assertThat(heard).as(when).noneMatch(ofType("gap"));
            assertThat(last(heard.stream().filter(ofType("welcome")).toList())
                            .path("resumed")
                            .asBoolean())
                    .as(when)
                    .isTrue();
            long end = last(heard).path("seq").asLong();
            List<Long> fresh = heard.stream()
                    .filter(ofType("event"))
                    .map(node -> node.path("seq").asLong())
                    .filter(seq -> seq > seen)
                    .toList();
            assertThat(fresh)
                    .as(when)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(seen + 1, end).boxed().toList());
            seen = end;
        }

        /** Alice's words have their place in the order when she hears them. */
        private String say(int count) {
            String last = "";
            for (int i = 0; i < count; i++) {
                last = said++ + " " + "x".repeat(random.nextInt(600));
                alice.say(last);
            }
            if (count > 0) {
                hears(alice, "<Alice> " + last);
            }
            return last;
        }

        /** Reads on for a while, and remembers how far it is. */
        private void readSome(String last) throws IOException {
            boolean all = random.nextInt(4) == 0;
            int some = random.nextInt(15);
            JsonNode node;
            do {
                node = next();
                if (ofType("event").test(node)) {
                    seen = node.path("seq").asLong();
                }
            } while (!saying(last).test(node) && (all || some-- > 0));
        }

        private List<JsonNode> read(Predicate<JsonNode> until) throws IOException {
            List<JsonNode> heard = new ArrayList<>();
            do {
                heard.add(next());
            } while (!until.test(last(heard)));
            return heard;
        }

        private JsonNode next() throws IOException {
            String line = now().in().readLine();
            while (line != null && !line.startsWith("{")) {
                line = now().in().readLine();
            }
            assertThat(line).as("the connection ends").isNotNull();
            return JsonDevice.parsed(line);
        }

        private static Predicate<JsonNode> ofType(String type) {
            return node -> node.path("type").asText().equals(type);
        }

        private static Predicate<JsonNode> saying(String text) {
            return node -> node.path("kind").asText().equals("say")
                    && node.path("text").asText().equals(text);
        }

        private static JsonNode last(List<JsonNode> nodes) {
            return nodes.get(nodes.size() - 1);
        }

        @Override
        public void close() throws IOException {
            if (now != null) {
                now.socket().close();
            }
            listening.close();
        }
    }
}
