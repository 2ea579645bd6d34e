package dev.convoke.room;

/** Something to do with a room, posted to its loop from any thread; carries its own step. */
@FunctionalInterface
public interface RoomCommand {

    /** Runs on the room's event loop. What it throws costs this command alone. */
    void execute(Room room);
}
