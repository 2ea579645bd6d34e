package dev.convoke.peer.turn;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Why a relay does not serve, in words for the person who wants to be reached through it. */
public final class TurnException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_REASON_CHARS = 100;

    private final boolean lasting;

    private TurnException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /** Something between us that may pass. */
    static TurnException passing(String message) {
        return new TurnException(message, false);
    }

    static TurnException silent(String what, Duration patience) {
        return passing(String.format(
                Locale.ROOT, "the relay did not answer (%s) within %.0f s", what, patience.toMillis() / 1000.0));
    }

    /** A refusal (RFC 8489 §14.8, RFC 8656 §19, RFC 6062 §6.3). */
    static TurnException refused(String what, StunMessage.Failure failure) {
        String why = switch (failure.code()) {
            case 401 -> "it does not accept user or password, or they have expired";
            case 403 -> "it is not allowed there";
            case 437 -> "it knows of no such allocation any more";
            case 440, 443 -> "it has no addresses of that family (IPv4 or IPv6)";
            case 442 -> "it relays no TCP (coturn: no-tcp-relay must not be set)";
            case 486 -> "this user has as many allocations as it permits";
            case 508 -> "it has no free port or no room for more";
            default -> "error " + failure.code() + " " + TurnText.printable(failure.reason(), MAX_REASON_CHARS);
        };
        boolean lasting = failure.code() != 437 && failure.code() != 486 && failure.code() < 500;
        return new TurnException("the relay refuses (" + what + "): " + why, lasting);
    }

    /** An answer that somebody other than the relay may have written. */
    static TurnException unsigned(String what) {
        return new TurnException("the answer (" + what + ") is not signed by a relay that knows the password", true);
    }

    /** Whether trying again is of no use. */
    public boolean isLasting() {
        return lasting;
    }
}
