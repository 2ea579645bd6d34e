package dev.convoke.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The processor time of the engine's own threads, the event loops and the store's writer, so that phones in the same process do
 * not count; nor do the collector and the compiler.
 */
final class EngineCpu {

    private static final String LOOP = "room-";
    private static final String WRITER = "store-writer";

    private EngineCpu() {}

    /** Nanoseconds since the threads began, user and system. */
    static long nanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (@Nullable ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && isEngine(thread.getThreadName())) {
                // -1 if the thread has ended meanwhile.
                nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

    private static boolean isEngine(String thread) {
        return thread.startsWith(LOOP) || thread.equals(WRITER);
    }
}
