package dev.convoke.session;

import dev.convoke.room.Departure;

/** What a session's lines are for now: the door first, the room later. Everything runs on the session's event loop. */
public interface Stage {

    /** Octets arrived, whole lines or not: somebody is there. */
    default void onHeard() {}

    /** Whether lines are wanted; what arrives before is kept, up to a line and a read. */
    boolean wantsLines();

    /** A line, decoded and cleaned, without its end. */
    void onLine(String line);

    /** The connection takes more. */
    default void onWritable() {}

    /** The connection is gone. */
    void onLost(Departure how);
}
