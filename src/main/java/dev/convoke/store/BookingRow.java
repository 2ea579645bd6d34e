package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A planned time for a room (US 8,018,877 step 405), kept as the wall time that people agreed on.
 *
 * @param id assigned by the table; 0 before
 * @param room the room it is for
 * @param localStart wall-clock start
 * @param zone the IANA zone of the wall clock
 * @param length how long; a positive number of seconds
 */
public record BookingRow(long id, ConferenceNumber room, LocalDateTime localStart, ZoneId zone, Duration length) {

    /** The start as an instant; a wall time that the zone's clock skips moves forward by the gap (RFC 5545 §3.3.5). */
    public Instant start() {
        return localStart.atZone(zone).toInstant();
    }

    /** The end as an instant: the length is elapsed time, whatever the clocks do in between. */
    public Instant end() {
        return start().plus(length);
    }

    /** The same booking with the id that the table gave it. */
    public BookingRow withId(long assigned) {
        return new BookingRow(assigned, room, localStart, zone, length);
    }

    /** The same booking, longer or shorter. */
    public BookingRow withLength(Duration other) {
        return new BookingRow(id, room, localStart, zone, other);
    }
}
