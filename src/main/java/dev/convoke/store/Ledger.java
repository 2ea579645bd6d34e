package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every text that came and went, as far as its row is still kept, to be looked at. Look-ups block; any thread but an event loop. */
public interface Ledger {

    /**
     * Which texts to look at.
     *
     * @param number whose texts, both ways; empty for everybody's
     * @param room what room they are about; empty for any, and for texts about none
     * @param since not older than this
     * @param limit how many at most, the newest ones
     */
    record Filter(Optional<Msisdn> number, Optional<ConferenceNumber> room, Instant since, int limit) {}

    /** The texts, the oldest first. */
    List<LedgerRow> read(Filter filter);
}
