package dev.convoke.sms;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line for each text that was too old, but not for each of ten thousand: after an outage of the message centre they
 * come all at once. Any thread.
 */
final class StaleLog {

    private static final int LINES_AT_ONCE = 20;
    private static final Logger LOG = LoggerFactory.getLogger(StaleLog.class);

    /** Since the last {@link #sayRest}; guarded by this. */
    private int noted;

    /** Says that a text was dropped because of its age. */
    synchronized void note(ReceivedText text, Duration age) {
        noted++;
        if (noted <= LINES_AT_ONCE) {
            LOG.info(
                    "text {} from {} is too old to be handled: {} s",
                    text.id(),
                    text.mo().from(),
                    age.toSeconds());
        }
    }

    /** Says how many more there were than lines; to be called once in a while. */
    synchronized void sayRest() {
        if (noted > LINES_AT_ONCE) {
            LOG.info("{} more texts were too old to be handled", noted - LINES_AT_ONCE);
        }
        noted = 0;
    }
}
