package dev.convoke.concurrent;

/**
 * Marks a thread that must never wait: an event loop. {@link #assertMayBlock} stands at the head of everything that touches
 * a disk or waits for an answer.
 */
public interface NonBlockingThread {

    /** Fails, under {@code -ea}, if the calling thread is an event loop. */
    static void assertMayBlock() {
        assert !(Thread.currentThread() instanceof NonBlockingThread)
                : "a blocking call on " + Thread.currentThread().getName();
    }
}
