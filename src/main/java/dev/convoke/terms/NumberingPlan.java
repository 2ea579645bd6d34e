package dev.convoke.terms;

import java.util.Optional;

/**
 * How people write phone numbers here: in international form, or in the national form of one region. Any thread.
 *
 * @param region ISO 3166 code of the country whose national numbers people write; empty if they write international ones only
 */
public record NumberingPlan(String region) {

    private static final int MAX_SHOWN_CHARS = 40;
    private static final String ANY_NUMBER = "0123456789";

    /** Loads what is known about the region, so that whoever reads a number later does not wait for the disk. */
    public NumberingPlan {
        var unused = Msisdn.parse(ANY_NUMBER, region);
    }

    /** International numbers only. */
    public static NumberingPlan international() {
        return new NumberingPlan("");
    }

    /** A phone number as people write it; empty if it is none. */
    public Optional<Msisdn> phone(String written) {
        return Msisdn.parse(written, region);
    }

    /** What is expected where a phone number is. */
    public String form() {
        return "international form, such as +447700900001"
                + (region.isEmpty()
                        ? "; the setting region lets national ones be read"
                        : ", or national form of " + region);
    }

    /** Says to whoever typed it that something is no phone number, and what is expected. */
    public String complaint(String typed) {
        String shown = typed.length() > MAX_SHOWN_CHARS ? typed.substring(0, MAX_SHOWN_CHARS) + "…" : typed;
        return "phone number: \"" + shown + "\" (expected: " + form() + ")";
    }
}
