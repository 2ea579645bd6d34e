package dev.convoke.operator;

import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of a room; what is empty or kept stays as it is.
 *
 * @param name what people call it, at most 60 characters, none of them control characters; stripped of blanks around it
 * @param pin the moderator's PIN
 * @param participantPin a PIN that participants have to text, another than {@code pin}; cleared for no such PIN
 * @param serviceNumber a service number of the room's own, one of the configuration's; cleared to unbind it
 * @param transcript whether what is said is kept
 * @param emptyTimeout after how long the empty room closes; cleared for the server's setting
 * @param policy how it behaves
 */
public record RoomChange(
        Optional<String> name,
        Optional<Pin> pin,
        Change<Pin> participantPin,
        Change<ServiceNumber> serviceNumber,
        Optional<Boolean> transcript,
        Change<Duration> emptyTimeout,
        PolicyChange policy) {

    /** Nothing changes; for a new room: it is a plain one. */
    public static RoomChange none() {
        return new RoomChange(
                Optional.empty(),
                Optional.empty(),
                Change.keep(),
                Change.keep(),
                Optional.empty(),
                Change.keep(),
                PolicyChange.none());
    }

    /** The same with a name. */
    public RoomChange withName(String other) {
        return new RoomChange(Optional.of(other), pin, participantPin, serviceNumber, transcript, emptyTimeout, policy);
    }

    /** The same with a PIN for moderators. */
    public RoomChange withPin(Pin other) {
        return new RoomChange(
                name, Optional.of(other), participantPin, serviceNumber, transcript, emptyTimeout, policy);
    }

    /** The same with a PIN for participants, or none. */
    public RoomChange withParticipantPin(Change<Pin> other) {
        return new RoomChange(name, pin, other, serviceNumber, transcript, emptyTimeout, policy);
    }

    /** The same with a service number of the room's own, or none. */
    public RoomChange withServiceNumber(Change<ServiceNumber> other) {
        return new RoomChange(name, pin, participantPin, other, transcript, emptyTimeout, policy);
    }

    /** The same with or without a transcript. */
    public RoomChange withTranscript(boolean kept) {
        return new RoomChange(name, pin, participantPin, serviceNumber, Optional.of(kept), emptyTimeout, policy);
    }

    /** The same with another time after which the empty room closes. */
    public RoomChange withEmptyTimeout(Change<Duration> other) {
        return new RoomChange(name, pin, participantPin, serviceNumber, transcript, other, policy);
    }

    /** The same with another policy. */
    public RoomChange withPolicy(PolicyChange other) {
        return new RoomChange(name, pin, participantPin, serviceNumber, transcript, emptyTimeout, other);
    }
}
