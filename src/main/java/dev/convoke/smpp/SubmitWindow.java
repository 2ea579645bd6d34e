package dev.convoke.smpp;

import dev.convoke.sms.PageMessaging.Submitted;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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

    private final ThreadPoolExecutor threads;

    SubmitWindow(int window, ThreadFactory factory) {
        this.threads =
                new ThreadPoolExecutor(0, window, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Runs a call that sends and waits; empty if the window is full or closed. The call must not throw. */
    Optional<CompletableFuture<Submitted>> submit(Supplier<Submitted> call) {
        CompletableFuture<Submitted> result = new CompletableFuture<>();
        try {
            threads.execute(() -> result.complete(call.get()));
            return Optional.of(result);
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        }
    }

    boolean isClosed() {
        return threads.isShutdown();
    }

    /** Ends what is under way, now. Any thread; does not wait. */
    void close() {
        threads.shutdownNow();
    }
}
