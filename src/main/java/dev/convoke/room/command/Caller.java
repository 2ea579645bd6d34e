package dev.convoke.room.command;

import dev.convoke.terms.Role;

/** Somebody in a room or its lobby, for whom a wire asks. Everything runs on the room's event loop. */
public interface Caller {

    /** Asks the room; what the caller is to learn of it is in the result. */
    Result ask(RoomCommand command);

    /** By which right the caller is here now. */
    Role role();

    /** Whether the caller hears the others: in the meeting, and not on hold. */
    boolean isPresent();

    /** Whether the caller may invite people by text. */
    boolean mayInvite();
}
