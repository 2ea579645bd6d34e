package dev.convoke;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test class after which a Netty buffer is found to be garbage that nobody released; its records say where it was
 * made and who retained or released it last. A buffer that becomes garbage late may be put down to the next class that makes any.
 *
 * <p>Every class is watched: this is found as a service, and detects leaks from before the first buffer is made. After a class
 * that made no buffer nothing is collected, for that would take longer than most of them.
 */
public final class LeakCheck implements AfterAllCallback {

    /** A collection finds what the last one only unlinked, for instance from a thread that has just ended. */
    private static final int COLLECTIONS = 2;

    /**
     * Whether nothing is recorded of who reads and writes a buffer: a stack trace for each octet that is looked at took more time
     * than the tests. Set it to {@code false} to see who had a buffer last that has leaked.
     */
    private static final String ACQUIRE_AND_RELEASE_ONLY = "io.netty.leakDetection.acquireAndReleaseOnly";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean buffersMade = new AtomicBoolean();

    /** Takes leak detection over, for all buffers. */
    public LeakCheck() {
        if (System.getProperty(ACQUIRE_AND_RELEASE_ONLY) == null) {
            System.setProperty(ACQUIRE_AND_RELEASE_ONLY, "true");
        }
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
    }

    private final class Detectors extends ResourceLeakDetectorFactory {

        @Override
        @SuppressWarnings("deprecation") // Deprecated to be called, and abstract all the same.
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return new Detector<>(resource, samplingInterval);
        }
    }

    private final class Detector<T> extends ResourceLeakDetector<T> {

        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        public ResourceLeakTracker<T> track(T buffer) {
            noteThatBuffersAreMade();
            return super.track(buffer);
        }

        @Override
        public ResourceLeakTracker<T> trackForcibly(T buffer) {
            noteThatBuffersAreMade();
            return super.trackForcibly(buffer);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            leaks.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            leaks.add(resourceType + ", made where nothing is recorded");
        }
    }

    /** Mostly a read: buffers are made by many threads. */
    private void noteThatBuffersAreMade() {
        if (!buffersMade.get()) {
            buffersMade.set(true);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (!buffersMade.get()) {
            return;
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            collect();
            // Detectors look at what was collected when the next buffer is made.
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        buffersMade.set(false);
        List<String> found = new ArrayList<>();
        for (String leak = leaks.poll(); leak != null; leak = leaks.poll()) {
            found.add(leak);
        }
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " buffers were not released:\n" + String.join("\n", found));
        }
    }

    /** Returns when a collection has told the queues of what it found. */
    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> sentinel = new WeakReference<>(new Object(), queue);
        System.gc();
        if (queue.remove(PATIENCE.toMillis()) != sentinel) {
            throw new AssertionError("no garbage collection within " + PATIENCE);
        }
    }
}
