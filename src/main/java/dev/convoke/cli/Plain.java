package dev.convoke.cli;

/** Text from a table on its way to somebody's terminal: nothing in it may move the cursor, colour, or turn the reading order. */
final class Plain {

    private static final int REPLACEMENT = 0xfffd;

    private Plain() {}

    /** The text with each such character replaced by U+FFFD. */
    static String text(String stored) {
        StringBuilder plain = new StringBuilder(stored.length());
        stored.codePoints().map(c -> isPlain(c) ? c : REPLACEMENT).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isPlain(int c) {
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
