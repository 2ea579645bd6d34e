package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A room: it exists whether or not anyone is in it.
 *
 * @param number the conference number, unique
 * @param name what people call the room; empty when it has no name
 * @param moderatorPin digest of the PIN that opens it
 * @param participantPin digest of the PIN that participants must text, if the room asks for one
 * @param serviceNumber the service number that selects this room without a conference number, if any; unique
 * @param transcript whether what is said is kept in the message table
 * @param emptyTimeout after how long an empty room closes; empty means the server's setting
 * @param createdAt when the row was made
 */
public record RoomRow(
        ConferenceNumber number,
        String name,
        PinDigest moderatorPin,
        Optional<PinDigest> participantPin,
        Optional<ServiceNumber> serviceNumber,
        boolean transcript,
        Optional<Duration> emptyTimeout,
        Instant createdAt) {}
