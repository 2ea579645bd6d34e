package dev.convoke.dialin;

import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.DialInText.Keyword;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.dialin.DialInText.NotForUs;
import dev.convoke.dialin.DialInText.Verb;
import dev.convoke.dialin.Token.Kind;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Folding;
import dev.convoke.terms.InvitationCode;
import java.util.List;
import java.util.Optional;

/**
 * Reads a dial-in text by the grammar of {@code schema/dial-in.abnf}, where every decision is written down.
 *
 * <p>A pure function, any thread. It throws for no text, takes time in proportion to the text's length, and looks at no
 * more than {@value #MAX_CHARS} characters.
 */
public final class DialInParser {

    /** What is longer is not read: twelve segments of SMS, while the longest sensible dial-in fits one. */
    static final int MAX_CHARS = 2_000;

    private static final int MIN_DIGITS_OF_ODD_NUMBER = 5;

    /** The head of an invitation in the form for programs. */
    private static final String FOR_PROGRAMS = "CONVOKE1";

    private DialInParser() {}

    /** Reads a text (US 8,018,877 steps 425 and 455: "extracts the IP address, personal conference number and PIN"). */
    public static DialInText parse(String text) {
        boolean tooLong = text.length() > MAX_CHARS;
        List<Token> tokens = Token.of(Folding.fold(tooLong ? text.substring(0, MAX_CHARS) : text));
        if (tokens.isEmpty()) {
            return new NotForUs();
        }
        Optional<Keyword> alone =
                tokens.size() == 1 && !tooLong ? Keywords.alone(tokens.get(0).text()) : Optional.empty();
        if (alone.isPresent()) {
            return alone.get();
        }
        Optional<Verb> verb = Keywords.verb(tokens.get(0).text());
        Optional<Entry> ask = tooLong ? Optional.empty() : AskText.read(tokens);
        if (ask.isPresent()) {
            return ask.get();
        }
        boolean command = verb.isPresent() && tokens.size() > 1 && tokens.get(1).is(Kind.DIGITS);
        if (!command && !looksLikeEntry(tokens)) {
            return new NotForUs();
        }
        if (tooLong) {
            return new Malformed("the text is too long");
        }
        return command ? CommandText.read(verb.get(), tokens) : EntryText.read(tokens);
    }

    /**
     * Whether the sender can be thought to expect an answer. An IP address with a port is enough wherever it stands; all
     * else must begin like a dial-in, for ordinary texts hold links, dates, times and numbers too. What has a code is a text of ours.
     */
    private static boolean looksLikeEntry(List<Token> tokens) {
        boolean keyword = Keywords.isEntry(tokens.get(0).text());
        if (!keyword && tokens.stream().anyMatch(DialInParser::isOfOurs)) {
            return false;
        }
        if (tokens.stream().anyMatch(t -> t.is(Kind.ADDRESS) || t.is(Kind.BROKEN_ADDRESS))) {
            return true;
        }
        List<Token> rest = keyword ? tokens.subList(1, tokens.size()) : tokens;
        if (rest.isEmpty() || (!keyword && rest.get(0).is(Kind.WORD))) {
            return false;
        }
        return (keyword && (isNumber(rest.get(0)) || isHostAndNumber(rest)))
                || rest.stream().anyMatch(DialInParser::isPlaceWithoutDoubt)
                || headHoldsLink(rest);
    }

    private static boolean isOfOurs(Token token) {
        return InvitationCode.isGrouped(token.text()) || token.text().equalsIgnoreCase(FOR_PROGRAMS);
    }

    /** Digits, or what is meant as a number and badly written; "24/7" and "50%" are neither. */
    private static boolean isNumber(Token token) {
        return token.is(Kind.DIGITS) || (token.is(Kind.ODD) && token.digits() >= MIN_DIGITS_OF_ODD_NUMBER);
    }

    private static boolean isHostAndNumber(List<Token> rest) {
        return rest.get(0).isDotted()
                && rest.stream().anyMatch(t -> ConferenceNumber.parse(t.text()).isPresent());
    }

    private static boolean isPlaceWithoutDoubt(Token token) {
        return token.is(Kind.BARE_ADDRESS) || (token.is(Kind.HOST) && token.namesPort());
    }

    /** A link without port, before the first ordinary word of a text that has a number. */
    private static boolean headHoldsLink(List<Token> rest) {
        return rest.stream().anyMatch(t -> t.is(Kind.DIGITS))
                && rest.stream().takeWhile(t -> !t.is(Kind.WORD)).anyMatch(t -> t.is(Kind.HOST));
    }
}
