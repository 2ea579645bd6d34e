package dev.convoke.room.roster;

import dev.convoke.terms.Nick;
import java.util.Optional;
import java.util.function.Function;

/**
 * NickMatch the words of a command mean, and the words that follow.
 *
 * @param <T> what was looked for
 */
public record NickMatch<T>(T who, String rest) {

    /** What is cut to a nick never needs more characters than this. */
    private static final int MAX_NICK_CHARS = 4 * Nick.MAX_CHARS;

    /**
     * Finds the longest nick that the words begin with, because nicks may hold spaces.
     *
     * @param words a nick, perhaps followed by a space or line end and more
     * @param look says who has a nick
     */
    public static <T> Optional<NickMatch<T>> find(String words, Function<Nick, Optional<T>> look) {
        return find(words.replace('\n', ' '), words, look);
    }

    private static <T> Optional<NickMatch<T>> find(String words, String asTyped, Function<Nick, Optional<T>> look) {
        for (int end = firstEnd(words); end > 0; end = words.lastIndexOf(' ', end - 1)) {
            Optional<Nick> nick = Nick.parse(words.substring(0, end));
            Optional<T> found = nick.flatMap(look);
            if (found.isPresent()) {
                int shortest = shortestEnd(words, end, nick.get());
                return Optional.of(
                        new NickMatch<>(found.get(), asTyped.substring(shortest).strip()));
            }
        }
        return Optional.empty();
    }

    private static int firstEnd(String words) {
        return words.length() <= MAX_NICK_CHARS ? words.length() : words.lastIndexOf(' ', MAX_NICK_CHARS);
    }

    /** A long nick is cut, so that the words behind it change nothing: they are not part of it. */
    private static int shortestEnd(String words, int end, Nick nick) {
        int shortest = end;
        for (int space = words.lastIndexOf(' ', end - 1);
                space > 0
                        && Nick.parse(words.substring(0, space))
                                .filter(nick::equals)
                                .isPresent();
                space = words.lastIndexOf(' ', space - 1)) {
            shortest = space;
        }
        return shortest;
    }
}
