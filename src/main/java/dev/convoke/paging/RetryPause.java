package dev.convoke.paging;

import dev.convoke.concurrent.Backoff;
import java.time.Duration;

/**
 * A pause that grows: while nobody takes texts, trying each that waits would be work for nothing. It doubles with each vain
 * try, and the next begins anew after one that was not. Any thread.
 */
public final class RetryPause {

    private final Backoff lengths;

    /** How many since one was not in vain; guarded by this, as the end is. */
    private int count;

    private long endNanos;

    /** None lasts yet. */
    public RetryPause(Duration first, Duration longest) {
        this.lengths = Backoff.doubling(first, longest);
    }

    /** Begins a pause, a longer one than the last, unless one lasts: what is put off together counts once. */
    public synchronized boolean begin() {
        if (lasts()) {
            return false;
        }
        endNanos = System.nanoTime() + lengths.pause(count++).toNanos();
        return true;
    }

    /** Somebody takes texts: what lasts ends, and the next is short. */
    public synchronized void end() {
        count = 0;
    }

    /** Somebody took a text; what lasts goes on, for it may have begun since that text was sent. */
    public synchronized void endUnlessLasting() {
        if (!lasts()) {
            count = 0;
        }
    }

    /** Whether one lasts. */
    public synchronized boolean lasts() {
        return remainingNanos() > 0;
    }

    /** Zero or less if none lasts. */
    public synchronized long remainingNanos() {
        return count == 0 ? 0 : endNanos - System.nanoTime();
    }
}
