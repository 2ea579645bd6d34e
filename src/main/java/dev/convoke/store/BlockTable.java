package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberPattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Which numbers the operator blocks or allows. A look-up is one read by index, so a change by any process counts from the
 * next text on. Look-ups block; any thread but an event loop.
 */
public interface BlockTable {

    /** Adds a rule, in place of one of the same pattern and room; completes exceptionally if there is no such room. */
    CompletableFuture<Void> put(BlockRow rule);

    /** Takes a rule away; completes with {@code false} if there was none. */
    CompletableFuture<Boolean> remove(NumberPattern pattern, Optional<ConferenceNumber> room);

    /** All rules that hold at that time, by pattern. */
    List<BlockRow> all(Instant at);

    /**
     * The rule that decides about a number: of those that match it, the one with the most digits; of these a rule of the room
     * before one for all rooms, then one that allows before one that blocks.
     *
     * @param room whose rules count beside those for all rooms; empty for these alone
     * @return empty if no rule is about the number
     */
    Optional<BlockRow> deciding(Msisdn who, Optional<ConferenceNumber> room, Instant at);

    /** Deletes rules that ended before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);
}
