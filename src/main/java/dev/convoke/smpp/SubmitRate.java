package dev.convoke.smpp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spaces the messages on a link evenly, so that in no second more go than its rate allows: a token bucket that holds one
 * (ITU-T I.371, the generic cell rate algorithm without tolerance). Many message centres count each second for itself, so
 * what was not sent in one is not made up for in the next. Any thread.
 */
final class SubmitRate {

    /** Who would have to wait longer waits in the outbox, where he can still be overtaken by what is urgent. */
    private static final long AHEAD_NANOS = Duration.ofMillis(200).toNanos();

    private final long intervalNanos;

    /** When the next message may go; guarded by this. */
    private long nextNanos = System.nanoTime();

    /** @param perSecond how many messages; 0 for no limit */
    SubmitRate(int perSecond) {
        this.intervalNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Whether so many wait for their turn that no more should. */
    synchronized boolean isAhead() {
        return nextNanos - System.nanoTime() > AHEAD_NANOS;
    }

    /** Waits until so many messages may go. */
    void await(int messages) throws InterruptedException {
        if (intervalNanos > 0) {
            TimeUnit.NANOSECONDS.sleep(turn(messages) - System.nanoTime());
        }
    }

    private synchronized long turn(int messages) {
        long now = System.nanoTime();
        long turn = nextNanos - now > 0 ? nextNanos : now;
        nextNanos = turn + messages * intervalNanos;
        return turn;
    }
}
