package dev.convoke.session;

/**
 * What is left of a line that a terminal sent key by key (telnet and stty call that character mode): the keys that erase have
 * erased, and sequences that begin with Escape (ECMA-48 section 5.4), such as those of arrow keys and colours, are gone whole.
 */
final class TypedLine {

    static final char ESCAPE = 0x1b;

    private static final char BACKSPACE = 0x08;
    private static final char DELETE = 0x7f;

    /** Control-U: the whole line. */
    private static final char KILL = 0x15;

    /** Control-W: the last word. */
    private static final char WORD_ERASE = 0x17;

    private final String raw;
    private final StringBuilder left;
    private int at;

    private TypedLine(String raw) {
        this.raw = raw;
        left = new StringBuilder(raw.length());
    }

    /** The line as it was when Enter was pressed. */
    static String edited(String raw) {
        return new TypedLine(raw).edit();
    }

    /** Whether it is a key that erases, or begins a sequence. */
    static boolean isKey(int c) {
        return c == ESCAPE || c == BACKSPACE || c == DELETE || c == KILL || c == WORD_ERASE;
    }

    private String edit() {
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            switch (c) {
                case ESCAPE -> skipSequence();
                case BACKSPACE, DELETE -> eraseCharacter();
                case KILL -> left.setLength(0);
                case WORD_ERASE -> eraseWord();
                default -> left.append(c);
            }
        }
        return left.toString();
    }

    /** Escape, intermediates, a final character; or a control sequence with its parameters: {@code ESC [ 3 1 m}. */
    private void skipSequence() {
        boolean isControlSequence = at < raw.length() && raw.charAt(at) == '[';
        boolean isShift = at < raw.length() && raw.charAt(at) == 'O';
        if (isControlSequence || isShift) {
            at++;
        }
        skip(' ', isControlSequence ? '?' : '/');
        skip(' ', '/');
        if (at < raw.length() && raw.charAt(at) > ' ' && raw.charAt(at) < DELETE) {
            at++;
        }
    }

    private void skip(char first, char last) {
        while (at < raw.length() && raw.charAt(at) >= first && raw.charAt(at) <= last) {
            at++;
        }
    }

    private void eraseCharacter() {
        if (left.length() > 0) {
            left.setLength(left.offsetByCodePoints(left.length(), -1));
        }
    }

    private void eraseWord() {
        int end = left.length();
        while (end > 0 && left.charAt(end - 1) == ' ') {
            end--;
        }
        while (end > 0 && left.charAt(end - 1) != ' ') {
            end--;
        }
        left.setLength(end);
    }
}
