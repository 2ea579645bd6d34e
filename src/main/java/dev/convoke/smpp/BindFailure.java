package dev.convoke.smpp;

import dev.convoke.smpp.pdu.CommandStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.ResponseTimeoutException;

/** Says in plain words why an attempt to bind failed. */
final class BindFailure {

    private BindFailure() {}

    /** The message centre answered a bind with another status than ESME_ROK. */
    static final class Refused extends IOException {

        private final int status;

        Refused(int status, IOException cause) {
            super(CommandStatus.words(status), cause);
            this.status = status;
        }
    }

    static String sentence(LinkSettings link, Exception trouble) {
        String where = link.endpoint().host() + ":" + link.endpoint().port();
        if (trouble instanceof Refused refused) {
            return refusal(refused.status);
        }
        if (trouble.getCause() instanceof ResponseTimeoutException) {
            return where + " did not answer the bind within "
                    + link.timers().response().toMillis() + " ms";
        }
        if (trouble instanceof UnknownHostException) {
            return "there is no host " + link.endpoint().host();
        }
        if (trouble instanceof ConnectException) {
            return where + " refused the connection";
        }
        if (trouble instanceof SocketTimeoutException) {
            return where + " did not take the connection within "
                    + link.timers().connect().toMillis() + " ms";
        }
        if (trouble instanceof SSLException) {
            return where + " could not be trusted over TLS: " + trouble.getMessage();
        }
        return trouble instanceof IOException
                ? where + " could not be bound to: " + trouble.getMessage()
                : "" + trouble;
    }

    private static String refusal(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RALYBND ->
                "the message centre still holds our former bind; waiting until it lets go";
            case SMPPConstant.STAT_ESME_RINVPASWD -> "the message centre does not take our password";
            case SMPPConstant.STAT_ESME_RINVSYSID -> "the message centre does not know our system-id";
            default -> "the message centre refused the bind: " + CommandStatus.words(status);
        };
    }
}
