package dev.convoke.smpp;

import java.io.IOException;

/** Nothing was sent, because the session is not bound, or not for sending. */
final class NotBoundException extends IOException {

    NotBoundException() {
        super("the link is not bound");
    }
}
