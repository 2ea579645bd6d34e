package dev.convoke.sms;

import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import dev.convoke.store.OutboxTable.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of texts: in the table, in the counts, and one line in the log for each that is over. Called on the
 * {@code outbox} thread; never blocks.
 */
final class OutboxLedger {

    private static final int MAX_REASON_CHARS = 80;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final OutboxTable table;
    private final Clock clock;
    private final OutboxTally tally;
    private final Runnable written;

    /** {@code written} is called, on any thread, when a text's end is on disk: the next to the same person may be due then. */
    OutboxLedger(OutboxTable table, Clock clock, OutboxTally tally, Runnable written) {
        this.table = table;
        this.clock = clock;
        this.tally = tally;
        this.written = written;
    }

    /** The text goes back to those that wait; it may be expired before its time comes. */
    void retry(OutboxRow row, Duration delay, String reason) {
        tally.retried.increment();
        Instant at = clock.instant().plus(delay);
        LOG.debug("text {} to {} is tried again in {}: {}", row.id(), row.to(), delay, printable(reason));
        report(row.id(), table.retry(row.id(), at, printable(reason)));
    }

    private static String triesBefore(OutboxRow row) {
        return row.attempts() == 0 ? "" : ", after it was put off " + row.attempts() + " times";
    }

    /** The text is over; not for {@link Submitted.TryLater}. */
    void close(OutboxRow row, Submitted answer) {
        if (answer instanceof Submitted.Taken taken) {
            tally.sent.increment();
            LOG.info("text {} to {} was sent{}", row.id(), row.to(), triesBefore(row));
            move(row, State.SENT, taken.messageId());
        } else if (answer instanceof Submitted.Rejected rejected) {
            tally.failed.increment();
            LOG.warn("text {} to {} was refused: {}", row.id(), row.to(), printable(rejected.reason()));
            move(row, State.FAILED, rejected.reason());
        } else {
            String reason = ((Submitted.OutcomeUnknown) answer).reason();
            tally.unknown.increment();
            LOG.warn("text {} to {} may or may not have been taken: {}", row.id(), row.to(), printable(reason));
            move(row, State.UNKNOWN, reason);
        }
    }

    private void move(OutboxRow row, State state, String detail) {
        report(row.id(), table.move(row.id(), state, printable(detail), clock.instant()));
    }

    /** What cannot be written stays as being sent, and is of unknown outcome after the next start. */
    private void report(long id, CompletableFuture<Void> write) {
        var unused = write.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("what became of text {} is not on disk: {}", id, failure.getMessage());
            }
            written.run();
        });
    }

    /** Closes what waits and is past its time. */
    void expire() {
        var unused = table.expire(clock.instant()).whenComplete((texts, failure) -> {
            if (failure == null && texts > 0) {
                tally.expired.add(texts);
                LOG.warn("{} texts expired before they could be sent", texts);
            }
        });
    }

    /** Deletes what is over and older than that. */
    void purge(Duration retention) {
        var unused = table.purge(clock.instant().minus(retention)).whenComplete((rows, failure) -> {
            if (failure != null) {
                LOG.warn("old rows of the outbox were not deleted: {}", failure.getMessage());
            } else if (rows > 0) {
                LOG.info("{} old rows of the outbox were deleted", rows);
            }
        });
    }

    /** A message centre's words, made fit for a log and a row. */
    private static String printable(String words) {
        StringBuilder kept = new StringBuilder();
        words.chars().limit(MAX_REASON_CHARS).forEach(c -> kept.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return kept.toString();
    }
}
