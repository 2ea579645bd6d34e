package dev.convoke.store;

import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The durable outbox of mobile-terminated texts. An id that is not there is ignored by all its methods. */
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

    /** What a receipt belongs to. */
    enum Matched {
        /** A text that was sent. */
        TEXT,
        /** Nothing yet, it is kept. */
        KEPT,
        /** Nothing, and too many such are kept already. */
        DROPPED
    }

    /**
     * What became of a receipt.
     *
     * @param matched what it belongs to
     * @param text the text that it belongs to, as it stands now; empty if it belongs to none, or says nothing new
     */
    record Receipted(Matched matched, Optional<Standing> text) {}

    /**
     * Where a text stands.
     *
     * @param id which text
     * @param receipt what the receipts for its parts say of the whole
     */
    record Standing(long id, Receipt receipt) {}

    /** How many receipts are kept that belong to nothing yet. */
    int MAX_EARLY_RECEIPTS = 10_000;

    /** Adds a text in state {@link State#WAITING}; completes with the row and its id after the commit. */
    CompletableFuture<OutboxRow> add(OutboxRow row);

    /**
     * The texts to be sent at {@code now}: waiting, not expired, due; by urgency and id, at most {@code limit}. Of one
     * recipient only the first in this order, and none while one is {@link State#SENDING}: nobody gets texts out of order
     * because one of them had to be tried again.
     *
     * @param after the last text of the page before; empty for the first page
     */
    List<OutboxRow> due(Instant now, int limit, Optional<OutboxRow> after);

    /** The text that is to be sent to this recipient at {@code now}, by the same rules. */
    Optional<OutboxRow> due(Instant now, Msisdn recipient);

    /** Moves a text to {@link State#SENDING}, by this link and in so many short messages. */
    CompletableFuture<Void> sending(long id, String link, int messages, Instant at);

    /**
     * Moves a text to a state.
     *
     * @param detail the reason; empty when {@link State#SENT}
     * @param after how many parts the SMSC had before this attempt; what it had beyond is forgotten
     * @param taken its ids of the parts that it took then; empty if it took none, and nothing is forgotten
     * @return completes with what receipts that came before say of the text, if any has come
     */
    CompletableFuture<Optional<Receipt>> end(
            long id, State state, String detail, int after, List<MessageId> taken, Instant at);

    /** Puts a text back to {@link State#WAITING} with one attempt more; parts as in {@link #end}. */
    CompletableFuture<Void> retry(
            long id, Instant nextAttemptAt, String reason, int after, List<MessageId> taken, Instant at);

    /** Marks what is waiting past its expiry as {@link State#EXPIRED}; completes with the number. */
    CompletableFuture<Integer> expire(Instant now);

    /**
     * After a restart: what was {@link State#SENDING} becomes {@link State#UNKNOWN}, or is {@link State#WAITING} again;
     * completes with the number.
     */
    CompletableFuture<Integer> interrupted(boolean again, Instant at);

    /** Deletes texts in a final state that were made before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);

    /**
     * Writes a receipt down with the part that it is about, or keeps it until the part is known, in which case the answer
     * that the part was taken is on its way.
     *
     * @param link the link it came by, the same that the text left by
     * @param recipient tells texts apart whose ids are alike in different number systems
     */
    CompletableFuture<Receipted> receipt(
            String link, MessageId id, Optional<Msisdn> recipient, Receipt state, Instant at);

    /** Deletes receipts that belong to nothing and came before {@code before}; completes with their number. */
    CompletableFuture<Integer> purgeEarlyReceipts(Instant before);
}
