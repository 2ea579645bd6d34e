package dev.convoke.cli.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.device.DeviceFarm;
import dev.convoke.peer.smsc.MoFlood;
import dev.convoke.peer.smsc.MoFlood.Mo;
import dev.convoke.peer.smsc.MoFlood.Times;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.server.App;
import dev.convoke.server.Settings;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Pin;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast texts are taken durably and acted on, and how soon a text leads to a connection or to an answer. */
@Command(
        name = "sms",
        mixinStandardHelpOptions = true,
        description = {
            "Sends texts over one link and measures how soon each is on disk and acknowledged, and how many are acted on.",
            "With --rate it sends them steadily, every other one a dial-in, the rest to be refused, and measures from the time "
                    + "that a text was due to its acknowledgement, to the connection at its device, and to the text that refuses it. "
                    + "Everyone in a room hears of everyone who comes, so the size of the rooms counts too.",
            "Message centre and devices run in the same process, so their work counts too."
        },
        footer = {
            "",
            "Examples:",
            "  convoke bench sms --count 20000 --window 50 --rounds 5",
            "  convoke bench sms --rate 200 --rounds 4",
            "  convoke bench sms --rate 200 --rounds 4 --room-size 1000"
        })
final class SmsBench implements Callable<Integer> {

    private static final String SERVICE_NUMBER = "84433";
    private static final Pin PIN = Pin.parse("4921").orElseThrow();
    private static final ConferenceNumber NO_ROOM = new ConferenceNumber("9999999");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_SENDER = 447_700_000_000L;
    private static final int SENDERS_PER_ROUND = 1_000_000;
    private static final long FIRST_ROOM = 1_000_000_000L;
    private static final int ROOMS_PER_ROUND = 100_000;
    private static final int ROUND_SECONDS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--count",
            description = "Texts per round; with --rate, ten seconds' worth (default: ${DEFAULT-VALUE}).")
    private int count = 20_000;

    @Option(names = "--window", description = "Texts without an answer (default: ${DEFAULT-VALUE}).")
    private int window = 50;

    @Option(names = "--rate", description = "Texts a second; 0 for as many as the window lets through.")
    private int rate;

    @Option(names = "--rounds", description = "Rounds, of which the first warms up (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--room-size",
            description = "With --rate: how many people are in each room in the end (default: ${DEFAULT-VALUE}).")
    private int roomSize = 10;

    /** Of one round, by its number: when each person's device was connected to, and when each person was texted; 0 for never. */
    private static final class Reactions {
        private final int round;
        private final AtomicLongArray connectedNanos;
        private final AtomicLongArray textedNanos;

        Reactions(int round, int count) {
            this.round = round;
            connectedNanos = new AtomicLongArray(count);
            textedNanos = new AtomicLongArray(count);
        }
    }

    private volatile Reactions reactions = new Reactions(0, 0);

    @Override
    public Integer call() throws Exception {
        demand("--count", count, 1, 900_000);
        demand("--window", window, 1, 1_000);
        demand("--rate", rate, 0, 10_000);
        demand("--rounds", rounds, 1, 90);
        demand("--room-size", roomSize, 1, 50_000);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        PrintWriter out = spec.commandLine().getOut();
        ThreadMaker threads = CliThreads.maker();
        Path folder = Files.createTempDirectory("convoke-bench-");
        try (MoFlood flood = MoFlood.listen(threads, this::onTexted);
                App app = App.start(settings(flood.port(), folder), Clock.systemUTC())) {
            flood.awaitBound(Duration.ofSeconds(10));
            if (rate == 0) {
                floodRounds(out, app, flood);
            } else {
                steadyRounds(out, app, flood, threads);
            }
        } finally {
            DialInBench.delete(folder);
        }
        return 0;
    }

    private static void demand(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw Complaint.aboutTyping(option + ": " + value + " (expected: " + min + ".." + max + ")");
        }
    }

    private Settings settings(int smscPort, Path folder) {
        return Settings.parse(
                """
                service-numbers = ["%s"]
                store.path = "convoke.db"
                smpp.links = [{ name = "bench", host = "127.0.0.1", port = %d, system-id = "bench", window = %d }]
                dial-out.allow = ["127.0.0.0/8"]
                admission.per-host = { burst = 1000000, per = 1s }
                admission.overall = { burst = 1000000, per = 1s }
                admission.answers-overall = %s
                admission.answers-strangers = ${admission.answers-overall}
                inbox.pending = 1000000
                """.formatted(
                                SERVICE_NUMBER,
                                smscPort,
                                window,
                                rate == 0 ? "{ burst = 1, per = 24h }" : "{ burst = 1000000, per = 1s }"),
                folder);
    }

    private void floodRounds(PrintWriter out, App app, MoFlood flood) throws Exception {
        out.printf(
                "%6s  %9s  %10s  %8s  %8s  %8s  %8s  %10s  %7s%n",
                "round", "texts", "accepted/s", "p50 ms", "p90 ms", "p99 ms", "max ms", "acted on/s", "put off");
        long before = 0;
        for (int round = 0; round < rounds; round++) {
            int number = round;
            long acted = acted(app);
            long startNanos = System.nanoTime();
            Times times = flood.send(i -> refused(number, i), count, window, 0, PATIENCE);
            double acceptedS = seconds(startNanos, max(times.answeredNanos()));
            awaitActed(app, acted + count);
            Percentiles took = new Percentiles(minus(times.answeredNanos(), times.sentNanos()));
            out.printf(
                    Locale.ROOT,
                    "%6s  %,9d  %,10.0f  %8.2f  %8.2f  %8.2f  %8.2f  %,10.0f  %7d%n",
                    name(round),
                    count,
                    count / acceptedS,
                    took.ms(0.5),
                    took.ms(0.9),
                    took.ms(0.99),
                    took.ms(1),
                    count / seconds(startNanos, System.nanoTime()),
                    times.putOff());
            out.flush();
            before = round == 0 ? heapOctets() : before;
        }
        tellHeap(out, before);
    }

    /** A dial-in whose room does not exist, each from a number and a network of its own: else it would be refused as a guess. */
    private static Mo refused(int round, int person) {
        return new Mo(
                sender(round, person),
                SERVICE_NUMBER,
                "127.%d.%d.1:5000 %s".formatted(person / 256 % 256, person % 256, NO_ROOM));
    }

    private static String sender(int round, int person) {
        return String.valueOf(FIRST_SENDER + (long) round * SENDERS_PER_ROUND + person);
    }

    private static long acted(App app) {
        return app.inbound().counts().outcomes().values().stream()
                .mapToLong(sum -> sum)
                .sum();
    }

    private static void awaitActed(App app, long wanted) {
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        while (acted(app) < wanted) {
            if (System.nanoTime() - untilNanos > 0) {
                throw new Complaint("not every text was acted on; outcomes: "
                        + app.inbound().counts().outcomes());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void steadyRounds(PrintWriter out, App app, MoFlood flood, ThreadMaker threads) throws Exception {
        int texts = rate * ROUND_SECONDS;
        out.printf(
                "%6s  %-26s  %9s  %8s  %8s  %8s  %8s%n",
                "round", "from the text to", "texts", "p50 ms", "p90 ms", "p99 ms", "max ms");
        long before = 0;
        for (int round = 0; round < rounds; round++) {
            steadyRound(out, app, flood, threads, round, texts);
            before = round == 0 ? heapOctets() : before;
        }
        tellHeap(out, before);
    }

    private void steadyRound(PrintWriter out, App app, MoFlood flood, ThreadMaker threads, int round, int texts)
            throws Exception {
        List<ConferenceNumber> rooms = rooms(app, round, (texts / 2 + roomSize - 1) / roomSize);
        Reactions now = new Reactions(round, texts);
        reactions = now;
        try (DeviceFarm farm = DeviceFarm.listen(texts / 2, threads, new DeviceFarm.Listener() {
            @Override
            public void onConnected(int device) {
                now.connectedNanos.compareAndSet(2 * device, 0, System.nanoTime());
            }

            @Override
            public boolean onLine(int device, String line) {
                return false;
            }
        })) {
            List<DeviceAddress> devices = farm.addresses();
            Times times = flood.send(
                    i -> i % 2 == 0 ? dialIn(round, i, devices.get(i / 2), rooms) : refused(round, i),
                    texts,
                    window,
                    rate,
                    PATIENCE);
            awaitReactions(app, now, texts);
            report(out, name(round), "acknowledgement", times, times.answeredNanos());
            report(out, "", "connection at the device", times, copy(now.connectedNanos));
            report(out, "", "text that refuses it", times, copy(now.textedNanos));
            out.flush();
            // Before the devices hang up: whoever is cut off would be dialled again, into the next round.
            for (ConferenceNumber room : rooms) {
                var unused = StoreAccess.await(
                        app.rooms().execute(room, new Actor.Operator(), new ModeratorCommand.Close("")));
            }
        }
    }

    private static List<ConferenceNumber> rooms(App app, int round, int count) {
        List<ConferenceNumber> rooms = IntStream.range(0, count)
                .mapToObj(i -> new ConferenceNumber(String.valueOf(FIRST_ROOM + (long) round * ROOMS_PER_ROUND + i)))
                .toList();
        rooms.forEach(room -> StoreAccess.await(app.store().rooms().add(DialInBench.row(app, room))));
        return rooms;
    }

    /** The rooms fill side by side, each beginning with its moderator. */
    private static Mo dialIn(int round, int person, DeviceAddress device, List<ConferenceNumber> rooms) {
        int comer = person / 2;
        String pin = comer < rooms.size() ? " " + PIN.reveal() : "";
        return new Mo(sender(round, person), SERVICE_NUMBER, device + " " + rooms.get(comer % rooms.size()) + pin);
    }

    /** Runs on the reader of the message centre. */
    private void onTexted(String digits, long atNanos) {
        long number = Long.parseLong(digits) - FIRST_SENDER;
        int person = (int) (number % SENDERS_PER_ROUND);
        Reactions now = reactions;
        boolean refused = person % 2 == 1;
        // Whose device was hung up on may be texted too, and a round later.
        if (refused && number / SENDERS_PER_ROUND == now.round && person < now.textedNanos.length()) {
            now.textedNanos.compareAndSet(person, 0, atNanos);
        }
    }

    private static void awaitReactions(App app, Reactions now, int texts) {
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < texts; ) {
            if ((i % 2 == 0 ? now.connectedNanos : now.textedNanos).get(i) != 0) {
                i++;
            } else if (System.nanoTime() - untilNanos > 0) {
                throw new Complaint("text " + i + " of " + texts + " led to nothing within " + PATIENCE.toSeconds()
                        + " s; outcomes: " + app.inbound().counts().outcomes());
            } else {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private static void report(PrintWriter out, String round, String what, Times times, long[] nanos) {
        long[] took = minus(nanos, times.sentNanos());
        Percentiles percentiles = new Percentiles(took);
        out.printf(
                Locale.ROOT,
                "%6s  %-26s  %,9d  %8.2f  %8.2f  %8.2f  %8.2f%n",
                round,
                what,
                took.length,
                percentiles.ms(0.5),
                percentiles.ms(0.9),
                percentiles.ms(0.99),
                percentiles.ms(1));
    }

    private static String name(int round) {
        return round == 0 ? "warm" : String.valueOf(round);
    }

    /** Of what has happened. */
    private static long[] minus(long[] ends, long[] starts) {
        return IntStream.range(0, ends.length)
                .filter(i -> ends[i] != 0)
                .mapToLong(i -> ends[i] - starts[i])
                .toArray();
    }

    private static long[] copy(AtomicLongArray nanos) {
        long[] copy = new long[nanos.length()];
        Arrays.setAll(copy, nanos::get);
        return copy;
    }

    private static long max(long[] nanos) {
        return Arrays.stream(nanos).max().orElse(0);
    }

    private static double seconds(long startNanos, long endNanos) {
        return (endNanos - startNanos) / 1e9;
    }

    private static long heapOctets() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void tellHeap(PrintWriter out, long before) {
        out.printf(
                Locale.ROOT,
                "heap after a collection: %.1f MB after the first round, %.1f MB after the last%n",
                before / 1e6,
                heapOctets() / 1e6);
        out.flush();
    }
}
