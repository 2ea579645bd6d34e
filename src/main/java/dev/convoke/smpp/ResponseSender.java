package dev.convoke.smpp;

import dev.convoke.concurrent.ThreadMaker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers that one session owes, and the one thread that sends them, {@code smpp-<link>-answer}.
 *
 * <h2>Why</h2>
 *
 * <p>A write and the wake-up of a thread cost about as much as all else that is done for a text. The store commits texts in
 * groups; so their answers are decided in groups, and leave in groups: one wake-up and one write for as many as there are.
 *
 * <h2>How</h2>
 *
 * <ul>
 *   <li>What the store decides leaves in the order in which it came, for the store decides in that order. What was decided from
 *       the beginning, such as that a text is beyond the window, does not wait behind it.
 *   <li>The thread sleeps until the first that is owed is decided, or its time is over. Then it gathers what else is decided,
 *       and if more is owed, looks once more after a moment, because a commit decides one after the other. Whoever decides
 *       wakes it only when it sleeps, so that a group costs the store's thread one wake-up.
 *   <li>It writes while it holds the lock that the library's sender uses, the output itself, so that no PDU is torn.
 *   <li>When too many wait to leave, {@link #owe} waits, and with it the reader, and by TCP the message centre.
 * </ul>
 *
 * <p>Life: {@link #start}, {@link #owe} by the reader thread, {@link #close} by any thread. A write that fails ends it, and one
 * that the other side does not take ends with the connection; it is for the session to close that.
 */
final class ResponseSender {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    /**
     * How long a group is waited for, once; a commit of many texts decides them within that. Under a flood with a window of 50 it
     * makes one write of twenty answers where there would be one of five.
     */
    private static final long LINGER_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** For so long after its last answer the thread looks for itself, before every text that comes must wake it. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int BATCH_OCTETS = 16 << 10;
    /** A message centre that does not keep to the window is put off; it waits only if it does not read that either. */
    private static final int QUEUE_PER_WINDOW = 4;

    private static final int SPARE_QUEUE = 100;

    /** Where the answers leave. */
    interface Way {
        /** The session's output; also the lock under which all write to it. */
        OutputStream output() throws IOException;

        /** It takes nothing more: the connection is of no use. Must not wait. */
        void lost();
    }

    /** Who must wake the thread. */
    private enum Rest {
        /** Nobody. */
        AWAKE,
        /** Whoever decides what is owed; for the rest it looks by itself. */
        UNTIL_DECIDED,
        /** Whoever owes anything, too: nothing is owed. */
        UNTIL_OWED
    }

    private final Way way;
    private final int capacity;
    private final Thread thread;
    private final AtomicReference<Rest> rest = new AtomicReference<>(Rest.AWAKE);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** What came and was not looked at; guarded by the lock, as are the counts. */
    private final Queue<PendingResponse> come = new ArrayDeque<>();

    private long owedCount;
    private long leftCount;
    /** How many had left when the unbind was due, negative before; guarded by the lock. */
    private long leftByUnbind = -1;
    /** Written under the lock. */
    private volatile boolean closed;

    /** What waits to be decided, the thread's own, as are the two below. */
    private final Queue<PendingResponse> undecided = new ArrayDeque<>();

    private final ByteBuffer batch = ByteBuffer.allocate(BATCH_OCTETS);
    private int batched;
    private long lastLeftNanos = System.nanoTime();

    /**
     * Does not start yet.
     *
     * @param job the name of the thread
     * @param window how many texts may be under way
     */
    ResponseSender(String job, int window, Way way, ThreadMaker threads) {
        this.way = way;
        this.capacity = window * QUEUE_PER_WINDOW + SPARE_QUEUE;
        this.thread = threads.thread(job, this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Owes one more answer. Waits while too many wait to leave.
     *
     * @throws IOException if nothing is answered any more
     */
    void owe(PendingResponse owed) throws IOException {
        add(owed);
        owed.acceptance().onDecided(this::onDecided);
        if (rest.get() == Rest.UNTIL_OWED) {
            wake();
        }
    }

    private void add(PendingResponse owed) throws IOException {
        lock.lock();
        try {
            while (come.size() >= capacity && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IOException("nothing is answered any more");
            }
            come.add(owed);
            owedCount++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            lock.unlock();
        }
    }

    /** Often on the store's thread, where it must cost next to nothing. */
    private void onDecided() {
        if (rest.get() != Rest.AWAKE) {
            wake();
        }
    }

    private void wake() {
        if (rest.getAndSet(Rest.AWAKE) != Rest.AWAKE) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        try {
            while (!closed && !Thread.currentThread().isInterrupted()) {
                step();
            }
        } catch (IOException lost) {
            LOG.debug("answers do not leave any more: {}", lost.getMessage());
        } finally {
            close();
            way.lost();
        }
    }

    private void step() throws IOException {
        gather();
        if (batched == 0) {
            sleep();
            return;
        }
        if (!undecided.isEmpty()) {
            LockSupport.parkNanos(LINGER_NANOS);
            gather();
        }
        write();
    }

    private void gather() {
        sort();
        long nowNanos = System.nanoTime();
        for (PendingResponse first = undecided.peek();
                first != null && hasRoom() && first.isReady(nowNanos);
                first = undecided.peek()) {
            batch(undecided.remove());
        }
    }

    /** Takes what came: either it can leave at once, or it waits its turn. */
    private void sort() {
        lock.lock();
        try {
            for (PendingResponse next = come.peek(); next != null && hasRoom(); next = come.peek()) {
                if (next.atOnce()) {
                    batch(next);
                } else {
                    undecided.add(next);
                }
                come.remove();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        return batch.remaining() >= PendingResponse.MAX_OCTETS;
    }

    private void batch(PendingResponse owed) {
        owed.writeTo(batch);
        owed.onLeaving().run();
        batched++;
    }

    private void sleep() {
        rest.set(Rest.UNTIL_DECIDED);
        // Once more: who decided before that woke nobody.
        gather();
        PendingResponse first = undecided.peek();
        long nowNanos = System.nanoTime();
        if (batched > 0 || closed) {
            // There is something to do.
        } else if (first != null) {
            LockSupport.parkNanos(first.dueNanos() - nowNanos);
        } else if (nowNanos - lastLeftNanos < REST_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
        } else {
            sleepUntilOwed();
        }
        rest.set(Rest.AWAKE);
    }

    private void sleepUntilOwed() {
        rest.set(Rest.UNTIL_OWED);
        if (!anythingCame() && !closed) {
            LockSupport.park();
        }
    }

    private boolean anythingCame() {
        lock.lock();
        try {
            return !come.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void write() throws IOException {
        OutputStream out = way.output();
        synchronized (out) {
            out.write(batch.array(), 0, batch.position());
            out.flush();
        }
        lastLeftNanos = System.nanoTime();
        batch.clear();
        left(batched);
        batched = 0;
    }

    private void left(int answers) {
        lock.lock();
        try {
            leftCount += answers;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * To be called before the unbind: waits until as many answers have left as are owed now, but not for longer than that.
     * What leaves later may go unheard. Any thread.
     */
    void awaitLast(Duration atMost) {
        long leftNanos = atMost.toNanos();
        lock.lock();
        try {
            long upTo = owedCount;
            while (leftCount < upTo && !closed && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // If both sides unbind, the first counts.
            leftByUnbind = leftByUnbind < 0 ? leftCount : leftByUnbind;
            lock.unlock();
        }
    }

    /** Whether there was an unbind, and all that was ever owed had left by then. Any thread. */
    boolean allLeftByUnbind() {
        lock.lock();
        try {
            return leftByUnbind == owedCount;
        } finally {
            lock.unlock();
        }
    }

    /** Sends nothing more. Any thread; does not wait. A write that the other side does not take ends with the connection. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(thread);
    }
}
