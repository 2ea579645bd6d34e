package dev.convoke.cli.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.FreePort;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.invitation.Codes;
import dev.convoke.invitation.Codes.Grant;
import dev.convoke.invitation.Codes.Issued;
import dev.convoke.peer.device.DeviceFarm;
import dev.convoke.server.App;
import dev.convoke.server.Settings;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast devices that call in become legs: accept, code, admission, welcome, in one process with the devices. */
@Command(
        name = "call-in",
        mixinStandardHelpOptions = true,
        description =
                "Lets devices connect to the well-known port, each with a code of its own, and measures until every one is"
                        + " in its room. The devices run in the same process, so their work counts too.",
        footer = {"", "Example:", "  convoke bench call-in --count 10000 --room-size 10 --rounds 5"})
final class CallInBench implements Callable<Integer> {

    private static final int FIRST_ROOM = 8_000_000;
    private static final int ROOMS_PER_ROUND = 10_000;
    private static final long PATIENCE_S = 60;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--count", description = "Devices per round, 1 to 25000 (default: ${DEFAULT-VALUE}).")
    private int count = 2_000;

    @Option(names = "--room-size", description = "People in a room (default: ${DEFAULT-VALUE}).")
    private int roomSize = 10;

    @Option(names = "--window", description = "Devices that are on their way at once (default: ${DEFAULT-VALUE}).")
    private int window = 200;

    @Option(names = "--rounds", description = "Rounds, the first warms up (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    /** One round: when each device began to connect, and when it was welcomed. */
    private final class Round {
        private final long[] begunNanos = new long[count];
        private final long[] inRoomNanos = new long[count];
        private final CountDownLatch missing = new CountDownLatch(count);
        private final Semaphore free = new Semaphore(window);

        /** Runs on the devices' loop. */
        boolean onLine(int device, String line) {
            if (!line.startsWith("* Welcome to")) {
                return true;
            }
            inRoomNanos[device] = System.nanoTime();
            free.release();
            missing.countDown();
            return false;
        }
    }

    @Override
    public Integer call() throws Exception {
        if (count < 1 || count > 25_000 || roomSize < 1 || window < 1) {
            throw Complaint.aboutTyping("--count is 1 to 25000, --room-size and --window at least 1");
        }
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        PrintWriter out = spec.commandLine().getOut();
        ThreadMaker threads = CliThreads.maker();
        Path folder = Files.createTempDirectory("convoke-bench-");
        try (App app = App.start(settings(folder), Clock.systemUTC())) {
            out.printf(
                    "%6s  %9s  %12s  %9s  %9s  %9s%n", "round", "devices", "devices/s", "p50 ms", "p99 ms", "max ms");
            for (int round = 0; round < rounds; round++) {
                report(out, round, run(app, threads, round));
            }
        } finally {
            DialInBench.delete(folder);
        }
        return 0;
    }

    private static Settings settings(Path folder) {
        return Settings.parse("""
                service-numbers = ["84433"]
                store.path = "convoke.db"
                smpp.links = []
                call-in { port = %d, bind = "127.0.0.1", address = "127.0.0.1:7400" }
                call-in { unproved-per-network = 10000, unproved = 100000 }
                """.formatted(FreePort.find()), folder);
    }

    private Round run(App app, ThreadMaker threads, int number) throws InterruptedException {
        List<Issued> codes = codes(app.codes(), rooms(app, number), number);
        InetSocketAddress server = app.callIn().orElseThrow().place();
        Round round = new Round();
        try (DeviceFarm farm = DeviceFarm.listen(0, threads, round::onLine)) {
            for (int i = 0; i < count; i++) {
                if (!round.free.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
                    throw new Complaint("nobody came in for " + PATIENCE_S + " s");
                }
                round.begunNanos[i] = System.nanoTime();
                farm.call(i, server, codes.get(i).code().digits());
            }
            if (!round.missing.await(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new Complaint(
                        round.missing.getCount() + " of " + count + " devices were not in after " + PATIENCE_S + " s");
            }
        }
        return round;
    }

    private List<ConferenceNumber> rooms(App app, int round) {
        List<ConferenceNumber> rooms = new ArrayList<>();
        for (int i = 0; i * roomSize < count; i++) {
            ConferenceNumber room = new ConferenceNumber(String.valueOf(FIRST_ROOM + round * ROOMS_PER_ROUND + i));
            StoreAccess.await(app.store().rooms().add(DialInBench.row(app, room)));
            rooms.add(room);
        }
        return rooms;
    }

    /** The first of each room is its moderator. */
    private List<Issued> codes(Codes codes, List<ConferenceNumber> rooms, int round) {
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Person who = new Person.Phone(new Msisdn(String.format(Locale.ROOT, "+4477%02d%06d", round % 100, i)));
            Role role = i % roomSize == 0 ? Role.MODERATOR : Role.PARTICIPANT;
            grants.add(new Grant(rooms.get(i / roomSize), who, who, role, Optional.empty()));
        }
        return StoreAccess.await(codes.issue(
                grants, Optional.empty(), Clock.systemUTC().instant().plus(Codes.UNUSED)));
    }

    private static void report(PrintWriter out, int number, Round round) {
        int count = round.begunNanos.length;
        long[] took = new long[count];
        Arrays.setAll(took, i -> round.inRoomNanos[i] - round.begunNanos[i]);
        double seconds = (Arrays.stream(round.inRoomNanos).max().orElseThrow() - round.begunNanos[0]) / 1e9;
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
}
