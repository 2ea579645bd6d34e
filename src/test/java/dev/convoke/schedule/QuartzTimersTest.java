package dev.convoke.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alarms as Quartz has them, in real time. */
@Timeout(30)
class QuartzTimersTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration HOUR = Duration.ofHours(1);

    private final QuartzTimers alarms = new QuartzTimers(2, CLOCK);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        alarms.close();
        assertThat(BookedRooms.schedulerThreads()).isEmpty();
    }

    private static Alarms.Key key(long booking, String name) {
        return new Alarms.Key(booking, name);
    }

    private void setIn(long ms, Alarms.Key key, String what) {
        alarms.set(key, CLOCK.instant().plusMillis(ms), () -> done.add(what));
    }

    @Test
    void goOffInOrderAndNotBeforeTheirTime() {
        alarms.start();
        Instant due = CLOCK.instant().plusMillis(200);
        AtomicInteger early = new AtomicInteger();

        setIn(400, key(1, "b"), "second");
        alarms.set(key(1, "a"), due, () -> {
            early.addAndGet(CLOCK.instant().isBefore(due) ? 1 : 0);
            done.add("first");
        });

        await().until(() -> done.equals(List.of("first", "second")));
        assertThat(early).hasValue(0);
    }

    @Test
    void goOffAtOnceWhenTheirTimeHasPassedButNotBeforeTheStart() {
        setIn(-60_000, key(1, "late"), "late");
        assertThat(done).isEmpty();

        alarms.start();

        await().until(() -> done.equals(List.of("late")));
    }

    @Test
    void areReplacedByTheirKeyAndCancelledByTheirBooking() {
        setIn(50, key(1, "a"), "replaced");
        setIn(100, key(1, "a"), "kept");
        setIn(50, key(2, "a"), "cancelled");
        setIn(50, key(2, "b"), "cancelled");

        alarms.cancel(2);
        setIn(300, key(3, "last"), "last");
        alarms.start();

        await().until(() -> done.equals(List.of("kept", "last")));
    }

    @Test
    void goByTheDistanceInTheClockTheyWereGiven() {
        Clock ahead = Clock.offset(CLOCK, Duration.ofDays(40));
        try (QuartzTimers others = new QuartzTimers(1, ahead)) {
            others.start();

            others.set(key(1, "a"), ahead.instant().plusMillis(50), () -> done.add("in time"));

            await().until(() -> done.equals(List.of("in time")));
        }
    }

    @Test
    void whatIsRepeatedIsDoneAgainAndAgainThoughItFails() {
        AtomicInteger runs = new AtomicInteger();
        alarms.repeat(Duration.ofMillis(100), () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("wanted by this test");
        });

        alarms.start();

        await().until(() -> runs.get() >= 3);
    }

    @Test
    void whatIsRepeatedCanBeHadAtOnceAndIsNotOvertaken() {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch gate = new CountDownLatch(1);
        alarms.repeat(HOUR, () -> {
            runs.incrementAndGet();
            awaitQuietly(gate);
        });
        alarms.start();

        alarms.repeatNow();
        await().until(() -> runs.get() == 1);
        alarms.repeatNow();
        setIn(0, key(1, "marker"), "another thread is free");
        await().until(() -> !done.isEmpty());
        assertThat(runs).hasValue(1);
        gate.countDown();

        await().until(() -> runs.get() == 2);
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nothingIsSetAfterTheClose() {
        alarms.start();
        alarms.close();

        assertThatThrownBy(() -> setIn(0, key(1, "a"), "never")).isInstanceOf(ScheduleException.class);
        assertThatThrownBy(alarms::repeatNow).isInstanceOf(ScheduleException.class);
    }
}
