package dev.convoke.sms;

import java.time.Duration;

/**
 * The pause after a text was put off: while no link takes anything, asking for every text that waits would be work for
 * nothing. It grows with each vain try, and ends with the first text that is answered. One thread.
 */
final class Lull {

    private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();

    private long lengthNanos;
    private long endNanos;

    /** Begins a lull, a longer one than the last, unless one lasts: what is put off together counts once. */
    void begin() {
        if (!lasts()) {
            lengthNanos = Math.min(Math.max(2 * lengthNanos, FIRST_NANOS), LONGEST_NANOS);
            endNanos = System.nanoTime() + lengthNanos;
        }
    }

    /** Somebody takes texts. */
    void end() {
        lengthNanos = 0;
    }

    boolean lasts() {
        return remainingNanos() > 0;
    }

    /** Zero or less if none lasts. */
    long remainingNanos() {
        return lengthNanos == 0 ? 0 : endNanos - System.nanoTime();
    }
}
