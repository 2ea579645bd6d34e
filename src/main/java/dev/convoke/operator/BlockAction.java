package dev.convoke.operator;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.NumberPattern;
import java.time.Duration;
import java.util.Optional;

/** What may be done with blocks of phone numbers, and exceptions from them; {@link BlockActions} does it. */
public sealed interface BlockAction {

    /**
     * Blocks or allows numbers, in place of a rule for the same pattern and room.
     *
     * @param pattern which numbers
     * @param room the room that it holds for; empty for all
     * @param allow whether they are allowed rather than blocked
     * @param span how long, 1 s to 3650 d; empty for good
     * @param reason what is kept with it: at most 200 characters, none of them control characters; may be empty
     */
    record AddBlock(
            NumberPattern pattern,
            Optional<ConferenceNumber> room,
            boolean allow,
            Optional<Duration> span,
            String reason)
            implements BlockAction {}

    /** Takes a block, or an exception, away. */
    record RemoveBlock(NumberPattern pattern, Optional<ConferenceNumber> room) implements BlockAction {}

    /** Lists blocks and exceptions: those that count for one room, or all. */
    record ListBlocks(Optional<ConferenceNumber> room) implements BlockAction {}
}
