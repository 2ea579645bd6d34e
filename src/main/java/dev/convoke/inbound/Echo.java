package dev.convoke.inbound;

import dev.convoke.dialin.DialInParser;
import dev.convoke.dialin.DialInText;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.dialin.DialInText.NotForUs;
import dev.convoke.terms.Folding;
import dev.convoke.terms.RefusalReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that give back what was texted before and ask for nothing: reactions ({@code Liked “…”}), which phones that cannot show them
 * send as a text that quotes the whole message, and answers of machines that quote ours. Whoever answered them would talk to
 * a machine for ever. A pure function; any thread.
 */
final class Echo {

    /** Stands for what a sentence says differently each time. */
    private static final String GAP = "\0";

    private static final Pattern GAPS = Pattern.compile(GAP, Pattern.LITERAL);

    /** What is shorter can stand in a text of anyone's. */
    private static final int MIN_CHARS = 15;

    /** As far as a dial-in is read too. */
    private static final int MAX_CHARS = 2_000;

    private static final String QUOTES = "\u201c\u201d\u201e\u00ab\u00bb";

    private static final Pattern REACTION = Pattern.compile(
            "(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted .{1,40}? (?:to|with)|removed .{1,40}? from)"
                    + " *[\"'\u2018\u2019" + QUOTES + "].*");

    /** A reaction in whatever language, or by a picture alone: nothing but a quotation, and a few words before it. */
    private static final Pattern QUOTATION =
            Pattern.compile("(?!(?:join|open|call|close|who|lock|unlock|extend|invite|help)[: ])([^0-9:\\[\"" + QUOTES
                    + "]{0,40}[^0-9:\\[\"#*|=~_`.!?()<>{} " + QUOTES
                    + "-])[: ]*[\u201c\u201e\u00ab].*[\u201c\u201d\u00bb][.! ]*");

    private static final List<String> OURS = Stream.of(
                    Arrays.stream(RefusalReason.values()).map(reason -> reason.sentence(GAP)),
                    Stream.of(
                            KeywordHandler.HELP,
                            KeywordHandler.HELP_TO_BE_CALLED,
                            KeywordHandler.STOPPED,
                            KeywordHandler.STARTED),
                    Stream.of(CommandHandler.HELP.replace("%s", GAP)),
                    Stream.of("and a name to" + GAP + "STOP: no more texts."),
                    Stream.of(" is no phone number"))
            .flatMap(sentences -> sentences)
            .flatMap(sentence -> GAPS.splitAsStream(sentence))
            .map(Echo::comparable)
            .filter(words -> words.length() >= MIN_CHARS)
            .distinct()
            .toList();

    private Echo() {}

    /** What a text says, as {@link DialInParser} reads it; nothing for us if it only gives back what was said before. */
    static DialInText read(String text) {
        DialInText said = DialInParser.parse(text);
        boolean isDoubtful = said instanceof Malformed
                || (said instanceof Entry entry && entry.address().isEmpty())
                || hasQuote(text);
        return isDoubtful && isEcho(text) ? new NotForUs() : said;
    }

    private static boolean hasQuote(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (QUOTES.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEcho(String text) {
        String words = comparable(text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text);
        return OURS.stream().anyMatch(words::contains)
                || REACTION.matcher(words).matches()
                || QUOTATION.matcher(words).matches();
    }

    /** However phones and gateways write blanks, line ends and capitals. */
    private static String comparable(String text) {
        return Folding.fold(text).replaceAll(" +", " ").strip().toLowerCase(Locale.ROOT);
    }
}
