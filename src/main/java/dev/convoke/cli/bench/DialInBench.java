package dev.convoke.cli.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.device.DeviceFarm;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.SmscSettings;
import dev.convoke.server.App;
import dev.convoke.server.Settings;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Pin;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast texts become legs of one room: everything of the way of a dial-in, in one process. */
@Command(
        name = "dial-in",
        mixinStandardHelpOptions = true,
        description =
                "Sends dial-ins as fast as the message centre's window allows and measures until every device is in the room: "
                        + "SMPP, durable inbox, admission, TCP connect, welcome. Message centre and devices run in the same "
                        + "process, so their work counts too.",
        footer = {"", "Example:", "  convoke bench dial-in --count 1000 --window 50 --rounds 5"})
final class DialInBench implements Callable<Integer> {

    private static final String SERVICE_NUMBER = "84433";
    private static final Pin PIN = Pin.parse("4921").orElseThrow();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--count", description = "Dial-ins per round (default: ${DEFAULT-VALUE}).")
    private int count = 1_000;

    @Option(names = "--window", description = "The message centre's window (default: ${DEFAULT-VALUE}).")
    private int window = 50;

    @Option(
            names = "--rounds",
            description = "Rounds, each into a fresh room; the first warms up (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    /** One round: when each device was texted for, and when it was welcomed. */
    private static final class Round {
        private final long[] sentNanos;
        private final long[] inRoomNanos;
        private final CountDownLatch missing;

        Round(int count) {
            sentNanos = new long[count];
            inRoomNanos = new long[count];
            missing = new CountDownLatch(count);
        }

        /** Runs on the devices' loop. */
        boolean onLine(int device, String line) {
            if (!line.startsWith("* Welcome to")) {
                return true;
            }
            inRoomNanos[device] = System.nanoTime();
            missing.countDown();
            return false;
        }
    }

    @Override
    public Integer call() throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        PrintWriter out = spec.commandLine().getOut();
        ThreadMaker threads = CliThreads.maker();
        Path folder = Files.createTempDirectory("convoke-bench-");
        try (EmbeddedSmsc smsc = EmbeddedSmsc.start(smscSettings(), Clock.systemUTC(), threads);
                App app = App.start(settings(smsc.port(), folder), Clock.systemUTC())) {
            app.links().firstAttempts().get(10, TimeUnit.SECONDS);
            out.printf(
                    "%6s  %9s  %12s  %9s  %9s  %9s%n", "round", "dial-ins", "dial-ins/s", "p50 ms", "p99 ms", "max ms");
            for (int round = 0; round < rounds; round++) {
                report(out, round, run(app, smsc, threads, round));
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    private SmscSettings smscSettings() {
        SmscSettings plain = SmscSettings.defaults();
        return new SmscSettings(
                0,
                plain.login(),
                window,
                plain.response(),
                plain.retry(),
                plain.validity(),
                Math.max(plain.held(), count),
                plain.kept());
    }

    private Settings settings(int smscPort, Path folder) {
        return Settings.parse("""
                service-numbers = ["%s"]
                store.path = "convoke.db"
                smpp.links = [{ name = "bench", host = "127.0.0.1", port = %d, system-id = "bench", window = %d }]
                dial-out.allow = ["127.0.0.0/8"]
                admission.per-host = { burst = 1000000, per = 1s }
                admission.overall = { burst = 1000000, per = 1s }
                inbox.pending = 20000
                """.formatted(SERVICE_NUMBER, smscPort, window), folder);
    }

    private Round run(App app, EmbeddedSmsc smsc, ThreadMaker threads, int number) throws InterruptedException {
        ConferenceNumber room = new ConferenceNumber(String.valueOf(8_400_000 + number));
        StoreAccess.await(app.store().rooms().add(row(app, room)));
        Round round = new Round(count);
        try (DeviceFarm farm = DeviceFarm.listen(count, threads, round::onLine)) {
            List<DeviceAddress> devices = farm.addresses();
            for (int i = 0; i < count; i++) {
                // The moderator comes first; who overtakes her waits in the lobby, connected and welcomed all the same.
                String pin = i == 0 ? " " + PIN.reveal() : "";
                round.sentNanos[i] = System.nanoTime();
                var unused = smsc.deliver(msisdn(number, i), SERVICE_NUMBER, devices.get(i) + " " + room + pin);
            }
            if (!round.missing.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new Complaint(round.missing.getCount() + " of " + count + " devices were not in the room after "
                        + PATIENCE.toSeconds() + " s; outcomes so far: "
                        + app.inbound().counts().outcomes());
            }
            int seated =
                    app.rooms().ask(room, open -> open.roster().size()).join().orElse(0);
            if (seated != count) {
                throw new Complaint("the room has " + seated + " people (expected: " + count + ")");
            }
        }
        return round;
    }

    static RoomRow row(App app, ConferenceNumber room) {
        return new RoomRow(
                room,
                "",
                app.pins().digest(room, PIN),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(Duration.ZERO),
                Instant.now());
    }

    private static String msisdn(int round, int person) {
        return String.format(Locale.ROOT, "+4477%02d%06d", round % 100, person);
    }

    private static void report(PrintWriter out, int number, Round round) {
        int count = round.sentNanos.length;
        long[] took = new long[count];
        Arrays.setAll(took, i -> round.inRoomNanos[i] - round.sentNanos[i]);
        long last = Arrays.stream(round.inRoomNanos).max().orElseThrow();
        double seconds = (last - round.sentNanos[0]) / 1e9;
        Percentiles times = new Percentiles(took);
        out.printf(
                Locale.ROOT,
                "%6s  %,9d  %,12.0f  %9.1f  %9.1f  %9.1f%n",
                number == 0 ? "warm" : String.valueOf(number),
                count,
                count / seconds,
                times.ms(0.5),
                times.ms(0.99),
                times.ms(1));
        out.flush();
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
