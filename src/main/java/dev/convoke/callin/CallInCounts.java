package dev.convoke.callin;

import java.util.concurrent.atomic.LongAdder;

/** What became of those who connected, since the start. Any thread. */
public final class CallInCounts {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder crowded = new LongAdder();
    private final LongAdder headless = new LongAdder();
    private final LongAdder seated = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();

    /** Nobody yet. */
    CallInCounts() {}

    void onAccepted() {
        accepted.increment();
    }

    void onCrowded() {
        crowded.increment();
    }

    void onHeadless() {
        headless.increment();
    }

    void onSeated() {
        seated.increment();
    }

    void onTurnedAway() {
        turnedAway.increment();
    }

    /** Connections that were accepted. */
    public long accepted() {
        return accepted.sum();
    }

    /** Those of them that were refused because too many had not said who they are. */
    public long crowded() {
        return crowded.sum();
    }

    /** Those from a proxy that did not say in time, or not rightly, for whom they were. */
    public long headless() {
        return headless.sum();
    }

    /** Those that came into a room or its lobby. */
    public long seated() {
        return seated.sum();
    }

    /** Those that did not. */
    public long turnedAway() {
        return turnedAway.sum();
    }
}
