package dev.convoke.operator;

import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A room, in full.
 *
 * @param room what its row says
 * @param policy how it behaves
 * @param bookings when it may be used, by start; always if there are none
 * @param textTo the number to text to enter it; empty if the server has none
 */
public record RoomDetails(
        Summary room, PolicyDetails policy, List<BookingDetails> bookings, Optional<ServiceNumber> textTo) {

    /**
     * A room as it is listed.
     *
     * @param number its conference number
     * @param name what people call it; may be empty
     * @param asksForPin whether participants have to text a PIN
     * @param serviceNumber the service number of its own, if it has one
     * @param transcript whether what is said is kept
     * @param emptyTimeout after how long it closes when it is empty; empty for the server's setting
     * @param createdAt when it was made
     */
    public record Summary(
            ConferenceNumber number,
            String name,
            boolean asksForPin,
            Optional<ServiceNumber> serviceNumber,
            boolean transcript,
            Optional<Duration> emptyTimeout,
            Instant createdAt) {

        static Summary of(RoomRow row) {
            return new Summary(
                    row.number(),
                    row.name(),
                    row.participantPin().isPresent(),
                    row.serviceNumber(),
                    row.transcript(),
                    row.emptyTimeout(),
                    row.createdAt());
        }
    }

    /** Copies the list. */
    public RoomDetails {
        bookings = List.copyOf(bookings);
    }
}
