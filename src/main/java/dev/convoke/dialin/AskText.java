package dev.convoke.dialin;

import dev.convoke.dialin.DialInText.Asked;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.Token.Kind;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the texts without an address that might as well be anybody's chatter, and so must be nothing else: the rule {@code ask} of
 * {@code schema/dial-in.abnf}, but for those that begin with JOIN or OPEN and a number, which {@link EntryText} reads. What is no such
 * text is not refused.
 */
final class AskText {

    private static final int MAX_NAME_WORDS = 3;

    /** "2023 was great" and "call 911" are not meant for us. */
    private static final int MIN_DIGITS = 5;

    private AskText() {}

    static Optional<Entry> read(List<Token> tokens) {
        Token first = tokens.get(0);
        if (tokens.size() == 1 && first.text().equalsIgnoreCase(Keywords.JOIN)) {
            return Optional.of(ask(Asked.BY_JOIN, Optional.empty(), ""));
        }
        if (first.is(Kind.DIGITS)) {
            return readNumber(first, tokens.subList(1, tokens.size()));
        }
        return first.text().equalsIgnoreCase(Keywords.CALL) && tokens.size() > 1 ? readCall(tokens) : Optional.empty();
    }

    private static Optional<Entry> readNumber(Token number, List<Token> name) {
        boolean isLong = name.isEmpty() || number.text().length() >= MIN_DIGITS;
        return isLong && isName(name)
                ? ConferenceNumber.parse(number.text())
                        .map(room -> ask(Asked.BY_NUMBER, Optional.of(room), words(name)))
                : Optional.empty();
    }

    private static boolean isName(List<Token> words) {
        return words.size() <= MAX_NAME_WORDS
                && words.stream()
                        .allMatch(word -> word.is(Kind.WORD) && !word.isDotted() && EntryText.isNameWord(word));
    }

    private static String words(List<Token> tokens) {
        return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
    }

    private static Optional<Entry> readCall(List<Token> tokens) {
        boolean isNumber = tokens.get(1).is(Kind.DIGITS) && tokens.get(1).text().length() >= MIN_DIGITS;
        List<Token> rest = tokens.subList(2, tokens.size());
        boolean hasPin = !rest.isEmpty() && rest.get(0).is(Kind.DIGITS);
        return isNumber
                        && isName(hasPin ? rest.subList(1, rest.size()) : rest)
                        && EntryText.read(tokens) instanceof Entry entry
                ? Optional.of(entry)
                : Optional.empty();
    }

    private static Entry ask(Asked asked, Optional<ConferenceNumber> number, String name) {
        return new Entry(Optional.empty(), asked, number, Optional.empty(), Nick.parse(name));
    }
}
