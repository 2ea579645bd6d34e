package dev.convoke.session;

/** Why the JSON protocol refuses a line before anyone in a room is asked. */
enum JsonProblem {
    /** No UTF-8. */
    NOT_UTF8("not-utf8"),
    /** A line, or a text in it, is longer than allowed. */
    TOO_LONG("too-long"),
    /** No JSON object, or one with a name twice, or nested too deep. */
    MALFORMED("malformed"),
    /** An object of a type that the protocol does not have. */
    UNKNOWN_TYPE("unknown-type"),
    /** A member is missing, or its value is not what it must be. */
    INVALID("invalid"),
    /** Something else than a hello, before it. */
    HELLO_FIRST("hello-first"),
    /** A version of the protocol that is not spoken here. */
    PROTOCOL("protocol"),
    /** Nothing for the place where the device is now, the door or the room. */
    NOT_HERE("not-here");

    private final String code;

    JsonProblem(String code) {
        this.code = code;
    }

    /** The stable code. */
    String code() {
        return code;
    }
}
