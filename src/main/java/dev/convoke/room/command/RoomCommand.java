package dev.convoke.room.command;

/**
 * Something that is asked of a room: by somebody in it for themselves ({@link PersonalCommand}), by somebody who may decide
 * about it ({@link ModeratorCommand}), or by anyone ({@link Who}). Executed on the room's event loop; a {@link Result} says
 * what became of it.
 */
public sealed interface RoomCommand permits RoomCommand.Who, PersonalCommand, ModeratorCommand {

    /**
     * Who is here? Told by {@link Result.Roster}: with phone numbers for somebody in the room if its policy shows them, and
     * always for those who ask from elsewhere.
     *
     * @param from how many to leave out at the beginning, in the order of their coming
     * @param limit how many to tell of at most
     */
    record Who(int from, int limit) implements RoomCommand {

        /** Everyone. */
        public Who() {
            this(0, Integer.MAX_VALUE);
        }
    }
}
