package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who has been invited. The look-up blocks; any thread but an event loop. */
public interface InvitationTable {

    /** Adds invitations, each in place of an earlier one to the same number and room, all of them or none. */
    CompletableFuture<Void> put(List<InvitationRow> invitations);

    /** Whether an invitation of that number to that room holds at that time. */
    boolean isInvited(ConferenceNumber room, Msisdn who, Instant at);

    /** Deletes invitations that ended before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);
}
