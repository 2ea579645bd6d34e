package dev.convoke.operator;

import dev.convoke.terms.ConferenceNumber;
import java.util.Optional;

/** What may be done with a room; {@link RoomActions} does it. */
public sealed interface RoomAction {

    /**
     * Makes a room (US 8,018,877 step 405).
     *
     * @param number its conference number; empty for a free one
     * @param change how it differs from a plain one; without a PIN it is given one
     */
    record AddRoom(Optional<ConferenceNumber> number, RoomChange change) implements RoomAction {}

    /** Changes a room from its next meeting on. */
    record ChangeRoom(ConferenceNumber number, RoomChange change) implements RoomAction {}

    /** Removes a room with its bookings and transcripts; a meeting that is on goes on to its end. */
    record RemoveRoom(ConferenceNumber number) implements RoomAction {}

    /** Shows a room and its bookings. */
    record ShowRoom(ConferenceNumber number) implements RoomAction {}
}
