package dev.convoke.cli.bench;

import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.bench.EngineUnderTest.Party;
import dev.convoke.cli.bench.EngineUnderTest.Wire;
import dev.convoke.peer.device.Load;
import dev.convoke.peer.device.PhoneBank;
import dev.convoke.peer.device.PhoneDialect;
import dev.convoke.peer.device.ScheduledLoad;
import dev.convoke.peer.device.WindowedLoad;
import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One room of the engine with phones in it, all of which hear and some of which speak; loads are run one after the other. */
final class Fanout implements AutoCloseable {

    private static final int TEXT_OCTETS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PhoneBank phones;
    private final EngineUnderTest engine;
    private final Progress progress;

    /** How fast, and at what cost to the engine's threads. */
    record Throughput(double perSecond, double cpuMicros) {}

    /** How long deliveries took, and at what cost to the engine's threads. */
    record Latency(Percentiles times, double cpuMicros) {}

    /** Starts the engine, dials the phones, and waits until all of them were welcomed. */
    Fanout(EngineOptions options, PhoneDialect dialect, int receivers, int senders, Progress progress)
            throws InterruptedException {
        this.progress = progress;
        phones = PhoneBank.listen(dialect, senders, TEXT_OCTETS, CliThreads.maker());
        try {
            engine = options.start(receivers + senders, dialect == PhoneDialect.FRAMES ? Wire.FRAMES : Wire.OCTETS);
        } catch (RuntimeException failure) {
            phones.close();
            throw failure;
        }
        try {
            // The bank's first phones are its speakers.
            seat(0, senders);
            seat(senders, receivers);
        } catch (RuntimeException | InterruptedException failure) {
            close();
            throw failure;
        }
    }

    private void seat(int firstPerson, int more) throws InterruptedException {
        progress.show("dialling " + more + " phones");
        List<RefusalReason> refused = engine.seat(new Party(0, 1, firstPerson, more), any -> phones.address());
        if (!refused.isEmpty()) {
            throw new Complaint(unseated(refused));
        }
        if (!phones.awaitWelcomed(more, PATIENCE)) {
            throw new Complaint("not all phones were welcomed within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** What there is to say of devices that are not in their room. */
    static String unseated(List<RefusalReason> refused) {
        return refused.size() + " devices are not in their room, the first because: "
                + refused.get(0).name().toLowerCase(Locale.ROOT)
                + " (do they listen? are as many files allowed, ulimit -n, as there are connections?)";
    }

    /** Says as much as a window allows. */
    Throughput throughput(String what, int window, Duration lasts) {
        WindowedLoad load = new WindowedLoad(window, lasts);
        double cpuMicros = run(what, load);
        return new Throughput(load.perSecond(), cpuMicros);
    }

    /** Says so many texts a second, whatever becomes of them. */
    Latency latency(String what, double perSecond, Duration lasts) {
        ScheduledLoad load = new ScheduledLoad(perSecond, lasts);
        double cpuMicros = run(what, load);
        return new Latency(new Percentiles(load.nanos()), cpuMicros);
    }

    /** Returns what a delivery has cost the engine. */
    private double run(String what, Load load) {
        long before = EngineCpu.nanos();
        progress.watch(what, phones.run(load), load::heardSoFar);
        double cpuMicros = (EngineCpu.nanos() - before) / 1e3 / load.heardSoFar();
        PhoneBank.Troubles troubles = phones.troubles();
        if (load.missing() > 0 || !troubles.none()) {
            throw new Complaint(what + ": the figures do not count: " + load.missing() + " deliveries missing, "
                    + troubles.outOfOrder() + " out of order, " + troubles.lost() + " connections lost, "
                    + troubles.refused() + " lines refused");
        }
        return cpuMicros;
    }

    String transportName() {
        return engine.transportName();
    }

    @Override
    public void close() {
        engine.close();
        phones.close();
    }
}
