package dev.convoke.peer.smsc;

import dev.convoke.peer.smsc.Delivery.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The texts that the embedded message centre has not delivered yet: to be taken by whoever is bound, and put back when they
 * were put off. Any thread. {@code all} bounds them wherever they are, so the queue never overflows.
 */
final class HeldTexts implements AutoCloseable {

    private final LinkedBlockingDeque<HeldText> waiting = new LinkedBlockingDeque<>();
    private final Set<HeldText> all = ConcurrentHashMap.newKeySet();
    private final int room;
    private final Duration retry;
    private final ScheduledExecutorService timer;
    private volatile boolean closed;

    /** @param timer the caller's, who closes it */
    HeldTexts(int held, Duration retry, ScheduledExecutorService timer) {
        this.room = held;
        this.retry = retry;
        this.timer = timer;
    }

    /** Takes a text in; if there is no room, its result says so. */
    void add(HeldText text) {
        if (all.size() >= room) {
            text.end(Outcome.FULL);
            return;
        }
        all.add(text);
        waiting.addLast(text);
        if (closed) {
            end(text, Outcome.EXPIRED);
        }
    }

    /** The next text to deliver, if one comes within the time. */
    Optional<HeldText> next(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(waiting.pollFirst(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Takes back a text that its receiver was lost with; it is the next to go. */
    void putBack(HeldText text) {
        if (text.isExpired()) {
            end(text, Outcome.EXPIRED);
        } else {
            waiting.addFirst(text);
        }
    }

    /** Takes back a text that its receiver put off; it goes again after the pause. */
    void putOff(HeldText text) {
        if (text.isExpired()) {
            end(text, Outcome.EXPIRED);
            return;
        }
        try {
            ScheduledFuture<?> unused =
                    timer.schedule(() -> waiting.addLast(text), retry.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            end(text, Outcome.EXPIRED);
        }
    }

    /** Ends a text: it has been taken, or never will be. */
    void end(HeldText text, Outcome outcome) {
        all.remove(text);
        text.end(outcome);
    }

    /** Ends every text, wherever it is. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(all).forEach(text -> end(text, Outcome.EXPIRED));
        waiting.clear();
    }
}
