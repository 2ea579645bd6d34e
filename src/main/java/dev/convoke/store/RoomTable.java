package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.ServiceNumber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The room table. Look-ups block for some microseconds; any thread but an event loop. */
public interface RoomTable {

    /**
     * Adds a room.
     *
     * @return completes with {@code false} if the conference number, or the service number it is bound to, is taken
     */
    CompletableFuture<Boolean> add(RoomRow room);

    /**
     * Replaces every column of the room with that number but {@code createdAt}.
     *
     * @return completes with {@code false} if there is no such room, or if the service number it is to be bound to is
     *     another room's
     */
    CompletableFuture<Boolean> update(RoomRow room);

    /** Removes a room with its bookings and meetings; completes with {@code false} if there is none. */
    CompletableFuture<Boolean> remove(ConferenceNumber number);

    /** The room with that number. */
    Optional<RoomRow> find(ConferenceNumber number);

    /** The room that a service number is bound to. */
    Optional<RoomRow> findByServiceNumber(ServiceNumber serviceNumber);

    /** All rooms by number, at most {@code limit}. */
    List<RoomRow> list(int limit);
}
