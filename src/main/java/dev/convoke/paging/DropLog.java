package dev.convoke.paging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line for each text that was dropped, but not for each of ten thousand: after an outage of the message centre they come
 * all at once. Any thread.
 */
final class DropLog {

    private static final int LINES_AT_ONCE = 20;
    private static final Logger LOG = LoggerFactory.getLogger(DropLog.class);

    /** Since the last {@link #sayRest}; guarded by this. */
    private int noted;

    /** Says that a text was dropped, and why. */
    synchronized void note(String sentence) {
        noted++;
        if (noted <= LINES_AT_ONCE) {
            LOG.info(sentence);
        }
    }

    /** Says how many more there were than lines; to be called once in a while. */
    synchronized void sayRest() {
        if (noted > LINES_AT_ONCE) {
            LOG.info("{} more texts were dropped, too old or incomplete", noted - LINES_AT_ONCE);
        }
        noted = 0;
    }
}
