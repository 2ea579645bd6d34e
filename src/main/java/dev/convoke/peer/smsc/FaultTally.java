package dev.convoke.peer.smsc;

import java.util.concurrent.TimeUnit;

/** What an armed fault has to remember between two occasions. Guarded by the lock of the {@link Faults}. */
final class FaultTally {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private int seen;
    private int inSecond;
    private long secondNanos;

    /** Counts an occasion; {@code true}, and from 0 again, if there were so many before. */
    boolean isPast(int before) {
        if (seen < before) {
            seen++;
            return false;
        }
        seen = 0;
        return true;
    }

    /** Counts an occasion; {@code true} if it is one too many for this second. */
    boolean isAbove(int perSecond, long nowNanos) {
        if (inSecond == 0 || nowNanos - secondNanos >= SECOND) {
            secondNanos = nowNanos;
            inSecond = 0;
        }
        return ++inSecond > perSecond;
    }
}
