package dev.convoke.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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

    private final Periodic periodic = new Periodic(
            "test-periodic", Duration.ofSeconds(5), new ThreadMaker((thread, failure) -> failure.printStackTrace()));

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
}
