package dev.convoke.terms;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The name under which a participant speaks.
 *
 * <p>Letters, marks and digits of any script, single spaces, and {@code . _ - '}: nothing that could move a terminal's
 * cursor, turn the direction of a line, or forge the marks of the line protocol.
 *
 * @param text 1 to 24 characters with at least one letter
 */
public record Nick(String text) {

    /** The longest nick in characters (UTF-16 units). */
    public static final int MAX_CHARS = 24;

    private static final String PUNCTUATION = "._-'";

    /** @throws IllegalArgumentException if the text is not as {@link #parse} leaves it */
    public Nick {
        if (!clean(text).equals(text)) {
            throw new IllegalArgumentException("not a nick: expected 1 to 24 letters, digits, spaces or . _ - '");
        }
    }

    /**
     * Makes a nick out of what a stranger typed: NFKC form, forbidden characters dropped, white space folded, cut to 24
     * characters.
     *
     * @return the nick, or empty if no letter is left
     */
    public static Optional<Nick> parse(String raw) {
        String once = clean(raw);
        // Dropping a character can bring a letter and a mark together that compose: the second pass settles them.
        String settled = clean(once);
        return !settled.isEmpty() && clean(settled).equals(settled) ? Optional.of(new Nick(settled)) : Optional.empty();
    }

    /** The cleaned text; empty if no letter is left. */
    private static String clean(String raw) {
        // A bound before the normalisation, which may lengthen a text eighteen-fold.
        String bounded = raw.length() > 4 * MAX_CHARS ? raw.substring(0, 4 * MAX_CHARS) : raw;
        StringBuilder kept = new StringBuilder(MAX_CHARS);
        boolean letter = false;
        boolean space = false;
        for (int c :
                Normalizer.normalize(bounded, Normalizer.Form.NFKC).codePoints().toArray()) {
            if (Character.isWhitespace(c)) {
                space = !kept.isEmpty();
            } else if (isAllowed(c) && !(kept.isEmpty() && isMark(c))) {
                int chars = (space ? 1 : 0) + Character.charCount(c);
                if (kept.length() + chars > MAX_CHARS) {
                    break;
                }
                kept.append(space ? " " : "").appendCodePoint(c);
                space = false;
                letter |= Character.isLetter(c);
            }
        }
        return letter ? kept.toString() : "";
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAllowed(int c) {
        return Character.isLetterOrDigit(c) || isMark(c) || PUNCTUATION.indexOf(c) >= 0;
    }

    /** The form in which two nicks are compared: nobody can be {@code alice} beside {@code Alice}. */
    public String folded() {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** The same for all nicks that can hardly be told apart on a screen, whatever scripts they are in; never to be shown. */
    public String skeleton() {
        return LookAlikes.skeleton(text);
    }

    /** As {@link #skeleton}, with a case that does not matter either. */
    public String foldedSkeleton() {
        return LookAlikes.skeleton(folded());
    }

    @Override
    public String toString() {
        return text;
    }
}
