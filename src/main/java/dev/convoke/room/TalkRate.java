package dev.convoke.room;

/**
 * How much one person may still say: a token bucket kept as one point in time, the generic cell rate algorithm (ITU-T I.371
 * §A). Times are of {@link System#nanoTime}. Owned by the room's event loop.
 */
final class TalkRate {

    /** The bucket is full again from this moment on. */
    private long fullAt;

    /** Nothing was said yet if this is zero. */
    private long lastAt;

    /** Nanoseconds until one more message is allowed; zero if it is now. Takes nothing. */
    long waitForToken(long now, int burst, long refillNanos) {
        if (burst == 0 || fullAt == 0) {
            return 0;
        }
        return Math.max(0, fullAt - now - (burst - 1) * refillNanos);
    }

    /** Nanoseconds until the pause after the last message is over. */
    long waitForPause(long now, long pauseNanos) {
        return pauseNanos == 0 || lastAt == 0 ? 0 : Math.max(0, lastAt + pauseNanos - now);
    }

    /** One message is sent. */
    void take(long now, long refillNanos) {
        fullAt = (fullAt == 0 || fullAt - now < 0 ? now : fullAt) + refillNanos;
    }

    /** Something is said to everyone. */
    void spoke(long now) {
        lastAt = now == 0 ? 1 : now;
    }
}
