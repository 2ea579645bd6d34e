package dev.convoke.leg;

import dev.convoke.room.RoomEntry;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.DoorPolicy;
import java.time.Duration;
import java.util.function.Function;

/** Where a connection is to be brought once it stands. */
public sealed interface Destination {

    /**
     * A room, or its lobby.
     *
     * @param entry the right to enter it
     */
    record InRoom(RoomEntry entry) implements Destination {}

    /**
     * The door, where number and PIN are asked for (US 8,018,877 section B).
     *
     * @param policy decides about what is typed; knows whose connection it is
     */
    record AtDoor(DoorPolicy policy) implements Destination {}

    /**
     * Where somebody who called in says who they are (US 8,018,877 steps 255–266 and 340–380).
     *
     * @param policy decides about what is presented; knows whose connection it is
     * @param within how long each try may take, 1 ms or more
     */
    record AtCodeDoor(CodePolicy policy, Duration within) implements Destination {}

    /** Calls the function for the case at hand. */
    default <T> T fold(Function<InRoom, T> inRoom, Function<AtDoor, T> atDoor, Function<AtCodeDoor, T> atCodeDoor) {
        if (this instanceof InRoom room) {
            return inRoom.apply(room);
        }
        return this instanceof AtDoor door ? atDoor.apply(door) : atCodeDoor.apply((AtCodeDoor) this);
    }
}
