package dev.convoke.peer.device;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A text at each due time of a time-table that heeds nothing: not whether the server is late, and not whether the phones are.
 * A delivery takes from the due time to the reading, so whatever stalls lengthens the times of all texts that were due
 * meanwhile, and none is left out (an open loop, without coordinated omission).
 */
public final class ScheduledLoad implements Load {

    private static final long RETRY_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final double perSecond;
    private final long texts;
    private final Tally tally = new Tally();
    private long[] nanos = new long[0];
    private int noted;

    /** So many texts a second, for so long, at least one. */
    public ScheduledLoad(double perSecond, Duration lasts) {
        this.perSecond = perSecond;
        this.texts = Math.max(1, Math.round(perSecond * lasts.toNanos() / 1e9));
    }

    @Override
    public void begin(int hearers, long nowNanos) {
        nanos = new long[Math.toIntExact(texts * hearers)];
        tally.begin(hearers, System.nanoTime());
    }

    private long dueNanos(long index) {
        return tally.startNanos() + (long) (index * 1e9 / perSecond);
    }

    @Override
    public long say(Speakers speakers, long nowNanos) {
        while (tally.said() < texts) {
            long waitNanos = dueNanos(tally.said()) - nowNanos;
            if (waitNanos > 0) {
                return waitNanos;
            }
            if (!tally.sayNext(speakers, nowNanos)) {
                return RETRY_NANOS;
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public void heard(int speaker, int number, long nowNanos) {
        tally.hear(nowNanos);
        nanos[noted++] = nowNanos - dueNanos(tally.indexOf(speaker, number));
    }

    @Override
    public boolean isDone(long nowNanos) {
        return tally.isOver(tally.said() == texts && tally.missing() == 0, nowNanos);
    }

    @Override
    public long heardSoFar() {
        return tally.heard();
    }

    @Override
    public long missing() {
        return tally.missing();
    }

    /** How long each delivery took, in nanoseconds, in the order in which they came. */
    public long[] nanos() {
        return Arrays.copyOf(nanos, noted);
    }
}
