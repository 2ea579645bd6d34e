package dev.convoke.paging;

import dev.convoke.store.InboxTable;
import dev.convoke.store.InboxTable.Settlement;
import dev.convoke.terms.ConferenceNumber;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The texts that are stored and not settled, by id: all that the inbox knows of them. Each has one of a bounded number of slots,
 * from before it is stored until its settlement is on disk.
 *
 * <p>One entry says in which state a text is. It is there from the first offer, or from when the text begins to wait, until
 * somebody settles the text: whoever takes the entry out has settled it, and nobody else can. Any thread may settle; new texts are
 * offered by one thread at a time, and those that wait by one thread at a time.
 */
final class UnsettledTexts {

    private enum State {
        /** The next step has the text, or is being asked whether it takes it, and may settle it. */
        IN_HAND,
        /** The next step had no room for it, or others wait before it; it is kept by id alone, and nobody may settle it. */
        WAITING
    }

    /** A text that is not settled; of one that waits nothing is kept, one in hand has the room that it names once that is known. */
    private record Entry(State state, @Nullable MobileOriginated mo, Optional<ConferenceNumber> room) {

        static final Entry WAITING = new Entry(State.WAITING, null, Optional.empty());

        Entry about(ConferenceNumber named) {
            return state == State.WAITING ? this : new Entry(state, mo, Optional.of(named));
        }
    }

    private final int limit;
    private final AtomicInteger slots = new AtomicInteger();
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
    /** In order, those that wait; one that is offered again too, until it is taken, so that who comes meanwhile stays behind it. */
    private final NavigableSet<Long> line = new ConcurrentSkipListSet<>();

    private final Settlements settlements;

    UnsettledTexts(InboxTable table, int limit) {
        this.limit = limit;
        this.settlements = new Settlements(table, written -> slots.addAndGet(-written));
    }

    /** Takes a slot if one is free. */
    boolean tryReserve() {
        if (slots.incrementAndGet() > limit) {
            slots.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Takes a slot though none may be free: what is on disk already must be handled. */
    void reserve() {
        slots.incrementAndGet();
    }

    /** Gives back a slot that no text has. */
    void release() {
        slots.decrementAndGet();
    }

    /** How many slots are taken. */
    int count() {
        return slots.get();
    }

    /** The next step is asked to take the text, and may settle it at once. */
    void offer(ReceivedText text) {
        entries.put(text.id(), new Entry(State.IN_HAND, text.mo(), Optional.empty()));
    }

    /** The next step has no room for the text, or others wait: it waits in line. */
    void await(long id) {
        entries.put(id, Entry.WAITING);
        line.add(id);
    }

    /** A text that has waited was offered and taken, and may be settled already: the next in line may follow. */
    void awaitNoMore(long id) {
        line.remove(id);
    }

    /** The text names this room. */
    void about(long id, ConferenceNumber room) {
        entries.computeIfPresent(id, (same, entry) -> entry.about(room));
    }

    /** A text that is not on disk, and will not be: nobody has it, and nobody may settle it. Its slot is for others to give back. */
    void forget(long id) {
        entries.remove(id);
        line.remove(id);
    }

    boolean anyoneWaits() {
        return !line.isEmpty();
    }

    boolean waits(long id) {
        Entry entry = entries.get(id);
        return entry != null && entry.state() == State.WAITING;
    }

    /** The text that has waited longest. */
    OptionalLong firstWaiting() {
        Long first = line.ceiling(Long.MIN_VALUE);
        return first == null ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /**
     * Settles a text that is in hand, once; its slot is free again when that is on disk. Never blocks. For a text that waits, is
     * settled already, or is none of ours it does nothing.
     *
     * @param first is told the text before its settlement is on its way to the disk
     */
    void settle(long id, String outcome, boolean accepted, Instant at, Consumer<MobileOriginated> first) {
        Entry entry = entries.get(id);
        // An entry may change before it is out, because its room gets known: then it is looked at again.
        while (entry != null && entry.state() == State.IN_HAND && !entries.remove(id, entry)) {
            entry = entries.get(id);
        }
        MobileOriginated mo = entry == null ? null : entry.mo();
        if (entry != null && mo != null) {
            first.accept(mo);
            settlements.add(new Settlement(id, outcome, accepted, entry.room(), at));
        }
    }

    /** Tries again what the store did not take; one caller at a time. */
    void settleAgain() {
        settlements.again();
    }
}
