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
final class RebindPauses {

    private static final double JITTER = 0.5;

    private final dev.convoke.concurrent.Backoff pauses;
    private final DoubleSupplier chance;
    private int failures;

    /** {@code chance} yields 0 inclusive to 1 exclusive. */
    RebindPauses(Duration min, Duration max, DoubleSupplier chance) {
        this.pauses = new dev.convoke.concurrent.Backoff(min, max, 2, JITTER);
        this.chance = chance;
    }

    /** The pause after an attempt whose bind held for so long, zero if there was none. */
    Duration after(Duration held) {
        if (held.compareTo(pauses.pause(failures)) > 0) {
            failures = 0;
        }
        return pauses.pause(failures++, chance.getAsDouble());
    }
}
