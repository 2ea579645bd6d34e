package dev.convoke.room;

/** How far a room has come. */
enum Phase {
    /** People may be in the lobby; the moderator is awaited. */
    WAITING,
    /** A meeting is on. */
    OPEN,
    /** The meeting is over; what was said last is still being delivered. */
    CLOSED
}
