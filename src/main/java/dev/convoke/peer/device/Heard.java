package dev.convoke.peer.device;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The last 10,000 things that a device heard, to be waited for. Any thread; the lock guards them. */
final class Heard<T> {

    private static final int MAX = 10_000;

    private final Deque<T> things = new ArrayDeque<>();
    private boolean ended;

    synchronized void add(T thing) {
        if (things.size() == MAX) {
            things.removeFirst();
        }
        things.addLast(thing);
        notifyAll();
    }

    /** Nothing more comes. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized List<T> all() {
        return List.copyOf(things);
    }

    /** Waits for one, heard before or yet to come; empty if it did not come in time, or nothing more comes. */
    synchronized Optional<T> await(Predicate<T> wanted, Duration patience) {
        long untilNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> found = things.stream().filter(wanted).findFirst();
            if (found.isPresent() || ended || !waitUntil(untilNanos)) {
                return found;
            }
        }
    }

    /** Waits until nothing more comes; {@code false} if there was more to come all the time. */
    synchronized boolean awaitEnd(Duration patience) {
        long untilNanos = System.nanoTime() + patience.toNanos();
        while (!ended) {
            if (!waitUntil(untilNanos)) {
                return false;
            }
        }
        return true;
    }

    // The callers loop: they look again after each waking, whatever woke them.
    @SuppressWarnings("WaitNotInLoop")
    private boolean waitUntil(long untilNanos) {
        long leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
            return false;
        }
        try {
            wait(leftMs);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
