package dev.convoke.admission;

import dev.convoke.room.port.Extender.Outcome;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Gives the booking that is on more time, for a moderator who asks by text, and says until when it lasts then, or how much there
 * is to give. Any thread but an event loop.
 */
public final class Overtime {

    private static final int MAX_MINUTES = 600;

    private final Meetings meetings;
    private final BookingTable bookings;
    private final Clock clock;

    /** On these bookings. */
    public Overtime(Meetings meetings, BookingTable bookings, Clock clock) {
        this.meetings = meetings;
        this.bookings = bookings;
        this.clock = clock;
    }

    /**
     * Asks for more time.
     *
     * @param lane a thread that may read the bookings
     * @return completes on it with the sentence for the moderator
     */
    CompletionStage<String> extend(ConferenceNumber room, Msisdn by, int minutes, Executor lane) {
        if (minutes > MAX_MINUTES) {
            return CompletableFuture.completedFuture(
                    "Room " + room + ": EXTEND takes 1 to " + MAX_MINUTES + " minutes.");
        }
        return meetings.extend(room, by, Duration.ofMinutes(minutes))
                .thenApplyAsync(outcome -> sentence("Room " + room, room, outcome), lane);
    }

    private String sentence(String name, ConferenceNumber room, Outcome outcome) {
        Optional<BookingRow> on = bookings.firstEndingAfter(room, clock.instant());
        if (outcome == Outcome.NOT_BOOKED || on.isEmpty()) {
            return name + ": no booking is on, so no meeting ends by itself.";
        }
        Instant end = on.get().end();
        if (outcome == Outcome.EXTENDED) {
            return name + " is booked until " + Wording.time(end, on.get().zone()) + " now.";
        }
        return bookings.firstEndingAfter(room, end)
                .map(next -> name + " is booked again from " + Wording.time(next.start(), next.zone()) + ". "
                        + left(Duration.between(end, next.start()).toMinutes()))
                .orElse(name + " is booked again. Try once more.");
    }

    private static String left(long minutes) {
        return minutes < 1 ? "There is no time to add." : "EXTEND by at most " + minutes + " minutes.";
    }
}
