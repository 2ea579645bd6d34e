package dev.convoke.concurrent;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Says a thing once. The same sentence again is only counted, and said with its count the 10th, 100th, 1,000th … time; before
 * another sentence, what was left unsaid is told; and when it is {@link #over}, that is said too.
 *
 * <p>Any thread.
 */
public final class RepeatedLog {

    private final Logger log;
    private final String about;
    private Level lastLevel = Level.INFO;
    private String lastKind = "";
    private String last = "";
    private long times;
    private long told;

    /**
     * Nothing is said yet.
     *
     * @param about stands before every sentence; nothing does if it is empty
     */
    public RepeatedLog(Logger log, String about) {
        this.log = log;
        this.about = about.isEmpty() ? "" : about + ": ";
    }

    /** Something is as it should be. */
    public void good(String sentence) {
        say(Level.INFO, sentence, sentence);
    }

    /** Something is not. */
    public void bad(String sentence) {
        say(Level.WARN, sentence, sentence);
    }

    /** Something is not, and {@code kind} is what makes it the same thing again, whatever else the sentence tells. */
    public void bad(String kind, String sentence) {
        say(Level.WARN, kind, sentence);
    }

    /** What was bad last is over: says so, once, and how often it was so; nothing if all was well. */
    public synchronized void over(String sentence) {
        if (lastLevel == Level.WARN) {
            say(Level.WARN, sentence, sentence);
            forget();
        }
    }

    private void forget() {
        lastLevel = Level.INFO;
        lastKind = "";
        times = 0;
        told = 0;
    }

    private synchronized void say(Level level, String kind, String sentence) {
        if (kind.equals(lastKind)) {
            last = sentence;
            times++;
            if (isPowerOfTen(times)) {
                told = times;
                log.atLevel(level).log("{}{} ({} times)", about, sentence, times);
            }
            return;
        }
        if (times > told) {
            log.atLevel(level).log("{}{} (in all {} times)", about, last, times);
        }
        lastLevel = level;
        lastKind = kind;
        last = sentence;
        times = 1;
        told = 1;
        log.atLevel(level).log("{}{}", about, sentence);
    }

    private static boolean isPowerOfTen(long count) {
        long power = 10;
        while (power < count) {
            power *= 10;
        }
        return power == count;
    }
}
