package dev.convoke.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Alarms that go off when the test lets time pass, one after the other, each at its own instant, on the test's thread. The clock
 * that belongs to them can be put wrong, as the system's can: alarms that were set keep their distance.
 */
final class SteppedAlarms implements Alarms {

    private static final Key REPEATED = new Key(0, "repeated");

    private final List<Alarm> alarms = new ArrayList<>();
    private final List<RuntimeException> thrown = new ArrayList<>();
    private final Clock clock = new Hand();
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private Duration wrongBy = Duration.ZERO;
    private boolean started;
    private boolean closed;

    /** An alarm that is set, by the time that passes rather than by the clock. */
    private record Alarm(Key key, Instant at, Runnable act) {}

    /** What time it is, or seems to be. */
    Clock clock() {
        return clock;
    }

    /** From now on the clock is wrong by so much. */
    synchronized void putClockWrongBy(Duration by) {
        wrongBy = by;
    }

    /** What alarms threw, in order. */
    synchronized List<RuntimeException> thrown() {
        return List.copyOf(thrown);
    }

    /** Lets time pass; returns when everything has been done that fell due. */
    void pass(Duration time) {
        Instant until = timeThatHasPassed().plus(time);
        for (Optional<Alarm> next = nextUntil(until); next.isPresent(); next = nextUntil(until)) {
            goOff(next.get());
        }
        advanceTo(until);
    }

    private synchronized Instant timeThatHasPassed() {
        return now;
    }

    private synchronized Optional<Alarm> nextUntil(Instant until) {
        Optional<Alarm> next = started && !closed
                ? alarms.stream().filter(alarm -> !alarm.at().isAfter(until)).min(Comparator.comparing(Alarm::at))
                : Optional.empty();
        next.ifPresent(alarm -> {
            alarms.remove(alarm);
            advanceTo(alarm.at());
        });
        return next;
    }

    private synchronized void advanceTo(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    /** Without the lock: what is done may wait for other threads that set alarms. */
    private void goOff(Alarm alarm) {
        try {
            alarm.act().run();
        } catch (RuntimeException e) {
            synchronized (this) {
                thrown.add(e);
            }
        }
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    @Override
    public synchronized void set(Key key, Instant due, Runnable act) {
        alarms.removeIf(alarm -> alarm.key().equals(key));
        alarms.add(new Alarm(key, now.plus(Duration.between(clock.instant(), due)), act));
    }

    @Override
    public synchronized void cancel(long booking) {
        alarms.removeIf(alarm -> alarm.key().booking() == booking);
    }

    @Override
    public synchronized void repeat(Duration interval, Runnable task) {
        alarms.add(new Alarm(REPEATED, now.plus(interval), () -> {
            repeat(interval, task);
            task.run();
        }));
    }

    @Override
    public synchronized void repeatNow() {
        alarms.stream()
                .filter(alarm -> alarm.key().equals(REPEATED))
                .findFirst()
                .ifPresent(repeated -> {
                    alarms.remove(repeated);
                    alarms.add(new Alarm(REPEATED, now, repeated.act()));
                });
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private final class Hand extends Clock {

        @Override
        public Instant instant() {
            synchronized (SteppedAlarms.this) {
                return now.plus(wrongBy);
            }
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
}
