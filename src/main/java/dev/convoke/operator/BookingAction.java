package dev.convoke.operator;

import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** What may be done with bookings (US 8,018,877 step 405); {@link BookingActions} does it. */
public sealed interface BookingAction {

    /**
     * Books a room.
     *
     * @param room its conference number
     * @param localStart wall time of the start
     * @param zone the zone of the wall time
     * @param length how long, 1 minute to 31 days
     */
    record AddBooking(ConferenceNumber room, LocalDateTime localStart, ZoneId zone, Duration length)
            implements BookingAction {}

    /** Lists the bookings of a room, past ones included. */
    record ListBookings(ConferenceNumber room) implements BookingAction {}

    /** Cancels the booking of that id. */
    record CancelBooking(long id) implements BookingAction {}
}
