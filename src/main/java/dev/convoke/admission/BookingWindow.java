package dev.convoke.admission;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.admission.Verdict.Times;
import dev.convoke.room.event.BookedEnd;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.WallTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a room's doors are open. The rows decide, not a timer: from {@code early} before a booking's start until its end,
 * the end itself excluded. A room without bookings is always open.
 */
final class BookingWindow {

    private final BookingTable bookings;
    private final Duration early;

    BookingWindow(BookingTable bookings, Duration early) {
        this.bookings = bookings;
        this.early = early;
    }

    /** Why one cannot enter at that time; empty if one can. */
    Optional<Refused> shut(ConferenceNumber room, Instant now) {
        return booking(room, now).flatMap(booking -> shut(booking, now));
    }

    /** The booking that counts at that time; empty if the room has none, and is always open. */
    Optional<BookingRow> booking(ConferenceNumber room, Instant now) {
        return bookings.nearest(room, now);
    }

    /** Why one cannot enter for that booking at that time; empty if one can. */
    Optional<Refused> shut(BookingRow booking, Instant now) {
        if (!now.isBefore(booking.end())) {
            return Optional.of(new Refused(RefusalReason.MEETING_OVER, WallTime.text(booking.end(), booking.zone())));
        }
        Instant opening = opening(booking);
        return now.isBefore(opening)
                ? Optional.of(new Refused(
                        RefusalReason.TOO_EARLY,
                        WallTime.text(booking.start(), booking.zone()),
                        true,
                        Times.opening(booking.start(), opening)))
                : Optional.empty();
    }

    /** What a room is told of it. */
    static BookedEnd end(BookingRow booking) {
        return new BookedEnd(booking.end(), booking.zone());
    }

    /** When the doors of a booking open. */
    Instant opening(BookingRow booking) {
        return booking.start().minus(early);
    }
}
