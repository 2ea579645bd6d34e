package dev.convoke.terms;

import java.util.Optional;

/**
 * The number that names a room, the patent's "personal conference number" (US 8,018,877 step 405).
 *
 * @param digits 3 to 12 ASCII digits; leading zeros count
 */
public record ConferenceNumber(String digits) {

    private static final int MIN_DIGITS = 3;
    private static final int MAX_DIGITS = 12;

    /** @throws IllegalArgumentException if the text is not 3 to 12 digits */
    public ConferenceNumber {
        if (!AsciiDigits.are(digits, MIN_DIGITS, MAX_DIGITS)) {
            throw new IllegalArgumentException("not a conference number: expected 3 to 12 digits");
        }
    }

    /** Reads a conference number; empty unless it is 3 to 12 ASCII digits. */
    public static Optional<ConferenceNumber> parse(String raw) {
        return AsciiDigits.are(raw, MIN_DIGITS, MAX_DIGITS) ? Optional.of(new ConferenceNumber(raw)) : Optional.empty();
    }

    @Override
    public String toString() {
        return digits;
    }
}
