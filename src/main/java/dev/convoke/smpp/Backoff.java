package dev.convoke.smpp;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The pauses between attempts to bind: from a shortest to a longest, doubled each time, with up to half as much again by
 * chance, so that many who lost the same message centre do not come back in step. A bind that held for longer than the pause
 * before it starts the row anew; one that fell at once does not.
 *
 * <p>Used by one thread.
 */
final class Backoff {

    private final Duration min;
    private final Duration max;
    private final DoubleSupplier chance;
    private Duration next;

    /** {@code chance} yields 0 inclusive to 1 exclusive. */
    Backoff(Duration min, Duration max, DoubleSupplier chance) {
        this.min = min;
        this.max = max;
        this.chance = chance;
        this.next = min;
    }

    /** The pause after an attempt whose bind held for so long, zero if there was none. */
    Duration after(Duration held) {
        if (held.compareTo(next) > 0) {
            next = min;
        }
        Duration base = next;
        next = shorter(base.multipliedBy(2));
        return shorter(base.plusNanos((long) (0.5 * base.toNanos() * chance.getAsDouble())));
    }

    private Duration shorter(Duration duration) {
        return duration.compareTo(max) < 0 ? duration : max;
    }
}
