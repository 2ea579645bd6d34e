package dev.convoke.peer.turn;

import java.io.IOException;

/** Octets that are no STUN message, or one longer than any relay sends. */
final class MalformedStunException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedStunException(String message) {
        super(message);
    }
}
