package dev.convoke.admission;

import dev.convoke.store.BlockRow;
import dev.convoke.store.BlockTable;
import dev.convoke.store.OptOutTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whom we may text, and with whom we deal at all.
 *
 * <ul>
 *   <li><b>STOP</b> is a person's word: from then on that number gets no text of any kind, but for the one that confirms it,
 *       until it sends START. It holds for the number and all service numbers alike: whoever wants peace does not count our
 *       numbers. Who said STOP may still dial in: a connection to the address that someone texts is no text.
 *   <li>A <b>block</b> is the operator's: a text from a blocked number is settled in silence, and it is never texted.
 * </ul>
 *
 * <p>Both are read from the table for each text, so a change holds from the next text on, whichever process made it. Blocks
 * on the store for microseconds; any thread but an event loop.
 */
public final class Consent {

    private final OptOutTable optOuts;
    private final BlockTable blocks;
    private final Clock clock;

    /** On these tables. */
    public Consent(OptOutTable optOuts, BlockTable blocks, Clock clock) {
        this.optOuts = optOuts;
        this.blocks = blocks;
        this.clock = clock;
    }

    /** Whether the person wants no texts. */
    public boolean isStopped(Msisdn who) {
        return optOuts.isStopped(who);
    }

    /** The person wants no texts; completes, when it is on disk, with {@code false} if that was so already. */
    public CompletableFuture<Boolean> stop(Msisdn who) {
        return optOuts.stop(who, clock.instant());
    }

    /** The person may be texted again; completes as {@link #stop} does. */
    public CompletableFuture<Boolean> start(Msisdn who) {
        return optOuts.start(who);
    }

    /** Whether the operator blocks the number, whatever the room. */
    public boolean isBlocked(Msisdn who) {
        return isBlocked(who, Optional.empty());
    }

    /** Whether the operator blocks the number from that room; the room need not exist. */
    public boolean isBlocked(Msisdn who, ConferenceNumber room) {
        return isBlocked(who, Optional.of(room));
    }

    private boolean isBlocked(Msisdn who, Optional<ConferenceNumber> room) {
        return blocks.deciding(who, room, clock.instant()).map(BlockRow::allow).equals(Optional.of(false));
    }
}
