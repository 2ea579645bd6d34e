package dev.convoke.paging;

import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import dev.convoke.store.OutboxTable.State;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Receipt;
import dev.convoke.terms.SafeText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of texts: in the table, in the counts, and one line in the log for each that is over. Called on the
 * {@code outbox} thread; never blocks.
 */
final class OutboxOutcomes {

    private static final int MAX_REASON_CHARS = 80;

    /** The response that a receipt has overtaken comes long before that. */
    private static final Duration EARLY_RECEIPTS = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final OutboxTable table;
    private final DeliveryWatch watch;
    private final Clock clock;
    private final OutboxTally tally;
    private final Consumer<Msisdn> written;

    /** {@code written} is called, on any thread, when a text's end is on disk: the next to the same person may be due then. */
    OutboxOutcomes(OutboxTable table, DeliveryWatch watch, Clock clock, OutboxTally tally, Consumer<Msisdn> written) {
        this.table = table;
        this.watch = watch;
        this.clock = clock;
        this.tally = tally;
        this.written = written;
    }

    /** The text goes back to those that wait; it may be expired before its time comes. */
    void retry(OutboxRow row, Duration delay, String reason, Sent sent) {
        tally.retried.increment();
        Instant now = clock.instant();
        LOG.debug(
                "text {} to {} is tried again in {}: {}", row.id(), row.to(), Durations.text(delay), printable(reason));
        report(row, table.retry(row.id(), now.plus(delay), printable(reason), sent.after(), sent.ids(), now));
    }

    private static String triesBefore(OutboxRow row) {
        int attempts = row.progress().attempts();
        return attempts == 0 ? "" : ", after it was put off " + attempts + " times";
    }

    /** The text is over; not for {@link Submitted.NoRoom} and {@link Submitted.TryLater}. */
    void close(OutboxRow row, Submitted response) {
        if (response instanceof Submitted.Taken taken) {
            tally.sent.increment();
            LOG.info("text {} to {} was sent{}", row.id(), row.to(), triesBefore(row));
            end(row, State.SENT, "", taken.sent());
        } else if (response instanceof Submitted.Rejected rejected) {
            tally.failed.increment();
            LOG.warn("text {} to {} was refused: {}", row.id(), row.to(), printable(rejected.reason()));
            end(row, State.FAILED, rejected.reason(), rejected.sent());
        } else if (response instanceof Submitted.OutcomeUnknown lost) {
            tally.unknown.increment();
            LOG.warn("text {} to {} may or may not have been taken: {}", row.id(), row.to(), printable(lost.reason()));
            end(row, State.UNKNOWN, lost.reason(), lost.sent());
        }
    }

    private void end(OutboxRow row, State state, String detail, Sent sent) {
        report(
                row,
                table.end(row.id(), state, printable(detail), sent.after(), sent.ids(), clock.instant())
                        .thenAccept(receipt -> settled(row, state, receipt)));
    }

    /** What the message centre refuses will never be on the phone; a receipt may have come before its answer. */
    private void settled(OutboxRow row, State state, Optional<Receipt> receipt) {
        if (state == State.FAILED) {
            watch.settled(row.id(), false);
        } else {
            receipt.filter(Receipt::isFinal).ifPresent(known -> watch.settled(row.id(), known == Receipt.DELIVERED));
        }
    }

    /** What cannot be written stays as being sent, and is of unknown outcome after the next start. */
    private void report(OutboxRow row, CompletableFuture<Void> write) {
        var unused = write.whenComplete((done, failure) -> {
            if (failure == null) {
                written.accept(row.to());
            } else {
                LOG.error("what became of text {} is not on disk: {}", row.id(), failure.getMessage());
            }
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

    /** Deletes what is over and older than that, and receipts that nobody asked for. */
    void purge(Duration retention) {
        report("old rows of the outbox", table.purge(clock.instant().minus(retention)));
        report(
                "receipts that belong to nothing",
                table.purgeEarlyReceipts(clock.instant().minus(EARLY_RECEIPTS)));
    }

    private static void report(String what, CompletableFuture<Integer> deletion) {
        var unused = deletion.whenComplete((rows, failure) -> {
            if (failure != null) {
                LOG.warn("{} were not deleted: {}", what, failure.getMessage());
            } else if (rows > 0) {
                LOG.info("{} {} were deleted", rows, what);
            }
        });
    }

    /** A message centre's words, made fit for a log and a row. */
    private static String printable(String words) {
        return SafeText.ascii(words, MAX_REASON_CHARS);
    }
}
