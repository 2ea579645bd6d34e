package dev.convoke.terms;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number of ours that people text: an E.164 number or a short code (US 8,018,877 section B: "at least one unique
 * identification number").
 *
 * @param value {@code +} and 7 to 15 digits, or a short code of 3 to 8 digits
 */
public record ServiceNumber(String value) {

    private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{6,14}|[0-9]{3,8}");

    /** @throws IllegalArgumentException if the text is neither an E.164 number nor a short code */
    public ServiceNumber {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a service number: expected +44… or a short code of 3 to 8 digits");
        }
    }

    /** Reads a service number; empty if it is neither an E.164 number nor a short code. */
    public static Optional<ServiceNumber> parse(String raw) {
        return FORM.matcher(raw).matches() ? Optional.of(new ServiceNumber(raw)) : Optional.empty();
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
