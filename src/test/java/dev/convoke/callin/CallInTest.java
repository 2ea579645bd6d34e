package dev.convoke.callin;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.leg.Engine;
import dev.convoke.net.Cidr;
import dev.convoke.net.PemFiles;
import dev.convoke.net.Transport;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices connect to the well-known port (US 8,018,877 FIG. 3), on real sockets. */
@Timeout(60)
class CallInTest {

    private static final String CODE = "K7QW-3M9X-PT4H";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    private final Engine engine = new Engine();

    /** The networks from which somebody asked. */
    private final List<String> networks = new CopyOnWriteArrayList<>();

    private final List<Client> clients = new ArrayList<>();

    /** Codes of the test's own, and whose they are. */
    private final class Codes implements Gate {
        private final Map<String, Integer> persons = Map.of(CODE, 2, "AAAA-BBBB-CCCC", 3, "DDDD-EEEE-FFFF", 4);

        @Override
        public String networkOf(InetAddress from) {
            return from.getHostAddress();
        }

        @Override
        public CodePolicy policy(String network) {
            return new CodePolicy() {
                @Override
                public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
                    networks.add(network);
                    return CompletableFuture.completedFuture(decide(((Presented.Line) what).typed()));
                }

                @Override
                public CompletionStage<CodeDecision<PrivateEvent.Look>> look(String code) {
                    return CompletableFuture.failedFuture(new IllegalStateException("nobody looks"));
                }
            };
        }

        private CodeDecision<CodePolicy.ComeIn> decide(String typed) {
            if (typed.equals("OPEN 8401234 4921 Alice")) {
                return in(new Person.Guest("k7qw3m9xpt4h"), "Alice", Role.MODERATOR);
            }
            return persons.containsKey(typed)
                    ? in(Engine.person(persons.get(typed)), "P" + persons.get(typed), Role.PARTICIPANT)
                    : new CodeDecision.NotYet<>(RefusalReason.WRONG_PIN, "No such code.");
        }

        private CodeDecision<CodePolicy.ComeIn> in(Person who, String nick, Role role) {
            return new CodeDecision.Given<>(new CodePolicy.ComeIn(engine.entry(who, nick, role), ""));
        }

        @Override
        public CodePolicy policy(String network, MeetingPorts.Owner owner) {
            return policy(network);
        }

