package dev.convoke.peer.device;

import java.util.concurrent.TimeUnit;

/** Counts what is to be heard and what was; for loads. Written by the bank's thread; {@link #heard()} may be read by any. */
final class Tally {

    /** So long nothing is said or heard before what is missing counts as lost; the slowest schedule has a text in ten seconds. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final int PUBLISH_EVERY = 1 << 10;

    private int hearers;
    private int speakers;
    private long said;
    private long heard;
    private long startNanos;
    private long lastNanos;
    private long activeNanos;
    private volatile long published;

    void begin(int allHearers, long nowNanos) {
        hearers = allHearers;
        startNanos = nowNanos;
        lastNanos = nowNanos;
        activeNanos = nowNanos;
    }

    /** The text that comes next: speakers take turns. */
    boolean sayNext(Load.Speakers all, long nowNanos) {
        speakers = all.count();
        if (!all.say((int) (said % speakers), (int) (said / speakers))) {
            return false;
        }
        said++;
        activeNanos = nowNanos;
        return true;
    }

    /** Which of all texts this one of that speaker is. */
    long indexOf(int speaker, int number) {
        return (long) number * speakers + speaker;
    }

    void hear(long nowNanos) {
        heard++;
        lastNanos = nowNanos;
        activeNanos = nowNanos;
        if (heard % PUBLISH_EVERY == 0) {
            published = heard;
        }
    }

    long said() {
        return said;
    }

    long startNanos() {
        return startNanos;
    }

    /** Deliveries that have not come yet. */
    long missing() {
        return said * hearers - heard;
    }

    /** Whether the run is over: all was said and heard, or for so long nothing has been that nothing will. */
    boolean isOver(boolean complete, long nowNanos) {
        boolean over = complete || nowNanos - activeNanos > PATIENCE_NANOS;
        if (over) {
            published = heard;
        }
        return over;
    }

    /** Nanoseconds from the beginning to the last delivery. */
    long tookNanos() {
        return lastNanos - startNanos;
    }

    /** Exact once the run is over, a little behind before. */
    long heard() {
        return published;
    }
}
