package dev.convoke.operator;

import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.util.Optional;

/**
 * A new room and what its moderator has to be told.
 *
 * @param room the room
 * @param pin what opens it: to be shown now, it cannot be read back from anywhere
 * @param pinIsTrivial whether people try that PIN first: few digits, a run, or a part over and over
 * @param textTo the number to text to open it; empty if the server has none
 */
public record AddedRoom(RoomDetails.Summary room, Pin pin, boolean pinIsTrivial, Optional<ServiceNumber> textTo) {}
