package dev.convoke.smpp;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Says a thing once. The same sentence again is only counted, and said with its count the 10th, 100th, 1,000th … time; before
 * another sentence, what was left unsaid is told.
 *
 * <p>Any thread.
 */
final class Remarks {

    private final Logger log;
    private final String about;
    private String last = "";
    private long times;
    private long told;

    /** @param about stands before every sentence */
    Remarks(Logger log, String about) {
        this.log = log;
        this.about = about;
    }

    /** Something is as it should be. */
    void good(String sentence) {
        say(Level.INFO, sentence);
    }

    /** Something is not. */
    void bad(String sentence) {
        say(Level.WARN, sentence);
    }

    private synchronized void say(Level level, String sentence) {
        if (sentence.equals(last)) {
            times++;
            if (isPowerOfTen(times)) {
                told = times;
                log.atLevel(level).log("{}: {} ({} times)", about, sentence, times);
            }
            return;
        }
        if (times > told) {
            log.atLevel(level).log("{}: {} (in all {} times)", about, last, times);
        }
        last = sentence;
        times = 1;
        told = 1;
        log.atLevel(level).log("{}: {}", about, sentence);
    }

    private static boolean isPowerOfTen(long count) {
        long power = 10;
        while (power < count) {
            power *= 10;
        }
        return power == count;
    }
}
