package dev.convoke.terms;

import java.util.Optional;

/**
 * A phone number of ours that people text: an E.164 number or a short code (US 8,018,877 section B: "at least one unique
 * identification number").
 *
 * @param value {@code +} and 7 to 15 digits, or a short code of 3 to 8 digits
 */
public record ServiceNumber(String value) {

    private static final int MIN_DIGITS_OF_SHORT_CODE = 3;
    private static final int MAX_DIGITS_OF_SHORT_CODE = 8;

    /** @throws IllegalArgumentException if the text is neither an E.164 number nor a short code */
    public ServiceNumber {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a service number: expected +44… or a short code of 3 to 8 digits");
        }
    }

    /** Reads a service number; empty if it is neither an E.164 number nor a short code. */
    public static Optional<ServiceNumber> parse(String raw) {
        return isOne(raw) ? Optional.of(new ServiceNumber(raw)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return Msisdn.isE164(text) || AsciiDigits.are(text, MIN_DIGITS_OF_SHORT_CODE, MAX_DIGITS_OF_SHORT_CODE);
    }

    /** Whether this is a short code rather than a telephone number. */
    public boolean isShortCode() {
        return value.charAt(0) != '+';
    }

    /** The digits without {@code +}, as SMPP carries them (SMPP 3.4 §5.2.9). */
    public String digits() {
        return isShortCode() ? value : value.substring(1);
    }

    @Override
    public String toString() {
        return value;
    }
}
