package dev.convoke.store.jdbc;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread writes, and every transaction holds whatever arrived while the one before was being made
 * durable.
 *
 * <h2>Why</h2>
 *
 * <p>Making a transaction durable costs about the same whether it holds one row or a thousand: it is the wait for the disk.
 * One thread that never waits for more than it has pays that price once for all who are waiting, needs no timer (an idle
 * store commits the first write at once, a busy one gathers by itself), and keeps SQLite's single write lock from being
 * fought over. The idea is that of D. Gawlick's group commit in IMS Fast Path (1985) and of DeWitt et al., "Implementation
 * Techniques for Main Memory Database Systems", SIGMOD 1984, §5.2.
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>Steps run in the order in which they were handed in, those of one caller too.
 *   <li>A step that nobody waits for begins no transaction while the writer is idle: it goes with the next that somebody waits
 *       for, or after {@value #LEISURE_MS} ms. It costs no commit then, and who comes meanwhile finds the disk free.
 *   <li>A future completes after the commit is on disk, in the same order, on the {@code store-writer} thread.
 *   <li>Who asks for it hears of a step as soon as it has run, ahead of the disk, for what may begin at once and can stand that
 *       the step never gets there; not while the disk takes nothing.
 *   <li>A step that fails undoes itself alone. The batch is first run without savepoints, for nearly all batches are
 *       sound; when a step fails, the batch is rolled back and run again with a savepoint around every step. A step may
 *       therefore run twice and must leave no trace but in the database.
 *   <li>Another process may hold the write lock: the batch waits for it as long as the busy time-out says, then fails.
 *   <li>The queue is bounded and handing in never blocks: full is a result.
 * </ul>
 */
public final class GroupCommit implements AutoCloseable {

    /** A bound on the time that a batch holds the write lock and on what is repeated when one of its steps fails. */
    private static final int MAX_STEPS = 1_000;

    /** Longer than the pause between two texts where commits are so many that saving some matters. */
    public static final long LEISURE_MS = 10;

    private static final long LEISURE_NANOS = TimeUnit.MILLISECONDS.toNanos(LEISURE_MS);
    private static final long FOREVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final WriterConnection connection;
    private final long busyTimeoutNanos;
    private final Duration closeDeadline;
    private final int capacity;
    private final BlockingQueue<Write<?>> queue;
    private final Thread thread;

    /** Published by {@link #close}, read by callers and the writer. */
    private volatile boolean closing;
    /** Published by {@link #close} when its deadline has passed, read by the writer. */
    private volatile boolean abandoned;
    /** Published by the writer when it looks at the queue no more, read by callers. */
    private volatile boolean stopped;

    /** Writes that failed since the last that did not; the writer's own. */
    private long lost;

    /**
     * Does not start yet.
     *
     * @param settings the bound of the queue, and how long a batch waits for other processes
     * @param closeDeadline how long {@link #close} lets the writer work off the queue
     * @param threads makes the thread, which runs from {@link #start} to {@link #close}
     */
    public GroupCommit(
            WriterConnection connection, StoreSettings settings, Duration closeDeadline, ThreadMaker threads) {
        this.connection = connection;
        this.busyTimeoutNanos = settings.busyTimeout().toNanos();
        this.closeDeadline = closeDeadline;
        this.capacity = settings.queue();
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.thread = threads.thread("store-writer", this::run);
    }

    /** What is done in a transaction; may run twice, so it changes nothing but the database. {@code null} says "done". */
    @FunctionalInterface
    public interface Step<T> {
        /** Runs on the writer's thread, inside the transaction. */
        @Nullable
        T run(Statements statements) throws SQLException;
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /**
     * Hands in a step. Any thread; never blocks.
     *
     * @return completes on the {@code store-writer} thread after the commit; exceptionally with {@link StoreException} if
     *     the step is not on disk: at once if the queue is full or the store is closed
     */
    public <T> CompletableFuture<T> submit(Step<T> step) {
        return submit(step, result -> {});
    }

    /**
     * Hands in a step; as {@link #submit(Step)}.
     *
     * @param onRun is told the result on the {@code store-writer} thread as soon as the step has run, and so before it is on
     *     disk, which it may never be; again only if the step runs again and says something else. While the store has trouble it is
     *     told when the step is on disk. Must be short
     */
    public <T> CompletableFuture<T> submit(Step<T> step, Consumer<? super T> onRun) {
        return enqueue(new Write<>(step, onRun, true));
    }

    /** Hands in a step that nobody waits for; as {@link #submit}, but that it may wait for a transaction to go with. */
    public <T> CompletableFuture<T> submitAtLeisure(Step<T> step) {
        return enqueue(new Write<>(step, result -> {}, false));
    }

    private <T> CompletableFuture<T> enqueue(Write<T> write) {
        if (closing) {
            write.refuse("the store is closed");
        } else if (!queue.offer(write)) {
            write.refuse("the queue of the store is full (" + capacity + " writes wait)");
        } else if (stopped) {
            // The writer may have looked at the queue for the last time between the check and the offer.
            refuseQueued();
        }
        return write;
    }

    /**
     * Hands in a step that deletes at most {@code slice} rows again and again until it finds fewer, so that others get
     * their turn in between.
     *
     * @return completes with the sum
     */
    public CompletableFuture<Integer> submitSliced(int slice, Step<Integer> step) {
        return submitSliced(slice, step, 0);
    }

    /**
     * Hands in a {@code DELETE} again and again, as {@link #submitSliced}.
     *
     * @param sql what is deleted; its parameters are an instant and how many rows at most
     * @return completes with how many rows are gone
     */
    public CompletableFuture<Integer> submitPurge(int slice, String sql, Instant before) {
        return submitSliced(
                slice, statements -> statements.of(sql).at(before).number(slice).update());
    }

    private CompletableFuture<Integer> submitSliced(int slice, Step<Integer> step, int before) {
        return submit(step)
                .thenCompose(rows -> rows < slice
                        ? CompletableFuture.completedFuture(before + rows)
                        : submitSliced(slice, step, before + rows));
    }

    private void run() {
        List<Write<?>> batch = new ArrayList<>(MAX_STEPS);
        try {
            while (awaitBatch(batch)) {
                write(batch);
                batch.clear();
            }
        } finally {
            connection.release();
            stopped = true;
            refuseQueued();
        }
    }

    /** Fills the batch with what is there, at least one; false when the store closes and nothing is left to do. */
    private boolean awaitBatch(List<Write<?>> batch) {
        // Read before the queue is: what was handed in before the close is then seen.
        boolean last = closing;
        if (abandoned) {
            return false;
        }
        queue.drainTo(batch, MAX_STEPS);
        if (!last) {
            awaitUrgent(batch);
        }
        return !batch.isEmpty();
    }

    /** Waits for a step if there is none, and for one that somebody waits for until the others have had their leisure. */
    private void awaitUrgent(List<Write<?>> batch) {
        while (batch.isEmpty()) {
            next(FOREVER).ifPresent(batch::add);
        }
        boolean due = batch.stream().anyMatch(Write::isUrgent);
        long untilNanos = System.nanoTime() + LEISURE_NANOS;
        while (!due && batch.size() < MAX_STEPS) {
            Optional<Write<?>> next = next(untilNanos - System.nanoTime());
            next.ifPresent(batch::add);
            due = next.isEmpty() || next.get().isUrgent();
        }
        queue.drainTo(batch, MAX_STEPS - batch.size());
    }

    /** The next step; none if none comes in time. */
    private Optional<Write<?>> next(long waitNanos) {
        try {
            return Optional.ofNullable(queue.poll(waitNanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            LOG.warn("the store-writer thread was interrupted, which ends nothing; close the store instead");
            return Optional.empty();
        }
    }

    private void write(List<Write<?>> batch) {
        try {
            writeUnlessBusy(batch);
        } catch (SQLException | RuntimeException | Error e) {
            connection.discard();
            StoreException outage = new StoreException("not written: " + e.getMessage(), e);
            batch.forEach(write -> write.lose(outage));
            if (lost == 0) {
                LOG.error("{} writes are lost; their callers are told", batch.size(), e);
            }
            lost += batch.size();
        }
        batch.forEach(Write::publish);
    }

    /** Writes the batch, again if another process was in the way, until the busy time-out has passed. */
    private void writeUnlessBusy(List<Write<?>> batch) throws SQLException {
        long deadlineNanos = System.nanoTime() + busyTimeoutNanos;
        while (true) {
            try {
                transact(batch);
                break;
            } catch (SQLException e) {
                if (!connection.isBusy(e) || abandoned || System.nanoTime() - deadlineNanos >= 0) {
                    throw e;
                }
                connection.discard();
            }
        }
        // A transaction that changes nothing succeeds on a full disk too.
        if (lost > 0 && connection.hasWritten()) {
            LOG.warn("the store writes again; {} writes were lost", lost);
            lost = 0;
        }
    }

    private void transact(List<Write<?>> batch) throws SQLException {
        if (!runAll(batch, connection.begin())) {
            connection.rollback();
            runIsolated(batch, connection.begin());
        }
        connection.commit();
    }

    private boolean runAll(List<Write<?>> batch, Statements statements) {
        for (Write<?> write : batch) {
            if (!run(write, statements)) {
                return false;
            }
        }
        return true;
    }

    /** Runs a step and tells who wants to hear of it; not ahead of the disk when that took nothing the last time. */
    private boolean run(Write<?> write, Statements statements) {
        boolean well = write.run(statements);
        if (lost == 0) {
            write.tell();
        }
        return well;
    }

    private void runIsolated(List<Write<?>> batch, Statements statements) throws SQLException {
        for (Write<?> write : batch) {
            connection.setSavepoint();
            if (run(write, statements)) {
                connection.releaseSavepoint();
            } else {
                undo(write);
            }
        }
    }

    /** Where even undoing fails, SQLite has given up the transaction: the step met an outage, and the batch shares it. */
    private void undo(Write<?> write) throws SQLException {
        try {
            connection.undoToSavepoint();
        } catch (SQLException e) {
            throw write.asOutage(e);
        }
    }

    private void refuseQueued() {
        for (Write<?> write = queue.poll(); write != null; write = queue.poll()) {
            write.refuse("the store is closed");
        }
    }

    /**
     * Takes no more steps, writes what is queued within the deadline, and ends the thread. What is not written by then fails.
     * Not on the {@code store-writer} thread.
     */
    @Override
    public void close() {
        closing = true;
        // Wakes a writer that waits; where there is no place for this in the queue, it is not waiting.
        queue.offer(new Write<>(statements -> null, result -> {}, true));
        if (!hasEnded()) {
            abandoned = true;
            LOG.warn("the store did not write everything within {} of closing; the rest is lost", closeDeadline);
            hasEnded();
        }
    }

    private boolean hasEnded() {
        try {
            thread.join(closeDeadline.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
