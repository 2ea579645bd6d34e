package dev.convoke.terms;

/** The digits that numbers are written with: {@code 0} to {@code 9}, and none of another script. Pure; any thread. */
public final class AsciiDigits {

    private AsciiDigits() {}

    /** Whether the text is digits and nothing else, at least {@code min} and at most {@code max} of them. */
    public static boolean are(String text, int min, int max) {
        return text.length() >= min && text.length() <= max && areFrom(text, 0);
    }

    /** Whether all that follows is digits; so if nothing does. */
    static boolean areFrom(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a decimal number that is written the only way it can be, without sign or leading zeros.
     *
     * @param max the greatest that may be, 100 million at most
     * @return the number, or -1 if the characters from {@code start} to {@code end}, exclusively, are none, or a greater one
     */
    static int decimal(String text, int start, int end, int max) {
        boolean longer = end - start > 1;
        if (end <= start || (longer && text.charAt(start) == '0')) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = 10 * number + (text.charAt(i) - '0');
            if (number > max) {
                return -1;
            }
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
