package dev.convoke.room;

import dev.convoke.room.event.BookedEnd;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.util.Optional;

/**
 * The right to enter a room: what admission hands over once it has decided.
 *
 * @param room the room, as its row was at that moment
 * @param who whose device it is: a number that a text proved, or a guest
 * @param nick the name that was asked for; the room finds another when it is taken, and makes one up when it is missing
 * @param role by which right
 * @param invited whether they were invited, and so may enter though the room be locked
 * @param booked until when the room is booked, if it is
 */
public record RoomEntry(
        RoomProfile room, Person who, Optional<Nick> nick, Role role, boolean invited, Optional<BookedEnd> booked) {

    /** To a room that is not booked. */
    public RoomEntry(RoomProfile room, Person who, Optional<Nick> nick, Role role, boolean invited) {
        this(room, who, nick, role, invited, Optional.empty());
    }

    /** For someone who was not invited. */
    public RoomEntry(RoomProfile room, Person who, Optional<Nick> nick, Role role) {
        this(room, who, nick, role, false);
    }
}
