package dev.convoke.store;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The durable outbox of mobile-terminated texts. */
public interface OutboxTable {

    /** Where a text of the outbox stands. */
    enum State {
        /** To be sent. */
        WAITING,
        /** Handed to a link; found in this state after a restart, its outcome is unknown. */
        SENDING,
        /** The SMSC took it. */
        SENT,
        /** It was sent, and no answer came. */
        UNKNOWN,
        /** Its time ran out before it could be sent. */
        EXPIRED,
        /** The SMSC refused it for good. */
        FAILED
    }

    /** Adds a text in state {@link State#WAITING}; completes with the row and its id after the commit. */
    CompletableFuture<OutboxRow> add(OutboxRow row);

    /**
     * The texts to be sent at {@code now}: waiting, not expired, due; by urgency and id, at most {@code limit}. Of one
     * recipient only the first in this order, and none while one is {@link State#SENDING}: nobody gets texts out of order
     * because one of them had to be tried again.
     */
    List<OutboxRow> due(Instant now, int limit);

    /** Moves a text to a state. {@code detail} is the SMSC's message id when {@code SENT}, else a reason. An id that is not there is ignored. */
    CompletableFuture<Void> move(long id, State state, String detail, Instant at);

    /** Puts a text back to {@link State#WAITING} with one attempt more. */
    CompletableFuture<Void> retry(long id, Instant nextAttemptAt, String reason);

    /** Marks what is waiting past its expiry as {@link State#EXPIRED}; completes with the number. */
    CompletableFuture<Integer> expire(Instant now);

    /** After a restart: what was {@link State#SENDING} becomes {@link State#UNKNOWN}; completes with the number. */
    CompletableFuture<Integer> markInterrupted(Instant at);

    /** Deletes texts in a final state that were made before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);
}
