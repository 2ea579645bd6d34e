package dev.convoke.room;

import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.util.Optional;

/**
 * The right to enter a room: what admission hands over once it has decided.
 *
 * @param room the room, as its row was at that moment
 * @param who whose device it is
 * @param nick the wished name; the room finds another when it is taken, and makes one up when it is missing
 * @param role by which right
 */
public record RoomEntry(RoomProfile room, Msisdn who, Optional<Nick> nick, Role role) {}
