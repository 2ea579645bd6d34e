package dev.convoke.cli.bench;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.bench.EngineUnderTest.Party;
import dev.convoke.cli.bench.EngineUnderTest.Wire;
import dev.convoke.peer.device.SilentPorts;
import dev.convoke.terms.RefusalReason;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What legs and rooms take while nobody speaks: live heap after collections, and direct memory of Netty's, as the slope between
 * a number of them and {@value #GROWTH} times as many, so that what the process takes anyway drops out. The phones are
 * connections that nobody accepts, which take nothing of this process. Without a transcript: a store's cache is not a leg's.
 */
final class IdleMemory {

    static final int LEGS_PER_ROOM = 5;
    static final int GROWTH = 5;

    /** Memory counts as settled when it has not fallen for so long; rooms give back what a burst needed within a second. */
    private static final int CALM_ROUNDS = 4;

    private static final long PAUSE_MS = 500;

    private final EngineOptions options;
    private final Wire wire;
    private final Progress progress;

    IdleMemory(EngineOptions options, Wire wire, Progress progress) {
        this.options = options;
        this.wire = wire;
        this.progress = progress;
    }

    /** Octets per leg, all of them in one room. */
    double octetsPerLeg(int legs) throws InterruptedException {
        int more = (GROWTH - 1) * legs;
        return slope(new Party(0, 1, 0, legs), new Party(0, 1, legs, more)) / more;
    }

    /** Octets per room of {@value #LEGS_PER_ROOM} legs, legs and all. */
    double octetsPerRoom(int rooms) throws InterruptedException {
        int more = (GROWTH - 1) * rooms;
        Party first = new Party(0, rooms, 0, LEGS_PER_ROOM * rooms);
        return slope(first, new Party(rooms, more, first.people(), LEGS_PER_ROOM * more)) / more;
    }

    private double slope(Party first, Party second) throws InterruptedException {
        int people = first.people() + second.people();
        try (SilentPorts phones = SilentPorts.listen(people);
                EngineUnderTest engine = options.startWithoutTranscript(people, wire)) {
            long before = seated(engine, first, phones);
            return seated(engine, second, phones) - before;
        }
    }

    /** Octets in use when the party is in and everything has calmed down. */
    private long seated(EngineUnderTest engine, Party party, SilentPorts phones) throws InterruptedException {
        progress.show("memory: dialling " + party.people() + " silent phones");
        List<RefusalReason> refused = engine.seat(party, i -> phones.address(party.firstPerson() + i));
        if (!refused.isEmpty()) {
            throw new Complaint(Fanout.unseated(refused));
        }
        progress.show("memory: collecting");
        long least = Long.MAX_VALUE;
        for (int calm = 0; calm < CALM_ROUNDS; calm++) {
            var unused = new CountDownLatch(1).await(PAUSE_MS, TimeUnit.MILLISECONDS);
            long now = octetsInUse();
            if (now < least) {
                // A round that frees next to nothing is calm too.
                calm = now < least - least / 1_000 ? -1 : calm;
                least = now;
            }
        }
        return least;
    }

    private static long octetsInUse() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed()
                + ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory();
    }
}
