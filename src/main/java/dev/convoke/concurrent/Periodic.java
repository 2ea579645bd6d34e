package dev.convoke.concurrent;

import dev.convoke.terms.Durations;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that are done again and again, one after the other, on one thread of their own; they may block for a moment. A task that
 * throws is logged and done again: it costs neither itself nor the others their next turn.
 *
 * <p>The thread begins with the first task and ends with {@link #close}. Any thread may call.
 */
public final class Periodic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

    private final String name;
    private final Duration closeDeadline;
    private final ScheduledThreadPoolExecutor thread;

    /**
     * No task yet.
     *
     * @param name of the thread and in the log
     * @param closeDeadline how long {@link #close} waits for what is being done
     */
    public Periodic(String name, Duration closeDeadline, ThreadMaker threads) {
        this.name = name;
        this.closeDeadline = closeDeadline;
        this.thread = new ScheduledThreadPoolExecutor(1, threads.factory(name), new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does something now, and again and again with such a pause between; nothing after the close. */
    public void every(Duration pause, String task, Runnable step) {
        var unused = thread.scheduleWithFixedDelay(() -> survive(task, step), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A periodic task that throws would never run again. */
    private void survive(String task, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            LOG.error("{}: {} failed; it is tried again", name, task, defect);
        }
    }

    /** Begins nothing more, and waits for what is being done. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(closeDeadline.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{} did not end within {}", name, Durations.text(closeDeadline));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
