package dev.convoke.admission;

import dev.convoke.concurrent.Backoff;

/**
 * Counts failures by key, and tells how long a key has to wait for them: nothing for the first few, then a delay that doubles
 * with each further one up to a limit. For so long without a failure one is forgiven, for a long time all.
 *
 * <p>Any thread; the lock guards the tallies. Times are milliseconds of the caller's clock.
 */
final class FailureBackoff<K> {

    private final int free;
    private final PinBackoff patience;
    private final Backoff delays;
    private final LruMap<K, Tally> tallies;

    /** How many, and when the last one was. */
    private record Tally(int count, long lastMs) {}

    /** {@code free} is how many are without consequence. */
    FailureBackoff(int free, PinBackoff patience, int remembered) {
        this.free = free;
        this.patience = patience;
        this.delays = Backoff.doubling(patience.delay(), patience.maxDelay());
        this.tallies = new LruMap<>(remembered);
    }

    /** Counts a failure; answers how many there are now. */
    synchronized int strike(K key, long nowMs) {
        int count = count(key, nowMs) + 1;
        tallies.put(key, new Tally(count, nowMs));
        return count;
    }

    /** How many failures there are that are not forgotten. */
    synchronized int count(K key, long nowMs) {
        Tally tally = tallies.get(key);
        if (tally == null || nowMs - tally.lastMs() > patience.memory().toMillis()) {
            return 0;
        }
        long forgiven = Math.max(0, nowMs - tally.lastMs()) / patience.forgive().toMillis();
        return (int) Math.max(0, tally.count() - forgiven);
    }

    /** How long the key still has to wait; 0 if it need not. */
    synchronized long waitMs(K key, long nowMs) {
        Tally tally = tallies.get(key);
        if (tally == null || count(key, nowMs) < free) {
            return 0;
        }
        // As long as it was when it began: what is forgiven meanwhile shortens the next one.
        return Math.max(0, tally.lastMs() + delays.pause(tally.count() - free).toMillis() - nowMs);
    }
}
