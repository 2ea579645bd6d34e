package dev.convoke.leg;

import dev.convoke.room.RoomEntry;
import dev.convoke.session.DoorPolicy;
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

    /** Calls the function for the case at hand. */
    default <T> T fold(Function<InRoom, T> inRoom, Function<AtDoor, T> atDoor) {
        return this instanceof InRoom room ? inRoom.apply(room) : atDoor.apply((AtDoor) this);
    }
}
