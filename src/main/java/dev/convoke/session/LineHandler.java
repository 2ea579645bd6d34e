package dev.convoke.session;

import dev.convoke.room.event.Departure;

/** What a session's lines are for now: the door first, the room later. Everything runs on the session's event loop. */
public interface LineHandler {

    /** Octets arrived, whole lines or not: somebody is there. */
    default void onHeard() {}

    /** Whether lines are wanted; what arrives before is kept, up to a line and a read. */
    boolean wantsLines();

    /** A line, decoded and cleaned, without its end. */
    void onLine(String line);

    /**
     * A command of the JSON protocol.
     *
     * @param ack to be told when it is done, if it can be done here
     * @return false if this is no place for it
     */
    default boolean onCommand(JsonCommand command, JsonCommand.Ack ack) {
        return false;
    }

    /** How many are in the meeting that is heard; 0 if none is. */
    default int present() {
        return 0;
    }

    /**
     * A hello of the JSON protocol said by what right the device comes.
     *
     * @return whether anybody here asks for that
     */
    default boolean onProof(JsonCommand.Proof proof, JsonCommand.Ack ack) {
        return false;
    }

    /** The session is about to speak another format: what is there for the device goes out in the old one. */
    default void beforeFormat() {}

    /** The session speaks another format now. */
    default void onFormat() {}

    /** The connection takes more. */
    default void onWritable() {}

    /** The connection is gone. */
    void onLost(Departure how);
}
