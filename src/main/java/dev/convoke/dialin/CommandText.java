package dev.convoke.dialin;

import dev.convoke.dialin.DialInText.Command;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.dialin.DialInText.Verb;
import dev.convoke.dialin.Token.Kind;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.Pin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a command by text: the rule {@code command} of {@code schema/dial-in.abnf}. Number and PIN follow the
 * verb directly, in this order; then what the verb wants. Participants, who may invite perhaps, have no PIN to give.
 * As everywhere, no finding holds a digit.
 */
final class CommandText {

    private static final int MAX_PHONES = 10;
    private static final int MAX_MINUTES_DIGITS = 4;

    private final Verb verb;
    private final List<Token> numbers;
    private final List<Token> rest;

    private CommandText(Verb verb, List<Token> tokens) {
        this.verb = verb;
        boolean pinFollows = tokens.size() > 2 && tokens.get(2).is(Kind.DIGITS);
        this.numbers = tokens.subList(1, pinFollows ? 3 : 2);
        this.rest = tokens.subList(pinFollows ? 3 : 2, tokens.size());
    }

    /** A {@link Command}, or {@link Malformed} with the first finding; {@code tokens} begin with the verb and digits. */
    static DialInText read(Verb verb, List<Token> tokens) {
        return new CommandText(verb, tokens).read();
    }

    private DialInText read() {
        return NumberChecks.problem(numbers, isPinless() ? 1 : 2)
                .or(this::argumentProblem)
                .<DialInText>map(Malformed::new)
                .orElseGet(this::command);
    }

    /** An invitation by a participant. What begins without a plus may be a PIN that was mistyped: it is not for the answer. */
    private boolean isPinless() {
        return verb == Verb.INVITE && !rest.isEmpty() && rest.get(0).text().matches("(?i)(?:tel:)?\\(?\\+.*");
    }

    private Optional<String> argumentProblem() {
        if (rest.stream().anyMatch(Token::isPlace)) {
            return Optional.of("a command needs number and PIN, no address");
        }
        return switch (verb) {
            case CLOSE, WHO, LOCK, UNLOCK, HELP -> surplusProblem(rest);
            case EXTEND -> minutesProblem();
            case INVITE -> phonesProblem();
        };
    }

    /** Words do not matter, a signature may be among them; a number that is too many may be the right one. */
    private static Optional<String> surplusProblem(List<Token> surplus) {
        boolean numberToo = surplus.stream().anyMatch(t -> !t.is(Kind.WORD));
        return numberToo ? Optional.of("there are too many numbers") : Optional.empty();
    }

    private Optional<String> minutesProblem() {
        if (rest.isEmpty()) {
            return Optional.of("the minutes are missing");
        }
        Token minutes = rest.get(0);
        if (!minutes.is(Kind.DIGITS) || minutes.text().length() > MAX_MINUTES_DIGITS || isZero(minutes)) {
            return Optional.of("the minutes are not valid");
        }
        return surplusProblem(rest.subList(1, rest.size()));
    }

    private static boolean isZero(Token digits) {
        return digits.text().chars().allMatch(c -> c == '0');
    }

    private Optional<String> phonesProblem() {
        if (rest.isEmpty()) {
            return Optional.of("the phone numbers to invite are missing");
        }
        // Each of these begins a number; how many the others are is known where the region is known.
        if (rest.stream().filter(token -> token.text().startsWith("+")).count() > MAX_PHONES) {
            return Optional.of("there are more than ten phone numbers");
        }
        return NumberingPlan.couldBePhones(phones()) ? Optional.empty() : Optional.of("a phone number is not valid");
    }

    /** As they were typed: one number may be several words. */
    private String phones() {
        return rest.stream().map(Token::text).collect(Collectors.joining(" "));
    }

    private DialInText command() {
        int wanted = switch (verb) {
            case CLOSE, WHO, LOCK, UNLOCK, HELP -> 0;
            case EXTEND -> 1;
            case INVITE -> rest.size();
        };
        return new Command(
                verb,
                ConferenceNumber.parse(numbers.get(0).text()).orElseThrow(),
                numbers.size() > 1 ? Pin.parse(numbers.get(1).text()) : Optional.empty(),
                rest.subList(0, wanted).stream().map(Token::text).toList());
    }
}
