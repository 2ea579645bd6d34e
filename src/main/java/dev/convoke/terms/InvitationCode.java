package dev.convoke.terms;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * The code of an invitation, the patent's nonce (US 8,018,877 steps 235–240): who presents it is the person to whom it was texted.
 * 60 bits as 12 characters of Crockford's base 32, which has no I, L, O and U: a thousand guesses a minute for a year at ten thousand
 * codes that are good have one chance in 200,000 to find any. A secret; prints as {@code [redacted]}.
 */
public final class InvitationCode {

    /** How many characters, hyphens not counted. */
    public static final int CHARS = 12;

    private static final int BITS = 5;
    private static final int GROUP = 4;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** What is longer is no code, whatever stands between its characters. */
    private static final int MAX_TYPED_CHARS = 40;

    private final String digits;

    private InvitationCode(String digits) {
        this.digits = digits;
    }

    /** A code that nobody can guess. */
    public static InvitationCode generate(SecureRandom chance) {
        return of(chance.nextLong());
    }

    /** The code of the lowest 60 bits. */
    public static InvitationCode of(long bits) {
        StringBuilder digits = new StringBuilder(CHARS);
        for (int i = CHARS - 1; i >= 0; i--) {
            digits.append(ALPHABET.charAt((int) (bits >>> (BITS * i)) & (ALPHABET.length() - 1)));
        }
        return new InvitationCode(digits.toString());
    }

    /**
     * Reads what a person or a program typed: in any case, O for 0, I and L for 1, hyphens, dots and blanks anywhere.
     *
     * @return empty if it is no code
     */
    public static Optional<InvitationCode> parse(String typed) {
        if (typed.length() > MAX_TYPED_CHARS) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(CHARS);
        String folded = Folding.fold(typed);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (isBetween(c)) {
                continue;
            }
            char digit = digit(c);
            if (ALPHABET.indexOf(digit) < 0) {
                return Optional.empty();
            }
            digits.append(digit);
        }
        return digits.length() == CHARS ? Optional.of(new InvitationCode(digits.toString())) : Optional.empty();
    }

    private static boolean isBetween(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '\u2010' || c == '\u2011' || c == '\u2013';
    }

    /** The character that is meant; ASCII letters only, so that no other alphabet's upper case becomes one. */
    private static char digit(char c) {
        char upper = c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
        return switch (upper) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> upper;
        };
    }

    /** As programs and links have it, such as {@code K7QW3M9XPT4H}. */
    public String digits() {
        return digits;
    }

    /** As people read it, such as {@code K7QW-3M9X-PT4H}. */
    public String grouped() {
        return digits.substring(0, GROUP) + "-" + digits.substring(GROUP, 2 * GROUP) + "-"
                + digits.substring(2 * GROUP);
    }

    /** Whether a word is written exactly as {@link #grouped} has it: that is how our own texts are known again. */
    public static boolean isGrouped(String word) {
        return word.length() == CHARS + 2
                && word.charAt(GROUP) == '-'
                && word.charAt(2 * GROUP + 1) == '-'
                && parse(word).filter(code -> code.grouped().equals(word)).isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InvitationCode code && code.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
