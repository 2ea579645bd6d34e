package dev.convoke.smpp;

import java.util.concurrent.atomic.LongAdder;

/**
 * What went over a link since it was started.
 *
 * @param stored texts received that are on disk
 * @param duplicates texts that the message centre sent again
 * @param receipts delivery receipts and other notifications
 * @param dropped texts that nobody could read
 * @param throttled texts put off because too many were under way, here or in the inbox
 * @param failed texts put off because of a failure of ours
 * @param submitted texts of ours that the message centre took
 * @param unsubmitted texts of ours that it did not take, or did not say so
 */
public record LinkCounts(
        long stored,
        long duplicates,
        long receipts,
        long dropped,
        long throttled,
        long failed,
        long submitted,
        long unsubmitted) {

    /** Where a link counts; any thread. */
    static final class Tally {
        final LongAdder stored = new LongAdder();
        final LongAdder duplicates = new LongAdder();
        final LongAdder receipts = new LongAdder();
        final LongAdder dropped = new LongAdder();
        final LongAdder throttled = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder submitted = new LongAdder();
        final LongAdder unsubmitted = new LongAdder();

        LinkCounts counts() {
            return new LinkCounts(
                    stored.sum(),
                    duplicates.sum(),
                    receipts.sum(),
                    dropped.sum(),
                    throttled.sum(),
                    failed.sum(),
                    submitted.sum(),
                    unsubmitted.sum());
        }
    }
}
