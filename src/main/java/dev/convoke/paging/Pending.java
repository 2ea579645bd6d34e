package dev.convoke.paging;

import dev.convoke.store.InboxTable;
import dev.convoke.store.InboxTable.Settlement;
import dev.convoke.terms.ConferenceNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The texts that are stored and not settled, by id. Each has one of a bounded number of places, from before it is stored
 * until its settlement is on disk, and is meanwhile in hand (the next step has it), waiting (the next step had no room), or
 * unsettled (the settlement is being written, or the store did not take it). Any thread.
 */
final class Pending {

    /** A bound on how long a write of settlements stands before other writes: some milliseconds. */
    private static final int MAX_AT_ONCE = 200;

    private final InboxTable table;
    private final int limit;
    private final AtomicInteger places = new AtomicInteger();
    /** With the room that each is about, as soon as that is known. */
    private final Map<Long, Optional<ConferenceNumber>> inHand = new ConcurrentHashMap<>();

    private final NavigableSet<Long> waiting = new ConcurrentSkipListSet<>();
    /** To be written; no more than have a place. */
    private final Queue<Settlement> settled = new ConcurrentLinkedQueue<>();
    /** Whether some are being written. */
    private final AtomicBoolean writing = new AtomicBoolean();
    /** What the store did not take. */
    private final Queue<Settlement> unsettled = new ConcurrentLinkedQueue<>();

    Pending(InboxTable table, int limit) {
        this.table = table;
        this.limit = limit;
    }

    /** Takes a place if one is free. */
    boolean tryReserve() {
        if (places.incrementAndGet() > limit) {
            places.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Takes a place though none may be free: what is on disk already must be handled. */
    void reserve() {
        places.incrementAndGet();
    }

    /** Gives a place back. */
    void release() {
        places.decrementAndGet();
    }

    /** How many places are taken. */
    int count() {
        return places.get();
    }

    // ---- in hand or waiting -------------------------------------------------------------------------------------

    /** The next step gets the text, and may settle it at once. */
    void hold(long id) {
        inHand.put(id, Optional.empty());
    }

    /** The text names this room. */
    void about(long id, ConferenceNumber room) {
        inHand.replace(id, Optional.of(room));
    }

    /** The next step did not take it. */
    void holdNot(long id) {
        inHand.remove(id);
    }

    void await(long id) {
        waiting.add(id);
    }

    void awaitNoMore(long id) {
        waiting.remove(id);
    }

    boolean anyoneWaits() {
        return !waiting.isEmpty();
    }

    boolean waits(long id) {
        return waiting.contains(id);
    }

    /** The text that has waited longest. */
    OptionalLong firstWaiting() {
        Long first = waiting.ceiling(Long.MIN_VALUE);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /** A text that is not on disk, and will not be: it is neither in hand nor waiting. Its place is for others to give back. */
    void forget(long id) {
        holdNot(id);
        awaitNoMore(id);
    }

    // ---- settled ------------------------------------------------------------------------------------------------

    /** Settles a text that is in hand, once. */
    void settle(long id, String outcome, boolean accepted, Instant at) {
        Optional.ofNullable(inHand.remove(id)).ifPresent(room -> {
            settled.add(new Settlement(id, outcome, accepted, room, at));
            writeSettled();
        });
    }

    /** Writes what is settled. What is settled while some of it is being written goes together, after that. */
    private void writeSettled() {
        while (!settled.isEmpty() && writing.compareAndSet(false, true)) {
            List<Settlement> texts = nextSettled();
            if (texts.isEmpty()) {
                writing.set(false);
            } else {
                var unused = table.settle(texts).whenComplete((done, failure) -> onWritten(texts, failure == null));
            }
        }
    }

    private List<Settlement> nextSettled() {
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
            places.addAndGet(-texts.size());
            writing.set(false);
            writeSettled();
        } else {
            // The store has trouble: the next settlement goes on with the rest, or the next sweep.
            unsettled.addAll(texts);
            writing.set(false);
        }
    }

    /** Tries again what the store did not take; one caller at a time. */
    void settleAgain() {
        for (Settlement again = unsettled.poll(); again != null; again = unsettled.poll()) {
            settled.add(again);
        }
        writeSettled();
    }
}
