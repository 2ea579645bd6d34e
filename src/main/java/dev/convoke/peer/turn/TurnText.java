package dev.convoke.peer.turn;

import dev.convoke.terms.SafeText;
import java.text.Normalizer;

/** Words on their way from and to a relay. */
final class TurnText {

    private TurnText() {}

    /** What a relay wrote, for a terminal or a log. */
    static String printable(String words, int maxChars) {
        return SafeText.ascii(words, maxChars);
    }

    /**
     * A user name or password as it goes into the key: SASLprep (RFC 4013), as far as passwords that people have make use of it:
     * what shows nothing is dropped, blanks of other scripts become spaces, and the rest is in its compatible composed form.
     */
    static String prepared(String secret) {
        StringBuilder kept = new StringBuilder(secret.length());
        secret.codePoints()
                .filter(c -> !isMappedToNothing(c))
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(kept::appendCodePoint);
        return Normalizer.normalize(kept, Normalizer.Form.NFKC);
    }

    /** RFC 3454 table B.1. */
    private static boolean isMappedToNothing(int c) {
        return switch (c) {
            case 0x00ad, 0x034f, 0x1806, 0x180b, 0x180c, 0x180d, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff -> true;
            default -> c >= 0xfe00 && c <= 0xfe0f;
        };
    }
}
