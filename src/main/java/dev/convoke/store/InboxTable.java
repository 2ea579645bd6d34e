package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** The durable inbox of mobile-originated texts. */
public interface InboxTable {

    /**
     * Adds a text, unless it is one that the SMSC sends again: the same sender, service number and text as one that is open,
     * however long, or was settled as {@code accepted} within {@code duplicateWindow}; the link does not matter. A text that was
     * settled as failed may come again at once: its sender was told, and tries anew; unless the SMSC's time stamp is the same too,
     * which says for certain that it is the same text.
     *
     * @param row the text; its id is ignored
     * @param duplicateWindow zero if nothing counts as sent again
     * @param onWay is told the new id on the {@code store-writer} thread as soon as the text is found to be new, once: before it
     *     is on disk, unless the store has trouble. Must be short. Should the text not get there, or be found to be a duplicate
     *     after all, the id is no other text's
     * @return completes with the new id after the commit, or empty for a duplicate; completes exceptionally with
     *     {@link StoreException} if it is not on disk
     */
    CompletableFuture<OptionalLong> add(InboxRow row, Duration duplicateWindow, LongConsumer onWay);

    /**
     * What became of a text.
     *
     * @param id the text's id
     * @param outcome a label such as {@code in-room} or {@code wrong-pin}
     * @param accepted whether a repetition of the text within the duplicate window is to be dropped
     * @param named the room that the text names; kept for the {@link Ledger} if there is such a room, else the one that the
     *     service number is bound to is
     * @param at when
     */
    record Settlement(long id, String outcome, boolean accepted, Optional<ConferenceNumber> named, Instant at) {}

    /**
     * Settles texts: they will not be handled again, and their texts are cleared. One that is settled already, or is not there,
     * stays as it is. Nobody waits for it: the commit may be a few milliseconds late.
     *
     * @return completes after the commit; exceptionally with {@link StoreException} if none of it is on disk
     */
    CompletableFuture<Void> settle(List<Settlement> texts);

    /** The texts that are not settled, by id, at most {@code limit}, from {@code afterId} exclusively. */
    List<InboxRow> open(long afterId, int limit);

    /** Deletes texts settled before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);
}
