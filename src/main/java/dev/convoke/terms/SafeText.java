package dev.convoke.terms;

/** Text on its way to somebody's terminal: nothing in it may move the cursor, colour, or turn the reading order. Pure; any thread. */
public final class SafeText {

    private static final int REPLACEMENT = 0xfffd;

    private SafeText() {}

    /** The text with each such character replaced by U+FFFD. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().map(c -> isSafe(c) ? c : REPLACEMENT).forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** Whether no character of the text is such a one. */
    public static boolean isSafe(String text) {
        return text.codePoints().allMatch(SafeText::isSafe);
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            // Joiners and the tags of flags are parts of what people write; the rest of this kind only misleads.
            case Character.FORMAT -> c == 0x200c || c == 0x200d || (c >= 0xe0020 && c <= 0xe007f);
            default -> true;
        };
    }
}
