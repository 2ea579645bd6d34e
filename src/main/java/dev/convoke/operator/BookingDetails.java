package dev.convoke.operator;

import dev.convoke.store.BookingRow;
import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A booking.
 *
 * @param id what {@link BookingAction.CancelBooking} names it by
 * @param room the room
 * @param localStart wall time of the start
 * @param zone the zone of the wall time
 * @param length how long; elapsed time, whatever the clocks do in between
 * @param start the start as an instant
 */
public record BookingDetails(
        long id, ConferenceNumber room, LocalDateTime localStart, ZoneId zone, Duration length, Instant start) {

    /** How the start lies to a change of clocks. */
    public enum StartTime {
        /** The wall clock shows it once. */
        PLAIN,
        /** The wall clock skips it: the booking starts as much later as the clock jumps. */
        SKIPPED,
        /** The wall clock shows it twice: the booking starts at the first. */
        TWICE
    }

    static BookingDetails of(BookingRow row) {
        return new BookingDetails(row.id(), row.room(), row.localStart(), row.zone(), row.length(), row.start());
    }

    /** The end as an instant. */
    public Instant end() {
        return start.plus(length);
    }

    /** A wall time that the zone's clocks skip or show twice is taken for one instant: which, the operator has to know. */
    public StartTime startTime() {
        int offsets = zone.getRules().getValidOffsets(localStart).size();
        return offsets == 1 ? StartTime.PLAIN : offsets == 0 ? StartTime.SKIPPED : StartTime.TWICE;
    }
}
