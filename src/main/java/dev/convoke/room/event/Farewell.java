package dev.convoke.room.event;

import java.util.Locale;

/** Why a leg hears nothing more: for programs, which have to know whether it makes sense to come again. */
public enum Farewell {
    /** A moderator put them out. */
    KICKED,
    /** A moderator keeps them out. */
    BANNED,
    /** The meeting is over. */
    OVER,
    /** They came in again, on another leg, which goes on in their place. */
    REPLACED,
    /** The server stops; whoever comes again finds the one that follows it. */
    RESTART,
    /** A moderator did not let them in from the lobby. */
    DENIED,
    /** They said that they go. */
    LEFT,
    /** The connection is given up: what is sent is not taken in time. */
    LOST,
    /** They were not let in at the door. */
    REFUSED;

    /** The name on the wire, such as {@code kicked}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
