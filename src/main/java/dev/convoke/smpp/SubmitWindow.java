package dev.convoke.smpp;

import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The texts of ours that are under way on one session: so many at once, a thread for each, because the library sends and then
 * waits for the answer in one call. Nothing queues here; what does not fit is for the outbox to keep.
 *
 * <p>When the session ends, {@link #close} interrupts all who wait: the library would let them wait out their time although
 * no answer can come any more.
 */
final class SubmitWindow {

    private static final long IDLE_SECONDS = 10;

    /** A thread whose text is answered is not free at once; meanwhile the next text needs another. */
    private static final int THREADS_PER_PLACE = 2;

    private final Semaphore places;
    private final ThreadPoolExecutor threads;

    SubmitWindow(int window, ThreadFactory factory) {
        this.places = new Semaphore(window);
        this.threads = new ThreadPoolExecutor(
                0, THREADS_PER_PLACE * window, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Runs a call that sends and waits; empty if the window is full or closed. The call must not throw. */
    Optional<CompletableFuture<Submitted>> submit(Supplier<Submitted> call) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        CompletableFuture<Submitted> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(call, result));
            return Optional.of(result);
        } catch (RejectedExecutionException closed) {
            places.release();
            return Optional.empty();
        }
    }

    private void run(Supplier<Submitted> call, CompletableFuture<Submitted> result) {
        // Only an Error ends the call without a result: whoever waits must not wait for ever.
        Submitted outcome = new Submitted.OutcomeUnknown("a failure of ours", Sent.NOTHING);
        try {
            outcome = call.get();
        } finally {
            // First, so that whoever hears of the answer finds the place free.
            places.release();
            result.complete(outcome);
        }
    }

    /** Whether one more text may be under way. */
    boolean hasRoom() {
        return places.availablePermits() > 0 && !isClosed();
    }

    boolean isClosed() {
        return threads.isShutdown();
    }

    /** Ends what is under way, now. Any thread; does not wait. */
    void close() {
        threads.shutdownNow();
    }
}
