package dev.convoke.sms;

import dev.convoke.store.InboxTable;
import dev.convoke.terms.ConferenceNumber;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The texts that are stored and not settled, by id. Each has one of a bounded number of places, from before it is stored
 * until its settlement is on disk, and is meanwhile in hand (the next step has it), waiting (the next step had no room), or
 * unsettled (the store did not take the settlement). Any thread.
 */
final class Pending {

    private final InboxTable table;
    private final int limit;
    private final AtomicInteger places = new AtomicInteger();
    /** With the room that each is about, as soon as that is known. */
    private final Map<Long, Optional<ConferenceNumber>> inHand = new ConcurrentHashMap<>();

    private final NavigableSet<Long> waiting = new ConcurrentSkipListSet<>();
    private final Map<Long, Settlement> unsettled = new ConcurrentHashMap<>();

    Pending(InboxTable table, int limit) {
        this.table = table;
        this.limit = limit;
    }

    /** What {@link Inbox#settle} said, and when. */
    record Settlement(String outcome, boolean accepted, Optional<ConferenceNumber> room, Instant at) {
        Settlement(String outcome, boolean accepted, Instant at) {
            this(outcome, accepted, Optional.empty(), at);
        }

        Settlement about(Optional<ConferenceNumber> which) {
            return new Settlement(outcome, accepted, which, at);
        }
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

    // ---- settled ------------------------------------------------------------------------------------------------

    /** Settles a text that is in hand, once. */
    void settle(long id, Settlement settlement) {
        Optional.ofNullable(inHand.remove(id)).ifPresent(room -> write(id, settlement.about(room)));
    }

    private void write(long id, Settlement settlement) {
        var unused = table.settle(id, settlement.outcome(), settlement.accepted(), settlement.room(), settlement.at())
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        release();
                    } else {
                        unsettled.put(id, settlement);
                    }
                });
    }

    /** Tries again what the store did not take; one caller at a time. */
    void settleAgain() {
        Map<Long, Settlement> again = Map.copyOf(unsettled);
        again.keySet().forEach(unsettled::remove);
        again.forEach(this::write);
    }
}
