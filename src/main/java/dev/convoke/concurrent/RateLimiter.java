package dev.convoke.concurrent;

/**
 * How much of something is still allowed: a token bucket kept as one point in time, the generic cell rate algorithm (ITU-T I.371
 * §A). The rate comes with each call, so that it may change and many may share one.
 *
 * <p>Times are of any one clock that never goes back and whose differences fit a long, such as {@link System#nanoTime}, and of
 * one unit. Not safe for threads: whoever owns it guards it. Allocates nothing.
 */
public final class RateLimiter {

    /** The bucket is full again from this moment on; it has never been touched while this is zero. */
    private long fullAt;

    /**
     * How long until one more is allowed; zero if it is now. Takes nothing.
     *
     * @param burst how many at once, at least one
     * @param interval in what time one is allowed again
     */
    public long waitFor(long now, int burst, long interval) {
        return fullAt == 0 ? 0 : Math.max(0, fullAt - now - (burst - 1) * interval);
    }

    /**
     * Takes so much, whether it is allowed or not: what is too much has to be waited for.
     *
     * @param cost the interval of one, times how many are taken
     */
    public void take(long now, long cost) {
        long full = (fullAt == 0 || fullAt - now < 0 ? now : fullAt) + cost;
        fullAt = full == 0 ? 1 : full;
    }
}
