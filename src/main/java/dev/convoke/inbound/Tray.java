package dev.convoke.inbound;

import dev.convoke.admission.AdmissionCounts;

/**
 * What every text on the desk is dealt with by.
 *
 * @param lanes the threads on which that is done
 * @param answers tells senders
 * @param settler takes texts off the inbox
 * @param counts what became of them
 */
record Tray(SenderExecutor lanes, Replies answers, Settler settler, AdmissionCounts counts) {

    /** A text has been dealt with. */
    void settle(long textId, String outcome, boolean accepted) {
        counts.settled(outcome);
        settler.settle(textId, outcome, accepted);
    }
}
