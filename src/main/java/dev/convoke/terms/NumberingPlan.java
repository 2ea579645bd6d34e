package dev.convoke.terms;

import java.util.List;
import java.util.Optional;

/**
 * How people write phone numbers here: in international form, or in the national form of one region. What networks say is read by
 * {@link Msisdn#parse} instead, which trusts more. Any thread.
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

    /**
     * The phone numbers among words that a person typed: all of them, or none if anything there is no number.
     *
     * @param numbers in the order in which they were typed
     * @param unread what is no number, as it may be shown to whoever typed it; there are no numbers then
     */
    public record Phones(List<Msisdn> numbers, Optional<String> unread) {
        /** Copies the list. */
        public Phones {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * A phone number, and what was typed after it.
     *
     * @param rest without blanks around it
     */
    public record Leading(Msisdn number, String rest) {}

    /**
     * Reads phone numbers that a person typed, one or several, with blanks, commas or semicolons between and with whatever signs
     * their country puts inside. Neighbours are joined before they are judged, and a number must exist; what could be divided
     * into numbers in two ways is none.
     */
    public Phones phones(String typed) {
        return new TypedPhones(region).read(typed);
    }

    /**
     * Reads one phone number that a person typed. One in E.164 form need not exist as far as the library knows: networks put new
     * numbers into service, and whoever came with one can be banned.
     *
     * @return empty if it is none, or more than one
     */
    public Optional<Msisdn> phone(String typed) {
        List<Msisdn> numbers = phones(typed).numbers();
        return numbers.size() == 1
                ? Optional.of(numbers.get(0))
                : Optional.of(typed).filter(Msisdn::isE164).map(Msisdn::new);
    }

    /** Reads the phone number that a text begins with, as {@link #phone} does; empty if it begins with none, or is doubtful. */
    public Optional<Leading> leading(String typed) {
        return new TypedPhones(region).leading(typed).or(() -> {
            String first = typed.split("\\s", 2)[0];
            return phone(first)
                    .filter(who -> Msisdn.isE164(first))
                    .map(who -> new Leading(who, typed.substring(first.length()).strip()));
        });
    }

    /** Whether words could be phone numbers somewhere; for whoever does not know the region. */
    public static boolean couldBePhones(String typed) {
        return TypedPhones.couldBe(typed);
    }

    /** Whether a text begins with a word that has a phone number's signs alone. */
    public static boolean beginsLikePhone(String typed) {
        return TypedPhones.begins(typed);
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
