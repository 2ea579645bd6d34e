package dev.convoke.admission;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a room's doors are open. The rows decide, not a timer: from {@code early} before a booking's start until its end,
 * the end itself excluded. A room without bookings is always open.
 */
final class Doors {

    private final BookingTable bookings;
    private final Duration early;

    Doors(BookingTable bookings, Duration early) {
        this.bookings = bookings;
        this.early = early;
    }

    /** Why one cannot enter at that time; empty if one can. */
    Optional<Refused> shut(ConferenceNumber room, Instant now) {
        Optional<BookingRow> next = bookings.firstEndingAfter(room, now);
        if (next.isPresent()) {
            return next.filter(booking -> now.isBefore(booking.start().minus(early)))
                    .map(booking ->
                            new Refused(RefusalReason.TOO_EARLY, Wording.time(booking.start(), booking.zone())));
        }
        return bookings.lastEnded(room, now)
                .map(booking -> new Refused(RefusalReason.MEETING_OVER, Wording.time(booking.end(), booking.zone())));
    }
}
