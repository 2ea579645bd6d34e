package dev.convoke.dialin;

import dev.convoke.terms.AsciiDigits;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A word of a text, and what it can be.
 *
 * @param kind what it can be; decided by the word alone
 * @param text the word without the punctuation around it
 */
record Token(Kind kind, String text) {

    /** What a word can be. */
    enum Kind {
        /** A literal that {@link DeviceAddress#parse} reads. */
        ADDRESS,
        /** Unmistakably meant as IP address and port, and not one. */
        BROKEN_ADDRESS,
        /** An IPv4 address without port, or an IPv6 address without brackets. */
        BARE_ADDRESS,
        /** A URL, or a host name with port. */
        HOST,
        /** ASCII digits and nothing else. */
        DIGITS,
        /** Has a digit and no letter, such as {@code 84-01} or a number in the digits of another script. */
        ODD,
        /** Has a letter: a keyword, or part of a name. */
        WORD
    }

    private static final Pattern QUAD = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,12}){3}");
    private static final Pattern NAKED_IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,60}");
    private static final Pattern NUMERIC_HOST = Pattern.compile("[0-9][0-9A-Fa-fXx.]*");

    /** The words of a folded text; what has neither letter nor digit is none. */
    static List<Token> of(String folded) {
        List<Token> tokens = new ArrayList<>();
        int start = 0;
        while (start < folded.length()) {
            int space = folded.indexOf(' ', start);
            int end = space < 0 ? folded.length() : space;
            addTo(tokens, folded.substring(start, end));
            start = end + 1;
        }
        return tokens;
    }

    private static void addTo(List<Token> tokens, String raw) {
        String word = unwrap(raw);
        int colon = word.indexOf(':');
        if (tokens.isEmpty() && colon > 0 && Keywords.isKeyword(word.substring(0, colon))) {
            tokens.add(new Token(Kind.WORD, word.substring(0, colon)));
            word = unwrap(word.substring(colon + 1));
        }
        if (has(word, Character::isLetterOrDigit)) {
            tokens.add(new Token(kindOf(word), word));
        }
    }

    /** Whether there is such a character. */
    private static boolean has(String word, IntPredicate kind) {
        for (int i = 0; i < word.length(); i = word.offsetByCodePoints(i, 1)) {
            if (kind.test(word.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Takes off the punctuation around a word, and square brackets unless they hold an IPv6 address. */
    private static String unwrap(String raw) {
        String word = Folding.unwrap(raw);
        boolean bracketed = word.startsWith("[") && word.endsWith("]") && word.indexOf(':') < 0;
        return bracketed ? Folding.unwrap(word.substring(1, word.length() - 1)) : word;
    }

    private static Kind kindOf(String word) {
        if (AsciiDigits.are(word, 1, word.length())) {
            return Kind.DIGITS;
        }
        if (DeviceAddress.parse(word).isPresent()) {
            return Kind.ADDRESS;
        }
        if (isBroken(word)) {
            return Kind.BROKEN_ADDRESS;
        }
        if (QUAD.matcher(word).matches() || isNakedIpv6(word)) {
            return Kind.BARE_ADDRESS;
        }
        if (isUrl(word) || isHostWithPort(word)) {
            return Kind.HOST;
        }
        return has(word, Character::isLetter) ? Kind.WORD : Kind.ODD;
    }

    /** Four numbers with dots before a colon, or in brackets; or {@code [} and two colons. */
    private static boolean isBroken(String word) {
        int colon = word.indexOf(':');
        if (word.startsWith("[")) {
            int end = word.indexOf(']');
            boolean quad = end > 0 && isBroadQuad(word.substring(1, end));
            return quad || (colon > 0 && word.indexOf(':', colon + 1) > 0);
        }
        return colon > 0 && isBroadQuad(word.substring(0, colon));
    }

    private static boolean isBroadQuad(String host) {
        return NUMERIC_HOST.matcher(host).matches()
                && host.chars().filter(c -> c == '.').count() >= 3;
    }

    /** A double colon or four colons: a time of day has two at most. */
    private static boolean isNakedIpv6(String word) {
        return NAKED_IPV6.matcher(word).matches()
                && (word.contains("::") || word.chars().filter(c -> c == ':').count() >= 4);
    }

    private static boolean isUrl(String word) {
        return word.contains("://") || word.toLowerCase(Locale.ROOT).startsWith("www.");
    }

    /** A host of numbers needs a port of three digits: "1.5:1" is a ratio. */
    private static boolean isHostWithPort(String word) {
        int colon = word.indexOf(':');
        if (colon <= 0 || !startsWithPort(word, colon)) {
            return false;
        }
        String host = word.substring(0, colon);
        boolean place = host.indexOf('.') > 0 || host.equalsIgnoreCase("localhost");
        return place && (has(host, Character::isLetter) || word.length() - colon > 3);
    }

    private static boolean startsWithPort(String word, int colon) {
        return colon + 1 < word.length() && Character.isDigit(word.charAt(colon + 1));
    }

    /** Whether this names a place: an address, however badly written, or a host. */
    boolean isPlace() {
        return switch (kind) {
            case ADDRESS, BROKEN_ADDRESS, BARE_ADDRESS, HOST -> true;
            case DIGITS, ODD, WORD -> false;
        };
    }

    /** Whether this is a word with a dot inside, as a host name without port is. */
    boolean isDotted() {
        return kind == Kind.WORD && text.indexOf('.') > 0;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether a {@link Kind#HOST} or other word names a port behind its host. */
    boolean namesPort() {
        int scheme = text.indexOf("://");
        int colon = text.indexOf(':', scheme < 0 ? 0 : scheme + 3);
        return colon > 0 && startsWithPort(text, colon);
    }

    /** How many digits, of any script, the word has. */
    long digits() {
        return text.codePoints().filter(Character::isDigit).count();
    }

    /** Never the text: it may hold a PIN. */
    @Override
    public String toString() {
        return kind + "[" + text.length() + " chars]";
    }
}
