package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who is banned from which room, across meetings and restarts. Look-ups block; any thread but an event loop. */
public interface BanTable {

    /** Bans someone, in place of an earlier ban of the same person; completes exceptionally if there is no such room. */
    CompletableFuture<Void> put(BanRow ban);

    /** Lifts a ban; completes with {@code false} if there was none. */
    CompletableFuture<Boolean> remove(ConferenceNumber room, Person who);

    /** Whether a ban of that person from that room holds at that time. */
    boolean isBanned(ConferenceNumber room, Person who, Instant at);

    /** All bans of all rooms that hold at that time. */
    List<BanRow> all(Instant at);

    /** The bans of a room that hold at that time, by when they were made. */
    List<BanRow> ofRoom(ConferenceNumber room, Instant at);

    /** A number that is another one after any process has changed any ban; read it before {@link #all}. */
    long version();

    /** Deletes bans that ended before {@code before}; completes with their number. */
    CompletableFuture<Integer> purge(Instant before);
}
