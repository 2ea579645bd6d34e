package dev.convoke.web;

/** Why something that came in over the web was refused; each is counted. */
public enum WebRefusal {
    /** Not HTTP, or more of it than allowed. */
    BAD_REQUEST,
    /** Neither GET nor HEAD. */
    METHOD,
    /** No such page. */
    NOT_FOUND,
    /** No complete request, no upgrade, or no code in time. */
    TOO_LATE,
    /** More connections than may be open, in all or from one network. */
    TOO_MANY,
    /** A request for the WebSocket that does not ask for an upgrade, which is what a proxy makes of one that it does not pass on. */
    NO_UPGRADE,
    /** Another version of WebSocket, or no key. */
    HANDSHAKE,
    /** A page that is not ours, or no page at all. */
    ORIGIN,
    /** The subprotocol was not offered. */
    SUBPROTOCOL,
    /** A code that is not good, or somebody whom the room does not take. */
    NOT_LET_IN,
    /** A binary frame. */
    BINARY,
    /** A message longer than allowed. */
    TOO_BIG,
    /** Frames that break RFC 6455. */
    BAD_FRAME
}
