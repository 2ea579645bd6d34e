package dev.convoke.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PeriodicTest {

    private static final Duration OFTEN = Duration.ofMillis(1);

    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    private final Periodic periodic = new Periodic("test-periodic", Duration.ofSeconds(5), THREADS);

    @AfterEach
    void close() {
        periodic.close();
    }

    @Test
    void doesEachTaskAgainAndAgainOnItsThread() {
        AtomicInteger one = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();

        periodic.every(OFTEN, "one", () -> {
            assertThat(Thread.currentThread().getName()).startsWith("test-periodic");
            one.incrementAndGet();
        });
        periodic.every(OFTEN, "the other", other::incrementAndGet);

        await().until(() -> one.get() > 3 && other.get() > 3);
    }

    @Test
    void whatIsBeingDoneIsDoneBeforeTheCloseReturnsAndNothingAfterIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore goOn = new Semaphore(0);
        AtomicInteger done = new AtomicInteger();
        periodic.every(OFTEN, "slow", () -> {
            begun.countDown();
            goOn.acquireUninterruptibly();
            done.incrementAndGet();
        });
        begun.await();

        Thread closer = new Thread(periodic::close, "closer");
        closer.start();
        goOn.release(2);
        closer.join();
        periodic.every(OFTEN, "too late", done::incrementAndGet);

        assertThat(done).hasValueBetween(1, 2);
        int atTheEnd = done.get();
        assertThat(goOn.tryAcquire(3, 20, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(done).hasValue(atTheEnd);
    }

    @Test
    void anExceptionCostsNeitherTheTaskNorAnotherItsNextTurn() {
        AtomicInteger failing = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();

        periodic.every(OFTEN, "failing", () -> {
            failing.incrementAndGet();
            throw new IllegalStateException("wanted by this test");
        });
        periodic.every(OFTEN, "the other", other::incrementAndGet);

        await().until(() -> failing.get() > 3 && other.get() > 3);
    }

    @Test
    void tasksNeverRunAtTheSameTime() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        Runnable step = () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            turns.incrementAndGet();
        };

        periodic.every(OFTEN, "one", step);
        periodic.every(OFTEN, "two", step);
        periodic.every(OFTEN, "three", step);

        await().until(() -> turns.get() > 30);
        assertThat(most).hasValue(1);
    }

    @Test
    void tasksBeginInTheOrderInWhichTheyWereGiven() {
        List<String> begun = new CopyOnWriteArrayList<>();
        CountDownLatch given = new CountDownLatch(1);
        periodic.every(Duration.ofHours(1), "gate", () -> awaitQuietly(given));

        for (String task : List.of("one", "two", "three")) {
            periodic.every(Duration.ofHours(1), task, () -> begun.add(task));
        }
        given.countDown();

        await().untilAsserted(() -> assertThat(begun).containsExactly("one", "two", "three"));
    }

    @Test
    void theCloseDoesNotWaitLongerThanItsDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Periodic stuck = new Periodic("stuck", Duration.ofMillis(20), THREADS);
        stuck.every(OFTEN, "stuck", () -> {
            begun.countDown();
            awaitQuietly(never);
        });
        awaitQuietly(begun);

        stuck.close();

        assertThat(never.getCount()).isEqualTo(1);
        never.countDown();
        stuck.close();
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        periodic.every(OFTEN, "slow", () -> {
            begun.countDown();
            awaitQuietly(goOn);
        });
        awaitQuietly(begun);

        Thread.currentThread().interrupt();
        periodic.close();

        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
