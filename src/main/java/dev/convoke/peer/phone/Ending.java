package dev.convoke.peer.phone;

/** How a connection to the room ended. */
enum Ending {
    /** We left. */
    LEFT,
    /** The room said why before it hung up: whoever comes back at once is not wanted. */
    FAREWELL,
    /** The room refused us, or never let us in. */
    REFUSED,
    /** It broke, or the service stops and comes back. */
    LOST,
    /** Another connection took its place. */
    REPLACED
}
