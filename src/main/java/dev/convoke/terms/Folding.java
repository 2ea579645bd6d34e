package dev.convoke.terms;

/**
 * Makes the characters of what people type comparable before it is read, in a text as at the door of a room: what a phone's
 * keyboard puts in place of an ASCII digit, letter or separator becomes that ASCII character; what cannot be seen is dropped;
 * every separator becomes one space.
 *
 * <p>One character becomes one or none, so a text never grows: NFKC, which does nearly the same, makes eighteen of one, and
 * two digits of a fraction. Digits of other scripts stay what they are, and are refused later. Pure; any thread.
 */
public final class Folding {

    /** Pairs of what people's keyboards write and what it stands for; a space stands for a separator. */
    private static final String LOOK_ALIKES =
            "\u3002.\uff61.\u2024.\ufe52.\ufe12." // ideographic, half-width, small and upright full stops, one dot
                    // leader
                    + "\u06d4." // the full stop of Urdu keyboards
                    + "\u2236:\ua789:\ufe55:\ufe13:\u02d0:\u02f8:" // ratio, modifier, small, upright and raised colons,
                    // length mark
                    + "\u0589:\u05c3:" // what ends a sentence in Armenian and a verse in Hebrew
                    + "\u3001 \uff64 \ufe50 \ufe51 \ufe10 \ufe11 \u060c " // CJK, small, upright and Arabic commas
                    + "\ufe54 \ufe14 \u061b \u204f \u037e " // small, upright, Arabic and reversed semicolons, the Greek
                    // question mark
                    + "\u3010[\u3011]\u3014[\u3015]" // the brackets of CJK keyboards
                    + "\u2019'\u02bc'" // what a phone writes for an apostrophe
                    + ", ; ";

    private static final String AROUND = ".!?:'\"()<>{}#*|=~-_`\u2018\u201c\u201d\u00ab\u00bb\u2026\u2022\u2013\u2014";

    private static final int FULL_WIDTH_FIRST = 0xff01;
    private static final int FULL_WIDTH_LAST = 0xff5e;
    private static final int FULL_WIDTH_SHIFT = FULL_WIDTH_FIRST - '!';

    private Folding() {}

    /** Folds the text; the result is not longer than the text. */
    public static String fold(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().filter(Folding::isSeen).map(Folding::fold).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** A folded word without the punctuation around it: the full stop that a phone makes of two blanks, quotation marks. */
    public static String unwrap(String word) {
        int start = 0;
        int end = word.length();
        // "[::1]:5000" begins with a bracket, so a colon that leads is punctuation, except in a naked "::1".
        boolean naked = word.startsWith("::");
        while (!naked && start < end && AROUND.indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        while (start < end && AROUND.indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(start, end);
    }

    /** Whether nothing is to be done, as with most texts: ASCII that can be seen, and spaces. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == ',' || c == ';') {
                return false;
            }
        }
        return true;
    }

    /** Not a joiner, a direction mark, a zero-width space, or a variation selector: copying a text brings them along. */
    private static boolean isSeen(int c) {
        return Character.getType(c) != Character.FORMAT && !(c >= 0xfe00 && c <= 0xfe0f);
    }

    private static int fold(int c) {
        int ascii = c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST ? c - FULL_WIDTH_SHIFT : c;
        if (Character.isWhitespace(ascii) || Character.isSpaceChar(ascii) || isControl(ascii)) {
            return ' ';
        }
        for (int i = 0; i < LOOK_ALIKES.length(); i += 2) {
            if (LOOK_ALIKES.charAt(i) == ascii) {
                return LOOK_ALIKES.charAt(i + 1);
            }
        }
        return ascii;
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }
}
