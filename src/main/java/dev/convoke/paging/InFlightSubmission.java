package dev.convoke.paging;

import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A text that a link has, or is being offered to one. The link's thread marks it as being sent, the {@code outbox} thread may
 * give it up; whoever comes first decides, so that nothing leaves after it was given up.
 */
final class InFlightSubmission {

    private final OutboxRow row;
    private final OutboxTable table;
    private final Clock clock;
    private final long timeoutNanos;
    private final AtomicBoolean decided = new AtomicBoolean();

    /** Begins anew when the text is marked; written by the link's thread then. */
    private volatile long sinceNanos = System.nanoTime();

    InFlightSubmission(OutboxRow row, OutboxTable table, Clock clock, Duration answerTimeout) {
        this.row = row;
        this.table = table;
        this.clock = clock;
        this.timeoutNanos = answerTimeout.toNanos();
    }

    OutboxRow row() {
        return row;
    }

    /** See {@link SubmitRequest.Mark}. */
    CompletableFuture<Void> mark(String link, int messages) {
        if (!decided.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new TimeoutException("given up before it was sent"));
        }
        sinceNanos = System.nanoTime();
        return table.sending(row.id(), link, messages, clock.instant());
    }

    boolean isOverdue(long nowNanos) {
        return nowNanos - sinceNanos >= timeoutNanos;
    }

    /** Gives it up; returns what that makes of it. */
    Submitted giveUp() {
        return decided.compareAndSet(false, true)
                ? new Submitted.NoRoom("the link did not send it in time")
                : unknown("no answer in time");
    }

    static Submitted unknown(String reason) {
        return new Submitted.OutcomeUnknown(reason, Sent.NOTHING);
    }
}
