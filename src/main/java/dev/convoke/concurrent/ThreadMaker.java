package dev.convoke.concurrent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of the house: one place, so that every thread is named after its job and no failure of one is silent.
 * The composition root has one and hands it on; event loops alone are made elsewhere, because they must be of a type of
 * their own ({@link NonBlockingThread}).
 *
 * <p>Threads are not daemons: whoever asked for one ends it.
 */
public final class ThreadMaker {

    private final Thread.UncaughtExceptionHandler onFailure;

    /** {@code onFailure} hears of every exception that ends a thread. */
    public ThreadMaker(Thread.UncaughtExceptionHandler onFailure) {
        this.onFailure = onFailure;
    }

    /** A thread that is not started yet, named after its job, such as {@code store-writer}. */
    public Thread thread(String job, Runnable task) {
        Thread thread = new Thread(task, job);
        thread.setUncaughtExceptionHandler(onFailure);
        return thread;
    }

    /** For executors: threads named {@code job-0}, {@code job-1}, … */
    public ThreadFactory factory(String job) {
        AtomicInteger made = new AtomicInteger();
        return task -> thread(job + "-" + made.getAndIncrement(), task);
    }
}