        @Override
        public CompletionStage<Optional<PrivateEvent>> openPort(ConferenceNumber room, Person by) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Optional<String>> meeting(ConferenceNumber room) {
            return CompletableFuture.completedFuture(
                    room.equals(NUMBER) ? Optional.of("2xj5o9uoponwd") : Optional.empty());
        }
    }

    private static CallInSettings settings(Duration proveWithin, String... proxies) {
        return new CallInSettings(
                0,
                Optional.of(InetAddress.getLoopbackAddress()),
                new CallInSettings.Tls(Optional.empty(), Optional.empty()),
                List.of(proxies).stream()
                        .map(range -> Cidr.parse(range).orElseThrow())
                        .toList(),
                Duration.ofMinutes(1),
                proveWithin,
                new CallInSettings.Unproved(4, 6),
                CallInSettings.defaults().ports());
    }

    private CallIn started(CallInSettings settings) {
        CallIn started = CallIn.start(
                engine.transport(),
                settings,
                "203.0.113.9:7400",
                engine.legs(),
                new Codes(),
                new ThreadMaker((thread, failure) -> {}));
        engine.onceClosed(started::close);
        engine.onceClosed(() -> clients.forEach(Client::close));
        return started;
    }

    private Client client(CallIn server) throws IOException {
        return noted(Client.to(server.place()));
    }

    private Client noted(Client client) {
        clients.add(client);
        return client;
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
    void whoConnectsWithACodeTalksWithWhoWasDialled(Transport.Choice choice) throws Exception {
        assumeTrue(works(choice));
        engine.with(choice);
        CallIn server = started(settings(PATIENCE));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        for (String code : List.of(CODE, "AAAA-BBBB-CCCC", "DDDD-EEEE-FFFF")) {
            client(server).say(code).hears("Welcome");
        }
        clients.get(0).say("hello from below");

        hears(alice, "<P2> hello from below");
        clients.get(2).hears("<P2> hello from below");
        assertThat(server.counts().seated()).isEqualTo(3);
        assertThat(server.unproved()).isZero();
    }

    private static boolean works(Transport.Choice choice) {
        try (Transport transport = Transport.start(choice, 1)) {
            return !transport.name().isEmpty();
        } catch (IllegalStateException unavailable) {
            return false;
        }
    }

    @Test
    void whoOpensARoomIsToldWhatTheOthersNeed() throws Exception {
        Client alice = client(started(settings(PATIENCE)));

        alice.say("OPEN 8401234 4921 Alice");

        alice.hears("You are Alice (moderator)");
        assertThat(alice.hears("Others call in")).contains("203.0.113.9:7400").contains("2xj5o9uoponwd");
    }

    @Test
    void whoIsLostIsBackByTheSameCodeAndNobodyNotices() throws Exception {
        CallIn server = started(settings(PATIENCE));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Client bob = client(server).say(CODE);
        bob.hears("Welcome");

        bob.reset();
        Client again = client(server).say(CODE);

        again.hears("You are connected again.");
        again.say("back");
        hears(alice, "<P2> back");
        assertThat(alice.heard()).noneMatch(line -> line.contains("P2 lost") || line.contains("P2 hung up"));
    }

    /** Where the kernel knows what has arrived, which it tells of a connection that nothing else stands on. */
    @Test
    void whoComesAgainHearsNothingTwiceThatHasArrived() throws Exception {
        assumeTrue(works(Transport.Choice.EPOLL));
        engine.with(Transport.Choice.EPOLL);
        CallIn server = started(settings(PATIENCE));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Client bob = client(server).say(CODE);
        bob.hears("Welcome");
        alice.say("once");
        bob.hears("once");

        Client again = client(server).say(CODE);
        again.hears("Welcome");
        alice.say("and then");

        assertThat(again.hears(">")).isEqualTo("<Alice> and then");
    }

    @Test
    void whoSaysNothingOrNothingWholeIsGoneInTime() throws Exception {
        CallIn server = started(settings(Duration.ofMillis(300)));

        Client silent = client(server);
        Client slow = client(server).send("K7QW".getBytes(StandardCharsets.UTF_8));
        Client half = client(server).send("{\"type\":".getBytes(StandardCharsets.UTF_8));

        for (Client one : List.of(silent, slow, half)) {
            one.awaitHangUp();
        }
        await().atMost(PATIENCE).until(() -> server.unproved() == 0);
        assertThat(server.counts().turnedAway()).isEqualTo(3);
    }

    @Test
    void aFloodFromOneNetworkShutsNobodyElseOut() throws Exception {
        CallIn server = started(settings(PATIENCE));
        engine.seated(1, "Alice", Role.MODERATOR);
        for (int i = 0; i < 4; i++) {
            client(server);
        }
        await().atMost(PATIENCE).until(() -> server.unproved() == 4);

        for (int i = 0; i < 50; i++) {
            awaitRefusal(client(server));
        }
        Client bob = noted(Client.from("127.0.0.2", server.place()));

        bob.say(CODE).hears("Welcome");
        assertThat(server.counts().crowded()).isEqualTo(50);
        clients.get(0).say("AAAA-BBBB-CCCC").hears("Welcome");
        client(server).say("DDDD-EEEE-FFFF").hears("Welcome");
    }

    /** What is not read when it is closed may reset the connection. */
    private static void awaitRefusal(Client refused) throws IOException {
        try {
            refused.hears("Too many connections from your network");
            refused.awaitHangUp();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void moreThanAreAllowedInAllAreRefusedWhereverTheyComeFrom() throws Exception {
        CallIn server = started(settings(PATIENCE));
        for (int i = 0; i < 6; i++) {
            noted(Client.from("127.0.0." + (10 + i), server.place()));
        }
        await().atMost(PATIENCE).until(() -> server.unproved() == 6);

        awaitRefusal(noted(Client.from("127.0.0.30", server.place())));
        clients.get(0).close();
        await().atMost(PATIENCE).until(() -> server.unproved() == 5);

        noted(Client.from("127.0.0.30", server.place())).say("nonsense").hears("No such code.");
    }

    private static byte[] header(String source) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.write(new byte[] {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a});
        out.write(new byte[] {0x21, 0x11, 0, 12});
        out.write(InetAddress.getAllByName(source)[0].getAddress());
        out.write(new byte[] {127, 0, 0, 1});
        out.writeShort(50_000);
        out.writeShort(7_400);
        return octets.toByteArray();
    }

    @Test
    void aNamedProxyIsBelievedAboutWhoCalls() throws Exception {
        CallIn server = started(settings(PATIENCE, "127.0.0.1/32"));
        engine.seated(1, "Alice", Role.MODERATOR);

        // In one piece, and octet by octet.
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(header("198.51.100.7"));
        whole.write((CODE + "\n").getBytes(StandardCharsets.UTF_8));
        client(server).send(whole.toByteArray()).hears("Welcome");
        Client slow = client(server);
        slow.socket().setTcpNoDelay(true);
        for (byte octet : header("198.51.100.8")) {
            slow.send(new byte[] {octet});
        }
        slow.say("AAAA-BBBB-CCCC").hears("Welcome");

        assertThat(networks).containsExactly("198.51.100.7", "198.51.100.8");
    }

    @Test
    void aProxyThatDoesNotSayForWhomItIsIsNotHeard() throws Exception {
        CallIn server = started(settings(Duration.ofMillis(300), "127.0.0.1/32"));

        client(server).say(CODE).awaitHangUp();
        client(server).awaitHangUp();

        await().atMost(PATIENCE).until(() -> server.unproved() == 0);
        assertThat(networks).isEmpty();
        assertThat(server.counts().headless()).isEqualTo(2);
    }

    @Test
    void aStrangerIsNotBelievedAboutWhoCalls() throws Exception {
        CallIn server = started(settings(PATIENCE, "192.0.2.0/24"));

        client(server).send(header("198.51.100.7")).say("").hears("!");

        assertThat(networks).isNotEmpty().containsOnly("127.0.0.1");
    }

    @Test
    void overTlsTheSameIsSaidAndWhoSpeaksNoneIsGoneInTime(@TempDir Path folder) throws Exception {
        PemFiles files = PemFiles.make(folder, "localhost");
        CallIn server = started(overTls(settings(PATIENCE), files));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        Client bob = noted(Client.overTls(server.place(), files.trust()));
        bob.say(CODE).hears("Welcome");
        bob.say("hello in private");
        hears(alice, "<P2> hello in private");
        client(server).say(CODE).awaitHangUp();
        alice.say("/kick P2");

        bob.hears("put");
        bob.awaitHangUp();
        await().atMost(PATIENCE).until(() -> server.unproved() == 0);
    }

    @Test
    void aHandshakeThatIsNotGoneThroughEndsInTime(@TempDir Path folder) throws Exception {
        CallIn server = started(overTls(settings(Duration.ofMillis(300)), PemFiles.make(folder, "localhost")));

        client(server).awaitHangUp();

        await().atMost(PATIENCE).until(() -> server.unproved() == 0);
    }

    private static CallInSettings overTls(CallInSettings plain, PemFiles files) {
        return new CallInSettings(
                plain.port(),
                plain.bind(),
                new CallInSettings.Tls(Optional.of(files.certificate()), Optional.of(files.key())),
                plain.proxies(),
                plain.patience(),
                plain.proveWithin(),
                plain.unproved(),
                plain.ports());
    }

    @Test
    void aPortThatAnotherProcessHasIsSaidPlainly() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CallInSettings taken = settings(PATIENCE).at(other.getLocalPort());

            assertThatThrownBy(() -> started(taken))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call-in.port")
                    .hasMessageContaining(String.valueOf(other.getLocalPort()));
        }
    }

    @Test
    void whatIsClosedAcceptsNobodyAndKeepsWhoIsThere() throws Exception {
        CallIn server = started(settings(PATIENCE));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Client bob = client(server).say(CODE);
        bob.hears("Welcome");
        InetSocketAddress place = server.place();

        server.close();

        assertThatThrownBy(() -> Client.to(place)).isInstanceOf(IOException.class);
        bob.say("still here");
        hears(alice, "<P2> still here");
    }
}
