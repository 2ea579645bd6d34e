package dev.convoke.room.port;

/**
 * What became of the request for a port.
 *
 * @param outcome the case
 * @param host where devices connect to, as they reach it; an IPv6 address in brackets; empty if there is no port
 * @param port and at which port; 0 if there is none
 */
public record Opening(Outcome outcome, String host, int port) {

    /** The cases. */
    public enum Outcome {
        /** The meeting has a port now. */
        OPENED,
        /** It had one. */
        WAS_OPEN,
        /** All ports are in use, or rest. */
        USED_UP,
        /** Who asks has as many as one person may have. */
        TOO_MANY,
        /** The server opens none. */
        OFF
    }

    /** There is a port. */
    public static Opening at(Outcome outcome, String host, int port) {
        return new Opening(outcome, host, port);
    }

    /** There is none. */
    public static Opening not(Outcome why) {
        return new Opening(why, "", 0);
    }

    /** {@code 203.0.113.9:40003}. */
    public String address() {
        return host + ":" + port;
    }
}
