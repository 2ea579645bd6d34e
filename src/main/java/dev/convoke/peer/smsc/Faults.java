package dev.convoke.peer.smsc;

import dev.convoke.config.SettingCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How an embedded message centre misbehaves at present: the faults that are armed. Each strikes on every occasion until it has
 * done so as often as it was told to, or is disarmed. Any thread; its lock guards them.
 */
public final class Faults {

    /** A fault until disarmed. */
    public static final int UNTIL_DISARMED = 0;

    private static final int MAX_ARMED = 100;
    private static final int MAX_TIMES = 1_000_000;

    private final Runnable cutAll;
    private final List<Entry> armed = new ArrayList<>();
    private long lastId;

    /** Spares those who ask the lock; written under it. */
    private volatile boolean any;

    private static final class Entry {
        private final long id;
        private final Fault fault;
        private final int times;
        private final FaultTally tally = new FaultTally();
        private int struck;

        Entry(long id, Fault fault, int times) {
            this.id = id;
            this.fault = fault;
            this.times = times;
        }

        /** Strikes if it is due. */
        boolean strikes() {
            boolean due = fault.isDue(tally, System.nanoTime());
            struck += due ? 1 : 0;
            return due;
        }

        boolean isSpent() {
            return times != UNTIL_DISARMED && struck >= times;
        }
    }

    /**
     * A fault that is armed.
     *
     * @param id to disarm it by
     * @param fault what it does
     * @param times how often at most; {@link #UNTIL_DISARMED}
     * @param struck how often it has
     */
    public record Armed(long id, Fault fault, int times, int struck) {}

    /** @param cutAll cuts every connection */
    Faults(Runnable cutAll) {
        this.cutAll = cutAll;
    }

    /** Arms a fault until it is disarmed; its id. */
    public long arm(Fault fault) {
        return arm(fault, UNTIL_DISARMED);
    }

    /**
     * Arms a fault.
     *
     * @param times how often it strikes, 1 to 1,000,000, or {@link #UNTIL_DISARMED}
     * @return its id
     * @throws IllegalArgumentException if {@code times} is out of range, or 100 are armed already
     */
    public long arm(Fault fault, int times) {
        SettingCheck.inRange("times", times, UNTIL_DISARMED, MAX_TIMES);
        boolean now = fault instanceof Fault.Drop drop && drop.isImmediate();
        long id = add(fault, times, now);
        if (now) {
            cutAll.run();
        }
        return id;
    }

    private synchronized long add(Fault fault, int times, boolean struckAlready) {
        SettingCheck.holds(armed.size() < MAX_ARMED, "faults", armed.size(), "at most " + MAX_ARMED + " at once");
        Entry entry = new Entry(++lastId, fault, times);
        entry.struck = struckAlready ? 1 : 0;
        if (!entry.isSpent()) {
            armed.add(entry);
            any = true;
        }
        return entry.id;
    }

    /** Disarms a fault; {@code false} if none has this id any more. */
    public synchronized boolean disarm(long id) {
        boolean found = armed.removeIf(entry -> entry.id == id);
        any = !armed.isEmpty();
        return found;
    }

    /** Disarms all: it behaves again. */
    public synchronized void clear() {
        armed.clear();
        any = false;
    }

    /** What is armed now, oldest first. Those that have struck as often as they were told to are gone. */
    public synchronized List<Armed> armed() {
        return armed.stream()
                .map(entry -> new Armed(entry.id, entry.fault, entry.times, entry.struck))
                .toList();
    }

    /** An occasion for faults of this kind: the first that strikes. */
    <F extends Fault> Optional<F> strike(Class<F> kind) {
        return strike(kind, any -> true);
    }

    /** The same, for those only that this is an occasion for. */
    <F extends Fault> Optional<F> strike(Class<F> kind, Predicate<F> concerned) {
        return any ? strikeNow(kind, concerned) : Optional.empty();
    }

    private synchronized <F extends Fault> Optional<F> strikeNow(Class<F> kind, Predicate<F> concerned) {
        Optional<Entry> striking = armed.stream()
                .filter(entry -> kind.isInstance(entry.fault) && concerned.test(kind.cast(entry.fault)))
                .filter(Entry::strikes)
                .findFirst();
        striking.filter(Entry::isSpent).ifPresent(spent -> disarm(spent.id));
        return striking.map(entry -> kind.cast(entry.fault));
    }
}
