package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The codes of invitations; those of a booking that is cancelled are taken back with it. Look-ups block; any thread but an event loop. */
public interface CodeTable {

    /** What became of the use of a code. */
    enum Use {
        /** It had not been used, and is now. */
        FIRST,
        /** It has been used before. */
        AGAIN,
        /** It is taken back, or not there. */
        GONE
    }

    /** Adds codes; one whose digest is there already is left out. */
    CompletableFuture<Void> add(List<CodeRow> codes);

    /** The code with that digest, whether or not it is good for anything. */
    Optional<CodeRow> find(String digest);

    /**
     * Uses a code, unless it is taken back. At the first use the older codes of the same person for the same room are taken back.
     *
     * @param until until when it is good from its first use on, if that is later than it was
     */
    CompletableFuture<Use> use(long id, Instant at, Instant until);

    /**
     * Undoes the first use of a code, unless it is taken back; those that were taken back for it stay so.
     *
     * @param until until when it is good now
     * @return completes with whether that was done
     */
    CompletableFuture<Boolean> handBack(long id, Instant until);

    /** Takes back the codes of a person for a room; completes with how many that were. */
    CompletableFuture<Integer> revoke(ConferenceNumber room, Person who, Instant at);

    /** Takes back the codes of a person for all rooms. */
    CompletableFuture<Integer> revoke(Person who, Instant at);

    /**
     * Takes back the codes for a room whose meeting began before that time.
     *
     * @param booked those that were made for bookings too
     */
    CompletableFuture<Integer> revokeRoom(ConferenceNumber room, Instant before, boolean booked);

    /** Deletes codes that ended before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);
}
