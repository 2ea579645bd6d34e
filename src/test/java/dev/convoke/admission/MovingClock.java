package dev.convoke.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. */
public final class MovingClock extends Clock {

    private volatile Instant now;

    /** Standing at a time. */
    public MovingClock(Instant start) {
        now = start;
    }

    /** Moves it on. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** Moves it to a time. */
    public void set(Instant to) {
        now = to;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the tests ask for no zone");
    }
}
