package dev.convoke.smpp;

import dev.convoke.smpp.pdu.CommandStatus;
import java.io.IOException;

/** The message centre answered a bind with another status than ESME_ROK. */
final class BindRefusedException extends IOException {

    private final int status;

    BindRefusedException(int status, IOException cause) {
        super(CommandStatus.words(status), cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
