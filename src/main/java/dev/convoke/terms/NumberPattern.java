package dev.convoke.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One phone number, or all that begin alike: {@code +447700900123}, {@code +4477*}, or {@code +*} for every number.
 *
 * @param text {@code +} and 7 to 15 digits; or {@code +}, 0 to 15 digits and a star
 */
public record NumberPattern(String text) {

    private static final Pattern FORM = Pattern.compile("\\+[1-9][0-9]{6,14}|\\+(?:[1-9][0-9]{0,14})?\\*");
    private static final String STAR = "*";

    /** @throws IllegalArgumentException if the text is neither a number nor a prefix with a star */
    public NumberPattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a pattern of numbers (expected: +447700900123 or +4477*)");
        }
    }

    /** The pattern that one number matches and no other. */
    public static NumberPattern of(Msisdn number) {
        return new NumberPattern(number.e164());
    }

    /**
     * Reads a pattern as people write it.
     *
     * @param raw a prefix with a star in international form; or a number as {@link NumberingPlan#phone} reads it
     * @param region ISO 3166 code that a national number belongs to
     */
    public static Optional<NumberPattern> parse(String raw, String region) {
        if (raw.endsWith(STAR)) {
            return FORM.matcher(raw).matches() ? Optional.of(new NumberPattern(raw)) : Optional.empty();
        }
        return new NumberingPlan(region).phone(raw).map(NumberPattern::of);
    }

    /** Every pattern that the number matches: one for each of its beginnings, and its own; 17 at most. */
    public static List<NumberPattern> matching(Msisdn number) {
        List<NumberPattern> patterns = new ArrayList<>();
        for (int chars = 1; chars <= number.e164().length(); chars++) {
            patterns.add(new NumberPattern(number.e164().substring(0, chars) + STAR));
        }
        patterns.add(of(number));
        return patterns;
    }

    /** As people write it. */
    @Override
    public String toString() {
        return text;
    }
}
