package dev.convoke.inbound;

import dev.convoke.concurrent.ThreadMaker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code admission} threads: what concerns one sender always goes to the same one, and so is done in order.
 *
 * <p>Any thread may post. Two kinds of work: new work is bounded and may be turned down; the end of work that was begun is
 * never turned down while the lanes are open, and is bounded by how much was begun.
 */
final class SenderExecutor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SenderExecutor.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final List<ExecutorService> lanes;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    SenderExecutor(int threads, int maxWaiting, ThreadMaker maker) {
        ThreadFactory factory = maker.factory("admission");
        this.lanes = IntStream.range(0, threads)
                .mapToObj(i -> Executors.newSingleThreadExecutor(factory))
                .toList();
        this.maxWaiting = maxWaiting;
    }

    /** Has new work done; {@code false} if too much waits, or the lanes are closed: then it is not done. */
    boolean begin(Object sender, Runnable work) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        boolean taken = execute(sender, () -> {
            waiting.decrementAndGet();
            work.run();
        });
        if (!taken) {
            waiting.decrementAndGet();
        }
        return taken;
    }

    /** Has begun work ended; {@code false} only if the lanes are closed. */
    boolean end(Object sender, Runnable work) {
        return execute(sender, work);
    }

    private boolean execute(Object sender, Runnable work) {
        try {
            lanes.get(Math.floorMod(sender.hashCode(), lanes.size())).execute(() -> runSafely(work));
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    private static void runSafely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException defect) {
            LOG.error("a text was not dealt with", defect);
        }
    }

    /** Whether nothing is taken any more, neither new work nor the end of what was begun. */
    boolean isClosed() {
        return lanes.get(0).isShutdown();
    }

    /** How much waits. */
    int waiting() {
        return waiting.get();
    }

    /** Takes nothing more, does what waits, and gives up after five seconds. */
    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdown);
        long deadlineNanos = System.nanoTime() + CLOSE_DEADLINE.toNanos();
        for (ExecutorService lane : lanes) {
            try {
                if (!lane.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("admission did not finish {} texts within {} s", waiting(), CLOSE_DEADLINE.toSeconds());
                    lane.shutdownNow();
                }
            } catch (InterruptedException hurry) {
                lane.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
