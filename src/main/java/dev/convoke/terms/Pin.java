package dev.convoke.terms;

import java.util.Optional;

/**
 * A secret of 4 to 12 digits that opens a room (US 8,018,877 step 420). Prints as {@code [redacted]} and is compared only
 * by its digest, never here.
 */
public final class Pin {

    private static final int MIN_DIGITS = 4;
    private static final int MAX_DIGITS = 12;

    private final String digits;

    private Pin(String digits) {
        this.digits = digits;
    }

    /** Reads a PIN; empty unless it is 4 to 12 ASCII digits. */
    public static Optional<Pin> parse(String raw) {
        return AsciiDigits.are(raw, MIN_DIGITS, MAX_DIGITS) ? Optional.of(new Pin(raw)) : Optional.empty();
    }

    /** The digits in clear: for the digest, and to be shown once to the operator who made it. */
    public String reveal() {
        return digits;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
