package dev.convoke.smpp;

import dev.convoke.concurrent.RateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spaces the messages on a link evenly, so that in no second more go than its rate allows: a rate limit without burst. Many
 * message centres count each second for itself, so what was not sent in one is not made up for in the next. Any thread.
 */
final class SubmitRate {

    /** What would have to wait longer waits in the outbox, where it can still be overtaken by what is urgent. */
    private static final long AHEAD_NANOS = Duration.ofMillis(200).toNanos();

    private final long intervalNanos;

    /** Guarded by this. */
    private final RateLimiter limiter = new RateLimiter();

    /** @param perSecond how many messages; 0 for no limit */
    SubmitRate(int perSecond) {
        this.intervalNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Whether so many wait for their turn that no more should. */
    synchronized boolean isAhead() {
        return waitNanos() > AHEAD_NANOS;
    }

    /** Waits until so many messages may go. */
    void await(int messages) throws InterruptedException {
        if (intervalNanos > 0) {
            TimeUnit.NANOSECONDS.sleep(turn(messages));
        }
    }

    private long waitNanos() {
        return limiter.waitFor(System.nanoTime(), 1, intervalNanos);
    }

    private synchronized long turn(int messages) {
        long waitNanos = waitNanos();
        limiter.take(System.nanoTime(), messages * intervalNanos);
        return waitNanos;
    }
}
