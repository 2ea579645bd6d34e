package dev.convoke.command;

/**
 * What nobody sees at the beginning of a line and what therefore says nothing about the line: blanks of every script, fillers and
 * joiners. Pure; any thread.
 */
public final class Blanks {

    /** Letters and symbols by their category, but shown as nothing: Hangul fillers, and the Braille cell without dots. */
    private static final String EMPTY_LETTERS = "\u115f\u1160\u3164\uffa0\u2800";

    private Blanks() {}

    /** How many characters with nothing to see the text begins with; all of it if there is nothing else. */
    public static int leading(String text) {
        int at = 0;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The same with spaces for line ends. */
    static String oneLine(String text) {
        return text.replace('\n', ' ');
    }

    /** Where the word that the text begins with ends: at a blank that can be seen as one, or with the text. */
    static int endOfWord(String text) {
        int at = 0;
        while (at < text.length()
                && !Character.isSpaceChar(text.charAt(at))
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        if (c > ' ' && c < 0x7f) {
            return false;
        }
        return c <= ' '
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || EMPTY_LETTERS.indexOf(c) >= 0;
    }
}
