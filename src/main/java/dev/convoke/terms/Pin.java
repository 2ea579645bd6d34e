package dev.convoke.terms;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret of 4 to 12 digits that opens a room (US 8,018,877 step 420). Prints as {@code [redacted]} and is compared only
 * by its digest, never here.
 */
public final class Pin {

    private static final Pattern FORM = Pattern.compile("[0-9]{4,12}");

    private final String digits;

    private Pin(String digits) {
        this.digits = digits;
    }

    /** Reads a PIN; empty unless it is 4 to 12 ASCII digits. */
    public static Optional<Pin> parse(String raw) {
        return FORM.matcher(raw).matches() ? Optional.of(new Pin(raw)) : Optional.empty();
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
