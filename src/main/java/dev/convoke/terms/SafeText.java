package dev.convoke.terms;

/**
 * What strangers wrote, on its way to somebody's terminal, log or row: nothing in it may move the cursor, colour, or turn the
 * reading order. The only place that knows which characters are harmless. Pure; any thread.
 */
public final class SafeText {

    private static final int REPLACEMENT = 0xfffd;

    private SafeText() {}

    /** Whether a code point does nothing but show itself, or shape its neighbours. */
    public static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            // Joiners shape scripts and emoji, tags are parts of flags; all other format characters are invisible,
            // among
            // them the bidi overrides.
            case Character.FORMAT ->
                codePoint == 0x200c || codePoint == 0x200d || (codePoint >= 0xe0020 && codePoint <= 0xe007f);
            default -> true;
        };
    }

    /** Without what is not harmless; a tab becomes a space. */
    public static String cleaned(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t' ? ' ' : c)
                .filter(SafeText::isHarmless)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** With U+FFFD in place of each code point that is not harmless, for who has to see that something was there. */
    public static String marked(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().map(c -> isHarmless(c) ? c : REPLACEMENT).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** The first characters, each that is not printable ASCII as a question mark; for words that should be nothing else. */
    public static String ascii(String words, int maxChars) {
        StringBuilder kept = new StringBuilder(Math.min(words.length(), maxChars));
        words.chars().limit(maxChars).forEach(c -> kept.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return kept.toString();
    }
}
