package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.admission.PinVault;
import dev.convoke.cli.Main;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.peer.smsc.Delivery;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.Fault;
import dev.convoke.peer.smsc.SmscSettings;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code convoke serve} as a process of its own: how it starts, how it is told to stop, and what survives when it is killed. */
@Timeout(120)
class ServeProcessTest {

    private static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    private static final Pin PIN = Pin.parse("4921").orElseThrow();

    private static final int REFUSED = 2_000;

    /** Below those that systems give to whoever asks for any: from 32768 on, or from 49152. */
    private static final int FIRST_FIXED_PORT = 21_000;

    private static final String ANSWERS_WITHOUT_LIMIT = """
            admission.answers-overall = { burst = 100000, per = 1s }
            admission.answers-strangers = { burst = 100000, per = 1s }
            admission.pins.free-per-network = 10000
            """;

    @TempDir
    private Path folder;

    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final List<Serve> processes = new ArrayList<>();
    private EmbeddedSmsc smsc;

    /** A running server, with what it prints. */
    private record Serve(Process process, Path out, Path log) {

        boolean isReady() {
            return text(out).lines().toList().equals(List.of("ready"));
        }

        String logged() {
            return text(log);
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        smsc = EmbeddedSmsc.start(SmscSettings.defaults().onPort(freePort()), Clock.systemUTC(), threads);
        try (Store store =
                SqliteStore.open(StoreSettings.at(folder.resolve("convoke.db")), StoreSecret.random(), threads)) {
            PinVault pins = PinVault.open(folder.resolve("convoke.db.key"));
            RoomRow room = RoomRow.plain(ROOM, "Stand-up", pins.digest(ROOM, PIN), Instant.now());
            assertThat(store.rooms().add(room).join()).isTrue();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Serve serve : processes) {
            serve.process().destroyForcibly();
            assertThat(serve.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        smsc.close();
    }

    private Serve serve(String extra) throws IOException {
        int number = processes.size();
        Path config =
                Files.writeString(folder.resolve("convoke-" + number + ".conf"), """
                store.path = "convoke.db"
                smpp.link-defaults { retry-min = 50ms, retry-max = 200ms }
                smpp.links = [{ name = main, host = "127.0.0.1", port = %d, system-id = convoke }]
                dial-out { allow = ["127.0.0.0/8"], attempts = 10, retry-delay = 1s, settle = 20ms }
                %s
                """.formatted(smsc.port(), extra));
        Path out = folder.resolve("out-" + number);
        Path log = folder.resolve("log-" + number);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        // Quick to start, for what is over in seconds.
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile="
                                + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        config.toString())
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        Serve serve = new Serve(process, out, log);
        processes.add(serve);
        await().atMost(Duration.ofSeconds(40)).until(serve::isReady);
        return serve;
    }

    private void killNine(Serve serve) throws InterruptedException {
        serve.process().destroyForcibly();
        assertThat(serve.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** A port that the system gives to nobody who asks for any, as the other tests do meanwhile. */
    private static int freePort() throws IOException {
        for (int port = FIRST_FIXED_PORT; port < FIRST_FIXED_PORT + 1_000; port++) {
            try (ServerSocket reserved = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return reserved.getLocalPort();
            } catch (BindException taken) {
                // The next, then.
            }
        }
        throw new IOException("no port is free from " + FIRST_FIXED_PORT + " on");
    }

    private SimulatedDevice device(int port) {
        return SimulatedDevice.listen(port, task -> threads.thread("test-device", task), line -> {});
    }

    /** The moderator's text, acknowledged by the server. */
    private void acknowledged(String address) {
        String text = address + " " + ROOM + " " + PIN.reveal() + " Alice";
        assertThat(smsc.deliver("+447700900001", "84433", text))
                .succeedsWithin(PATIENCE)
                .extracting(Delivery::outcome)
                .isEqualTo(Delivery.Outcome.TAKEN);
    }

    @Test
    void whatWasAcknowledgedBeforeAKillIsHandledAfterTheRestart() throws Exception {
        int port = freePort();
        Serve killed = serve("");
        acknowledged("127.0.0.1:" + port);
        killNine(killed);

        try (SimulatedDevice alice = device(port)) {
            serve("");

            hears(alice, "The room is open");
            assertThat(alice.connections()).isOne();
        }
    }

    @Test
    void whatIsTooOldByThenIsDroppedWithALogLine() throws Exception {
        int port = freePort();
        Serve killed = serve("");
        acknowledged("127.0.0.1:" + port);
        killNine(killed);

        try (SimulatedDevice alice = device(port)) {
            Serve restarted = serve("inbox { max-age = 1s, duplicate-window = 0s }");

            await().atMost(PATIENCE).until(() -> restarted.logged().contains("too old"));
            assertThat(alice.connections()).isZero();
        }
    }

    @Test
    void noneOf2000TextsVanishesWhenItIsKilledInTheMiddle() throws Exception {
        Serve killed = serve(ANSWERS_WITHOUT_LIMIT);
        smsc.faults().arm(new Fault.Delay(Fault.Answer.SUBMIT, Duration.ofMillis(50)));
        List<CompletableFuture<Delivery>> texts = IntStream.range(0, REFUSED)
                .mapToObj(person -> smsc.deliver(Convoke.msisdn(person), "84433", "127.0.0.1:5000 9999999"))
                .toList();
        await().atMost(PATIENCE).until(() -> smsc.texts(any -> true, REFUSED).size() >= REFUSED / 4);
        killNine(killed);
        smsc.faults().clear();

        serve(ANSWERS_WITHOUT_LIMIT);

        for (CompletableFuture<Delivery> text : texts) {
            assertThat(text.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).outcome())
                    .isEqualTo(Delivery.Outcome.TAKEN);
        }
        OutboxProbe outbox = new OutboxProbe(folder);
        await().atMost(PATIENCE).until(() -> outbox.statesByRecipient().size() == REFUSED && outbox.isSettled());
        Set<String> texted =
                smsc.texts(any -> true, 2 * REFUSED).stream().map(Delivered::to).collect(Collectors.toSet());
        assertThat(outbox.states()).containsOnlyKeys("sent", "unknown");
        assertThat(outbox.statesByRecipient())
                .allSatisfy((phone, states) -> assertThat(texted.contains(phone) || states.contains("unknown"))
                        .isTrue());
    }

    @Test
    void sigtermEndsMeetingsWithANoticeAndExitsWithZero() throws Exception {
        Serve serve = serve("");
        try (SimulatedDevice alice = device(0)) {
            acknowledged(alice.address().toString());
            hears(alice, "The room is open");

            serve.process().toHandle().destroy();

            assertThat(serve.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(serve.process().exitValue()).isZero();
            hears(alice, "* The meeting is over: the service is stopping.");
        }
        assertThat(serve.logged())
                .doesNotContain("ERROR")
                .doesNotContain(PIN.reveal())
                .doesNotContain("+447700900001");
    }

    @Test
    void aLinkThatCannotBindIsReportedAndDoesNotStopTheStart() throws Exception {
        int port = smsc.port();
        smsc.close();
        Serve serve = serve("");

        assertThat(serve.logged()).contains("main").contains("tried again");
        smsc = EmbeddedSmsc.start(SmscSettings.defaults().onPort(port), Clock.systemUTC(), threads);
        await().atMost(PATIENCE).until(() -> smsc.receivers() == 1);
        assertThat(serve.process().isAlive()).isTrue();
    }

    @Test
    void aBadConfigurationIsRefusedWithPlaceAndRemedy() throws Exception {
        Path config = Files.writeString(folder.resolve("bad.conf"), "room.empty-timout = 5m\n");

        Process process = serveWith(config);

        String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(complaint).contains("bad.conf:1: room.empty-timout is no setting; did you mean empty-timeout?");
    }

    @Test
    void aSecondServerOnTheSameStoreIsRefusedAndTheFirstServesOn() throws Exception {
        Serve first = serve("");
        Path config = Files.writeString(folder.resolve("second.conf"), "store.path = \"convoke.db\"\n");

        Process second = serveWith(config);

        String complaint = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(complaint).contains("another server is running on it");
        assertThat(first.process().isAlive()).isTrue();
        assertThat(smsc.receivers()).isOne();
    }

    private static Process serveWith(Path config) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--config",
                        config.toString())
                .start();
    }
}
