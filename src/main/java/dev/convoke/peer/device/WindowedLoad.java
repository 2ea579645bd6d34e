package dev.convoke.peer.device;

import java.time.Duration;

/**
 * As much as a window allows: at most {@code window} texts are under way that not every phone has heard. A wide window lets a
 * server write many texts at once; with a window of one there is nothing to gather.
 */
public final class WindowedLoad implements Load {

    /** The widest window. */
    public static final int MAX_WINDOW = 4_096;

    private final int window;
    private final long lastsNanos;
    private final Tally tally = new Tally();

    /** By index of the text, in a ring: how many phones have not heard it. */
    private int[] missing = new int[0];

    private int hearers;
    private int underWay;

    /** A window of 1 to {@value #MAX_WINDOW} texts, over all speakers, for so long. */
    public WindowedLoad(int window, Duration lasts) {
        this.window = window;
        this.lastsNanos = lasts.toNanos();
    }

    @Override
    public void begin(int allHearers, long nowNanos) {
        hearers = allHearers;
        tally.begin(allHearers, nowNanos);
    }

    @Override
    public long say(Speakers speakers, long nowNanos) {
        if (missing.length == 0) {
            // Texts of one speaker may lag behind those of the others by a whole window.
            missing = new int[Integer.highestOneBit(window * speakers.count()) * 2];
        }
        while (underWay < window && !isOver(nowNanos)) {
            int slot = slot(tally.said());
            if (!tally.sayNext(speakers, nowNanos)) {
                break;
            }
            missing[slot] = hearers;
            underWay++;
        }
        return Long.MAX_VALUE;
    }

    private boolean isOver(long nowNanos) {
        return nowNanos - tally.startNanos() >= lastsNanos;
    }

    private int slot(long index) {
        return (int) index & (missing.length - 1);
    }

    @Override
    public void heard(int speaker, int number, long nowNanos) {
        tally.hear(nowNanos);
        if (--missing[slot(tally.indexOf(speaker, number))] == 0) {
            underWay--;
        }
    }

    @Override
    public boolean isDone(long nowNanos) {
        return tally.isOver(underWay == 0 && isOver(nowNanos), nowNanos);
    }

    @Override
    public long heardSoFar() {
        return tally.heard();
    }

    @Override
    public long missing() {
        return tally.missing();
    }

    /** Deliveries a second, from the first text said to the last one heard. */
    public double perSecond() {
        return tally.heard() * 1e9 / tally.tookNanos();
    }
}
