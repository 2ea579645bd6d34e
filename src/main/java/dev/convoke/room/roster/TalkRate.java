package dev.convoke.room.roster;

import dev.convoke.concurrent.RateLimiter;

/**
 * How much one person may still say, and how soon after the last. Times are of {@link System#nanoTime}. Owned by the room's event
 * loop.
 */
public final class TalkRate {

    private final RateLimiter limiter = new RateLimiter();

    /** Nothing was said yet if this is zero. */
    private long lastAt;

    /** Nanoseconds until one more message is allowed; zero if it is now. Takes nothing. */
    public long waitForToken(long now, int burst, long refillNanos) {
        return burst == 0 ? 0 : limiter.waitFor(now, burst, refillNanos);
    }

    /** Nanoseconds until the pause after the last message is over. */
    public long waitForPause(long now, long pauseNanos) {
        return pauseNanos == 0 || lastAt == 0 ? 0 : Math.max(0, lastAt + pauseNanos - now);
    }

    /** One message is sent. */
    public void take(long now, long refillNanos) {
        limiter.take(now, refillNanos);
    }

    /** Something is said to everyone. */
    public void spoke(long now) {
        lastAt = now == 0 ? 1 : now;
    }
}
