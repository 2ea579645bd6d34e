package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The bookings. Look-ups block; any thread but an event loop. */
public interface BookingTable {

    /** What became of an attempt to add or to resize a booking. */
    enum Outcome {
        /** It is in the table. */
        DONE,
        /** It would meet another booking of the room. */
        OVERLAPS,
        /** There is no such room or booking. */
        UNKNOWN
    }

    /**
     * The outcome of {@link #add}.
     *
     * @param outcome what happened
     * @param booking the booking as stored; without id unless {@link Outcome#DONE}
     */
    record Added(Outcome outcome, BookingRow booking) {}

    /** Adds a booking unless the room has one that overlaps; the check and the insert are one transaction. */
    CompletableFuture<Added> add(BookingRow booking);

    /** Changes the length of a booking unless it would then meet the room's next one. */
    CompletableFuture<Outcome> resize(long id, Duration length);

    /**
     * Lengthens the booking that is on, unless it would then meet the room's next one; looking and changing are one
     * transaction, so that two requests add up.
     *
     * @param at the time at which it is on: from {@code early} before its start until its end
     * @param by by how much
     */
    CompletableFuture<Extended> extend(ConferenceNumber room, Instant at, Duration early, Duration by);

    /** Cancels a booking; completes with {@code false} if there is none with that id. */
    CompletableFuture<Boolean> cancel(long id);

    /** The booking with that id. */
    Optional<BookingRow> find(long id);

    /** The bookings of a room by start, past ones included, at most {@code limit} and the latest first to be left out. */
    List<BookingRow> ofRoom(ConferenceNumber room, int limit);

    /** All bookings of all rooms that end after {@code from} and start before {@code to}, by start. */
    List<BookingRow> between(Instant from, Instant to);

    /** The first booking of a room that ends after {@code at}: the one that is on, or else the next. */
    Optional<BookingRow> firstEndingAfter(ConferenceNumber room, Instant at);

    /** {@link #firstEndingAfter}; if there is none, the last that has ended. Empty for a room that was never booked. */
    Optional<BookingRow> nearest(ConferenceNumber room, Instant at);
}
