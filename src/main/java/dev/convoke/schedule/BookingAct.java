package dev.convoke.schedule;

import dev.convoke.store.BookingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something to be done about a booking at a certain time.
 *
 * @param booking the booking as it was when this was planned
 * @param kind what
 * @param ahead how long before the end, for a warning; else zero
 * @param due when
 */
record BookingAct(BookingRow booking, Kind kind, Duration ahead, Instant due) {

    /** What is done. */
    enum Kind {
        /** People may come in. */
        DOORS,
        /** The meeting ends soon. */
        WARNING,
        /** The meeting ends. */
        CLOSE,
        /** Who was being dialled when the meeting ended, and came in since, is put out. */
        SWEEP
    }

    /** By then every dial-out that was admitted before the end has arrived or failed. */
    static final Duration SWEEP_AFTER = Duration.ofMinutes(1);

    /** All that is to be done about a booking. A warning that would come before the start is left out. */
    static List<BookingAct> allOf(BookingRow booking, ScheduleSettings settings) {
        List<BookingAct> acts = new ArrayList<>();
        acts.add(new BookingAct(
                booking, Kind.DOORS, Duration.ZERO, booking.start().minus(settings.early())));
        for (Duration ahead : settings.warnings()) {
            Instant due = booking.end().minus(ahead);
            if (!due.isBefore(booking.start())) {
                acts.add(new BookingAct(booking, Kind.WARNING, ahead, due));
            }
        }
        acts.add(new BookingAct(booking, Kind.CLOSE, Duration.ZERO, booking.end()));
        acts.add(
                new BookingAct(booking, Kind.SWEEP, Duration.ZERO, booking.end().plus(SWEEP_AFTER)));
        return acts;
    }

    /** The same, at another time. */
    BookingAct dueAt(Instant other) {
        return new BookingAct(booking, kind, ahead, other);
    }
}
