package dev.convoke.cli.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.bench.EngineUnderTest.Wire;
import dev.convoke.peer.device.PhoneDialect;
import dev.convoke.peer.device.WindowedLoad;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast what one says reaches everyone: engine and phones in one process. */
@Command(
        name = "fanout",
        mixinStandardHelpOptions = true,
        description = {
            "Seats phones in one room of the engine and measures",
            "- throughput: deliveries/s with --window texts under way,",
            "- latency: from when a text was due to each phone (open loop),",
            "- memory: of an idle leg, and of an idle room of five legs.",
            "Server CPU is that of the engine's threads alone. The phones need a processor too. For phones in another process "
                    + "see bench engine."
        },
        footer = {
            "",
            "Examples:",
            "  convoke bench fanout",
            "  convoke bench fanout --receivers 5000 --senders 10 --window 1 --measure throughput",
            "  convoke bench fanout --protocol json --rate 100 --seconds 10 --measure latency --format json",
            "  convoke bench fanout --transcript /var/tmp/bench --measure throughput"
        })
final class FanoutBench implements Callable<Integer> {

    private static final int MAX_WARM_UP_SECONDS = 3;
    private static final int MAX_TIMES = 20_000_000;
    private static final double OCTETS_PER_KB = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--receivers", description = "Phones that hear (default: ${DEFAULT-VALUE}).")
    private int receivers = 1_000;

    @Option(names = "--senders", description = "Phones that speak, and hear as well (default: ${DEFAULT-VALUE}).")
    private int senders = 1;

    @Option(
            names = "--window",
            description = "Texts under way at most that not every phone has heard (default: ${DEFAULT-VALUE}).")
    private int window = 64;

    @Option(names = "--rate", description = "Texts a second for the latency (default: ${DEFAULT-VALUE}).")
    private double rate = 20;

    @Option(names = "--seconds", description = "How long each load lasts (default: ${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(
            names = "--rooms",
            description = "Rooms of five legs from which the memory of one is taken (default: ${DEFAULT-VALUE}).")
    private int rooms = 200;

    @Option(
            names = "--protocol",
            paramLabel = "line|json|frames",
            description = "What the phones speak; frames is JSON over WebSocket, as browsers do (default: line).")
    private PhoneDialect protocol = PhoneDialect.LINE;

    @Option(
            names = "--measure",
            paramLabel = "throughput|latency|memory",
            split = ",",
            description = "What to measure, separated by commas (default: all three).")
    private Set<Measure> measures = EnumSet.allOf(Measure.class);

    @Option(names = "--format", paramLabel = "text|json", description = "A table, or a JSON object (default: text).")
    private Format format = Format.TEXT;

    @Mixin
    private EngineOptions options = new EngineOptions();

    enum Measure {
        THROUGHPUT,
        LATENCY,
        MEMORY
    }

    enum Format {
        TEXT,
        JSON
    }

    @Override
    public Integer call() throws InterruptedException {
        checkRanges();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Progress progress = new Progress(spec.commandLine().getErr());
        Figures figures = conditions();
        if (measures.contains(Measure.THROUGHPUT) || measures.contains(Measure.LATENCY)) {
            loads(figures, progress);
        }
        if (measures.contains(Measure.MEMORY)) {
            Wire wire = protocol == PhoneDialect.FRAMES ? Wire.SILENT_FRAMES : Wire.OCTETS;
            memory(figures, new IdleMemory(options, wire, progress));
        }
        print(figures);
        return 0;
    }

    private void checkRanges() {
        check("--receivers", receivers, 1, 50_000);
        check("--senders", senders, 1, 1_000);
        check("--window", window, 1, WindowedLoad.MAX_WINDOW);
        check("--seconds", seconds, 1, 600);
        check("--rooms", rooms, 1, 2_000);
        if (!(rate >= 0.1 && rate * seconds * (receivers + senders) <= MAX_TIMES)) {
            throw Complaint.aboutTyping("--rate: " + rate + " (expected: 0.1 or more, and at most "
                    + MAX_TIMES / 1_000_000 + " million deliveries within --seconds)");
        }
    }

    private static void check(String option, int typed, int least, int most) {
        if (typed < least || typed > most) {
            throw Complaint.aboutTyping(option + ": " + typed + " (expected: " + least + " to " + most + ")");
        }
    }

    private Figures conditions() {
        Figures figures = new Figures();
        figures.condition("receivers", receivers);
        figures.condition("senders", senders);
        figures.condition("window", window);
        figures.condition("rate", rate);
        figures.condition("seconds", seconds);
        figures.condition("protocol", protocol.name().toLowerCase(Locale.ROOT));
        figures.condition("transcript", options.hasTranscript() ? "on" : "off");
        figures.condition("loops", options.loops());
        return figures;
    }

    private void loads(Figures figures, Progress progress) throws InterruptedException {
        Duration lasts = Duration.ofSeconds(seconds);
        try (Fanout fanout = new Fanout(options, protocol, receivers, senders, progress)) {
            figures.condition("transport", fanout.transportName());
            var unused =
                    fanout.throughput("warming up", window, Duration.ofSeconds(Math.min(MAX_WARM_UP_SECONDS, seconds)));
            if (measures.contains(Measure.THROUGHPUT)) {
                throughput(figures, fanout.throughput("throughput", window, lasts));
            }
            if (measures.contains(Measure.LATENCY)) {
                latency(figures, fanout.latency("latency", rate, lasts));
            }
        }
    }

    private void throughput(Figures figures, Fanout.Throughput found) {
        figures.add("deliveries-per-second", "throughput", found.perSecond(), "deliveries/s", 0);
        figures.add("throughput-cpu-us", "", found.cpuMicros(), "µs of server CPU each", 3);
    }

    private void latency(Figures figures, Fanout.Latency found) {
        Percentiles times = found.times();
        figures.add("latency-p50-ms", "latency", times.ms(0.5), "ms, p50", 2);
        figures.add("latency-p90-ms", "", times.ms(0.9), "ms, p90", 2);
        figures.add("latency-p99-ms", "", times.ms(0.99), "ms, p99", 2);
        figures.add("latency-p999-ms", "", times.ms(0.999), "ms, p99.9", 2);
        figures.add("latency-max-ms", "", times.ms(1), "ms, the longest", 2);
        figures.add("latency-cpu-us", "", found.cpuMicros(), "µs of server CPU each", 3);
    }

    private void memory(Figures figures, IdleMemory memory) throws InterruptedException {
        double perLeg = memory.octetsPerLeg(receivers) / OCTETS_PER_KB;
        figures.add("leg-kb", "memory, " + span(receivers) + " legs", perLeg, "kB per idle leg", 2);
        double perRoom = memory.octetsPerRoom(rooms) / OCTETS_PER_KB;
        figures.add("room-kb", "memory, " + span(rooms) + " rooms", perRoom, "kB per idle room of five legs", 2);
    }

    private static String span(int from) {
        return String.format(Locale.ROOT, "%,d to %,d", from, IdleMemory.GROWTH * from);
    }

    private void print(Figures figures) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            figures.json(out);
        } else {
            figures.table(out);
        }
    }
}
