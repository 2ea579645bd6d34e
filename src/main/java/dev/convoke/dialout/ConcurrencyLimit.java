package dev.convoke.dialout;

import java.util.ArrayDeque;

/**
 * Lets so many go at once and so many more wait for their turn; the rest is refused. Whoever went gives its turn back.
 *
 * <p>Any thread; the lock guards the two numbers and the queue, and is never held while something runs.
 */
final class ConcurrencyLimit {

    private final int maxGoing;
    private final int maxWaiting;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int going;

    ConcurrencyLimit(int maxGoing, int maxWaiting) {
        this.maxGoing = maxGoing;
        this.maxWaiting = maxWaiting;
    }

    /** Runs the step now or when its turn comes; {@code false} if too many wait. The step must not throw or block. */
    boolean go(Runnable step) {
        synchronized (this) {
            if (going >= maxGoing) {
                if (waiting.size() >= maxWaiting) {
                    return false;
                }
                waiting.addLast(step);
                return true;
            }
            going++;
        }
        step.run();
        return true;
    }

    /** Gives a turn back; the next in line goes. */
    void done() {
        Runnable next;
        synchronized (this) {
            next = waiting.pollFirst();
            if (next == null) {
                going--;
                return;
            }
        }
        next.run();
    }
}
