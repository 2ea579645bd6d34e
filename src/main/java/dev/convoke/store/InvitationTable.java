package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Who has been invited. Look-ups block; any thread but an event loop. */
public interface InvitationTable {

    /**
     * Adds invitations, each in place of an earlier one to the same number and room; a moderator's stays one as long as it
     * holds. A number that has just been invited, as {@link #wasInvited} says, is left out; looking and writing are one transaction,
     * which writes all the others or none.
     *
     * @param apart how far two invitations of one number are apart at least
     * @return completes with the numbers that are invited by this
     */
    CompletableFuture<Set<Msisdn>> put(List<InvitationRow> invitations, Duration apart);

    /** Whether that number was invited less than {@code apart} before that time, or after it, to whatever room. */
    boolean wasInvited(Msisdn who, Instant at, Duration apart);

    /** Whether an invitation of that number to that room holds at that time, whoever invited. */
    boolean isInvited(ConferenceNumber room, Msisdn who, Instant at);

    /** Whether an invitation by a moderator holds. */
    boolean isInvitedByModerator(ConferenceNumber room, Msisdn who, Instant at);

    /** Deletes invitations that ended before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);
}
