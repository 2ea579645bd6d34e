package dev.convoke.room.port;

import dev.convoke.room.event.BookedEnd;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.WallTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What became of the request for more time.
 *
 * @param outcome the case
 * @param sentence the same for a moderator who is in the room and for one who texts; of a few words, one SMS
 * @param until when the booking ends now; empty if nothing has changed
 */
public record Extension(Outcome outcome, String sentence, Optional<BookedEnd> until) {

    /** The cases. */
    public enum Outcome {
        /** The booking ends later. */
        EXTENDED,
        /** It would meet the next booking of the room: nothing has changed. */
        OVERLAPS,
        /** The meeting has no booking, so it does not end by itself. */
        NOT_BOOKED
    }

    /** The booking ends then. */
    public static Extension until(ConferenceNumber room, Instant end, ZoneId zone) {
        return new Extension(
                Outcome.EXTENDED,
                "Room " + room + " is booked until " + WallTime.text(end, zone) + " now.",
                Optional.of(new BookedEnd(end, zone)));
    }

    /** The booking ends when it did, because of the next one. */
    public static Extension overlaps(ConferenceNumber room, Instant end, Instant nextStart, ZoneId nextZone) {
        long left = Duration.between(end, nextStart).toMinutes();
        return new Extension(
                Outcome.OVERLAPS,
                "Room " + room + " is booked again from " + WallTime.text(nextStart, nextZone) + ". "
                        + (left < 1 ? "There is no time to add." : "At most " + left + " minutes can be added."),
                Optional.empty());
    }

    /** No booking is on. */
    public static Extension notBooked(ConferenceNumber room) {
        return new Extension(
                Outcome.NOT_BOOKED,
                "Room " + room + ": no booking is on, so no meeting ends by itself.",
                Optional.empty());
    }
}
