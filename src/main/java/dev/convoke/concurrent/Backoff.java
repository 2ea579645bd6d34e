package dev.convoke.concurrent;

import java.time.Duration;

/**
 * Pauses that grow with each failure, from a shortest to a longest. A value; any thread.
 *
 * @param min the pause after the first failure
 * @param max no pause is longer
 * @param factor by how much each is longer than the one before, at least 1
 * @param jitter how much is added by chance at most, as a part of the pause: 0 for none, 0.5 for half as much again. Many who lost
 *     the same thing do not come back in step then
 */
public record Backoff(Duration min, Duration max, double factor, double jitter) {

    /** Checks the ranges. */
    public Backoff {
        if (min.isNegative() || max.isNegative() || !(factor >= 1) || !(jitter >= 0)) {
            throw new IllegalArgumentException(
                    "a back-off from " + min + " to " + max + " by " + factor + ", " + jitter);
        }
    }

    /** Twice as long each time, and nothing by chance. */
    public static Backoff doubling(Duration min, Duration max) {
        return new Backoff(min, max, 2, 0);
    }

    /**
     * The pause without what chance adds.
     *
     * @param failures how many there were before the last one; however many, the pause is the longest at most
     */
    public Duration pause(int failures) {
        double nanos = min.toNanos() * Math.pow(factor, Math.max(0, failures));
        return nanos < max.toNanos() ? Duration.ofNanos((long) nanos) : max;
    }

    /**
     * The pause with what chance adds; the longest at most, too.
     *
     * @param failures as with {@link #pause(int)}
     * @param chance from 0 inclusive to 1 exclusive
     */
    public Duration pause(int failures, double chance) {
        Duration base = pause(failures);
        Duration longer = base.plusNanos((long) (jitter * base.toNanos() * chance));
        return longer.compareTo(max) < 0 ? longer : max;
    }
}
