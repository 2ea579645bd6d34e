package dev.convoke.paging;

import dev.convoke.store.InboxTable;
import dev.convoke.store.InboxTable.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Settlements on their way to the disk, one write at a time: what is settled while some of it is being written goes together after
 * that. What the store does not take is kept, and tried again when told so. Any thread; never blocks.
 */
final class Settlements {

    /** A bound on how long a write of settlements stands before other writes: some milliseconds. */
    private static final int MAX_AT_ONCE = 200;

    private final InboxTable table;
    private final IntConsumer onDisk;
    /** To be written; no more than have a slot. */
    private final Queue<Settlement> settled = new ConcurrentLinkedQueue<>();
    /** Whether some are being written. */
    private final AtomicBoolean writing = new AtomicBoolean();
    /** What the store did not take. */
    private final Queue<Settlement> unsettled = new ConcurrentLinkedQueue<>();

    /**
     * None yet.
     *
     * @param onDisk is told how many are on disk now, after each write
     */
    Settlements(InboxTable table, IntConsumer onDisk) {
        this.table = table;
        this.onDisk = onDisk;
    }

    /** Has it written. */
    void add(Settlement settlement) {
        settled.add(settlement);
        write();
    }

    private void write() {
        while (!settled.isEmpty() && writing.compareAndSet(false, true)) {
            List<Settlement> texts = next();
            if (texts.isEmpty()) {
                writing.set(false);
            } else {
                var unused = table.settle(texts).whenComplete((done, failure) -> onWritten(texts, failure == null));
            }
        }
    }

    private List<Settlement> next() {
        List<Settlement> texts = new ArrayList<>();
        Settlement next = settled.poll();
        while (next != null) {
            texts.add(next);
            next = texts.size() < MAX_AT_ONCE ? settled.poll() : null;
        }
        return texts;
    }

    private void onWritten(List<Settlement> texts, boolean well) {
        if (well) {
            onDisk.accept(texts.size());
            writing.set(false);
            write();
        } else {
            // The store has trouble: the next settlement goes on with the rest, or the next sweep.
            unsettled.addAll(texts);
            writing.set(false);
        }
    }

    /** Tries again what the store did not take; one caller at a time. */
    void again() {
        for (Settlement one = unsettled.poll(); one != null; one = unsettled.poll()) {
            settled.add(one);
        }
        write();
    }
}
