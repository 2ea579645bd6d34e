package dev.convoke.store;

import dev.convoke.terms.Originator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The durable parts of long texts. A text becomes a row of the inbox in the same commit as its last part, so that no crash
 * loses or doubles it.
 */
public interface PartTable {

    /**
     * How parts are put together.
     *
     * @param timeout how long after its first part a text may be incomplete; a later part begins a new text
     * @param textsPerSender how many incomplete texts one sender may have; one more, and the oldest is given up
     * @param duplicateWindow as in {@link InboxTable#add}
     */
    record Rules(Duration timeout, int textsPerSender, Duration duplicateWindow) {}

    /** What a part did. */
    enum Effect {
        /** It is on disk and waits for others. */
        KEPT,
        /** It was the last: the text is whole, and in the inbox. */
        COMPLETED,
        /** The SMSC has sent it, or the whole text, before. */
        REPEATED
    }

    /**
     * What became of a part.
     *
     * @param effect what it did
     * @param whole the text's row in the inbox, with its id, if the part completed it
     * @param givenUp incomplete texts that were deleted because of this part
     */
    record Added(Effect effect, Optional<InboxRow> whole, List<Incomplete> givenUp) {
        /** Copies the list. */
        public Added {
            givenUp = List.copyOf(givenUp);
        }
    }

    /**
     * A text that was deleted because parts were missing.
     *
     * @param from who sent it
     * @param parts how many parts had come
     * @param total how many there should have been
     */
    record Incomplete(Originator from, int parts, int total) {}

    /**
     * Adds a part. A part with the number of another that says something else begins a new text: phones use their few reference
     * numbers again and again.
     *
     * @param join makes the text's row out of its parts, in order; runs on the {@code store-writer} thread, maybe twice
     * @return completes after the commit; exceptionally with {@link StoreException} if the part is not on disk
     */
    CompletableFuture<Added> add(PartRow part, Rules rules, Function<List<PartRow>, InboxRow> join);

    /**
     * Deletes incomplete texts whose first part came before {@code incomplete}, and the oldest while more than {@code limit} parts
     * wait for others; and what is left of whole texts from before {@code whole}.
     *
     * @return completes with the incomplete ones
     */
    CompletableFuture<List<Incomplete>> purge(Instant incomplete, int limit, Instant whole);
}
