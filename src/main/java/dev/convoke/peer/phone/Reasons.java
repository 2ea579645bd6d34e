package dev.convoke.peer.phone;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;

/** What went wrong with a connection, in words. */
final class Reasons {

    private Reasons() {}

    static String of(IOException failed) {
        if (failed instanceof UnknownHostException) {
            return "no such host";
        }
        return Optional.ofNullable(failed.getMessage()).orElse(failed.getClass().getSimpleName());
    }
}
