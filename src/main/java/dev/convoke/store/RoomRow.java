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
 * @param policy how the room behaves, as far as it differs from the server's setting
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
        PolicyRow policy,
        Instant createdAt) {

    /** A room that behaves as the server's configuration says. */
    public RoomRow(
            ConferenceNumber number,
            String name,
            PinDigest moderatorPin,
            Optional<PinDigest> participantPin,
            Optional<ServiceNumber> serviceNumber,
            boolean transcript,
            Optional<Duration> emptyTimeout,
            Instant createdAt) {
        this(
                number,
                name,
                moderatorPin,
                participantPin,
                serviceNumber,
                transcript,
                emptyTimeout,
                PolicyRow.unset(),
                createdAt);
    }

    /** A room that asks participants for no PIN, has no service number of its own, and keeps no transcript. */
    public static RoomRow plain(ConferenceNumber number, String name, PinDigest moderatorPin, Instant createdAt) {
        return new RoomRow(
                number, name, moderatorPin, Optional.empty(), Optional.empty(), false, Optional.empty(), createdAt);
    }

    /** The same with another name. */
    public RoomRow withName(String other) {
        return new RoomRow(
                number,
                other,
                moderatorPin,
                participantPin,
                serviceNumber,
                transcript,
                emptyTimeout,
                policy,
                createdAt);
    }

    /** The same with another PIN for participants, or none. */
    public RoomRow withParticipantPin(Optional<PinDigest> other) {
        return new RoomRow(
                number, name, moderatorPin, other, serviceNumber, transcript, emptyTimeout, policy, createdAt);
    }

    /** The same with another service number that selects it, or none. */
    public RoomRow withServiceNumber(Optional<ServiceNumber> other) {
        return new RoomRow(
                number, name, moderatorPin, participantPin, other, transcript, emptyTimeout, policy, createdAt);
    }

    /** The same with another policy. */
    public RoomRow withPolicy(PolicyRow other) {
        return new RoomRow(
                number, name, moderatorPin, participantPin, serviceNumber, transcript, emptyTimeout, other, createdAt);
    }

    /** The same with or without a transcript. */
    public RoomRow withTranscript(boolean kept) {
        return new RoomRow(
                number, name, moderatorPin, participantPin, serviceNumber, kept, emptyTimeout, policy, createdAt);
    }
}
