package dev.convoke.dialin;

import dev.convoke.dialin.DialInText.Asked;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.dialin.Token.Kind;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a text that looks like a dial-in: the rule {@code entry} of {@code schema/dial-in.abnf}. What is wrong is found in
 * the order of the methods; the first finding is the answer. No finding holds a digit, so none can hold a PIN.
 */
final class EntryText {

    /** A PIN has four digits or more; a word with fewer may be a name. */
    private static final int MAX_DIGITS_IN_NAME_WORD = 3;

    private static final int MAX_NAME_WORDS = 6;

    private final List<Token> tokens;
    private final List<Token> places;
    private final List<Token> numbers;
    private final List<Token> nameWords;
    private final boolean open;

    private EntryText(List<Token> all) {
        int first = keywordAt(all);
        List<Token> rest = new ArrayList<>(all);
        open = first >= 0 && rest.remove(first).text().equalsIgnoreCase(Keywords.OPEN);
        tokens = List.copyOf(rest);
        places = tokens.stream().filter(Token::isPlace).toList();
        numbers = tokens.stream().filter(t -> t.is(Kind.DIGITS)).toList();
        nameWords = tokens.stream().filter(t -> t.is(Kind.WORD)).toList();
    }

    /** The keyword is the first word, or follows an address that is the first: otherwise it is a name; -1 if there is none. */
    private static int keywordAt(List<Token> all) {
        int candidate = all.get(0).isPlace() ? 1 : 0;
        if (candidate == 0 && Keywords.isEntryAtHead(all.get(0).text())) {
            return 0;
        }
        return candidate < all.size() && Keywords.isEntry(all.get(candidate).text()) ? candidate : -1;
    }

    /** An {@link Entry}, or {@link Malformed} with the first finding. */
    static DialInText read(List<Token> all) {
        if (all.get(0).is(Kind.WORD) && !Keywords.isEntryAtHead(all.get(0).text())) {
            boolean verb = Keywords.verb(all.get(0).text()).isPresent();
            return new Malformed(
                    verb ? "a command needs number and PIN, no address" : "there are words before the address");
        }
        return new EntryText(all).read();
    }

    private DialInText read() {
        return placeProblem()
                .or(this::numberProblem)
                .or(this::nameProblem)
                .<DialInText>map(Malformed::new)
                .orElseGet(this::entry);
    }

    private Optional<String> placeProblem() {
        if (places.size() > 1) {
            return Optional.of("there are two addresses");
        }
        return places.isEmpty() ? noPlaceProblem() : AddressProblem.of(places.get(0));
    }

    /** Whoever texts none is told how to come in, unless a host was meant for one. */
    private Optional<String> noPlaceProblem() {
        if (tokens.stream().anyMatch(Token::isDotted)) {
            return Optional.of(AddressProblem.NO_HOST);
        }
        boolean noNumber = tokens.stream().noneMatch(t -> t.is(Kind.DIGITS) || t.is(Kind.ODD));
        return noNumber ? Optional.of("the address is missing") : Optional.empty();
    }

    private Optional<String> numberProblem() {
        if (tokens.stream().anyMatch(t -> t.is(Kind.ODD))) {
            return Optional.of("write number and PIN with plain digits only");
        }
        if (numbers.size() > 2) {
            return Optional.of("there are too many numbers");
        }
        // Without an address the one number may be the PIN, where the service number selects the room; admission knows.
        return NumberChecks.problem(numbers, open && !places.isEmpty() ? 2 : 0);
    }

    private Optional<String> nameProblem() {
        if (!nameWords.stream().allMatch(EntryText::isNameWord)) {
            return Optional.of("the name has too many digits");
        }
        if (nameWords.size() > MAX_NAME_WORDS) {
            return Optional.of("the name has too many words");
        }
        return nameRuns() > 1 ? Optional.of("the words of the name are not together") : Optional.empty();
    }

    static boolean isNameWord(Token word) {
        return word.digits() <= MAX_DIGITS_IN_NAME_WORD;
    }

    private int nameRuns() {
        int runs = 0;
        boolean inside = false;
        for (Token token : tokens) {
            runs += token.is(Kind.WORD) && !inside ? 1 : 0;
            inside = token.is(Kind.WORD);
        }
        return runs;
    }

    private DialInText entry() {
        String name = nameWords.stream().map(Token::text).collect(Collectors.joining(" "));
        Optional<Token> place = places.stream().findFirst();
        return new Entry(
                place.flatMap(t -> DeviceAddress.parse(t.text())),
                place.isPresent() ? Asked.BY_ADDRESS : open ? Asked.BY_OPEN : Asked.BY_JOIN,
                numbers.stream().findFirst().flatMap(t -> ConferenceNumber.parse(t.text())),
                numbers.stream().skip(1).findFirst().flatMap(t -> Pin.parse(t.text())),
                Nick.parse(name));
    }
}
