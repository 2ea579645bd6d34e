package dev.convoke.peer.phone;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * What is being typed, as words between blanks: quotes, backslashes and everything else that shells read are letters to a room.
 *
 * @param line all of it
 * @param cursor where in it
 * @param words all of them, the one that is begun too
 * @param wordIndex the one at the cursor
 * @param wordCursor where in that
 */
record TypedWords(String line, int cursor, List<String> words, int wordIndex, int wordCursor)
        implements CompletingParsedLine {

    static TypedWords of(String line, int cursor) {
        String before = line.substring(0, Math.min(cursor, line.length()));
        List<String> words = List.of(before.split(" ", -1));
        int last = words.size() - 1;
        return new TypedWords(line, cursor, words, last, words.get(last).length());
    }

    @Override
    public String word() {
        return words.get(wordIndex);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor;
    }

    @Override
    public int rawWordLength() {
        return word().length();
    }
}
