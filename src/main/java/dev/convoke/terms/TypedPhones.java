package dev.convoke.terms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber.CountryCodeSource;
import dev.convoke.terms.NumberingPlan.Leading;
import dev.convoke.terms.NumberingPlan.Phones;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the phone numbers among words, the only place that knows what people may type for one. People and address books write
 * one number in several words, so neighbours are joined before they are judged: of all ways to divide the words into numbers
 * there must be exactly one, for half a number is a number of somebody else. Pure; any thread.
 */
final class TypedPhones {

    /** So many digits the library looks at. */
    private static final int MAX_DIGITS = 17;

    private static final int MIN_DIGITS = 3;

    /** Nobody writes a number in more words. */
    private static final int MAX_WORDS_OF_ONE = 10;

    /** What is longer is no list of numbers. */
    private static final int MAX_WORDS = 100;

    private static final Pattern APART = Pattern.compile("[,;\\n\\r\\u3001\\uff0c\\uff1b\\uff64\\u060c\\u061b]+");
    private static final Pattern WORD = Pattern.compile("[^\\s\\p{Z}]+");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern SCHEME = Pattern.compile("tel:", Pattern.CASE_INSENSITIVE);
    private static final Pattern LONE_PLUS = Pattern.compile("\\+ +");
    private static final Pattern SIGNS = Pattern.compile("[()\\[\\]./~-]+");
    private static final Pattern LEADING_SIGNS = Pattern.compile("^" + SIGNS);
    private static final Pattern READABLE = Pattern.compile("\\+?[0-9()\\[\\]./~-]+");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private final String region;

    TypedPhones(String region) {
        this.region = region;
    }

    /** All the numbers, in order; or what is none, and then no number at all. */
    Phones read(String typed) {
        List<Msisdn> numbers = new ArrayList<>();
        for (String part : APART.splitAsStream(typed).toList()) {
            List<String> words = words(part);
            if (words.isEmpty()) {
                continue;
            }
            Optional<List<Msisdn>> read = areReadable(words) ? numbers(words) : Optional.empty();
            if (read.isEmpty()) {
                return new Phones(List.of(), Optional.of(unread(words)));
            }
            numbers.addAll(read.get());
        }
        return new Phones(numbers, numbers.isEmpty() ? Optional.of(typed.strip()) : Optional.empty());
    }

    /** The words that hold a digit or a letter, in the signs that every country has. */
    private static List<String> words(String typed) {
        StringBuilder plain = new StringBuilder(typed.length());
        Folding.fold(typed).codePoints().map(TypedPhones::sign).forEach(plain::appendCodePoint);
        String bare = LONE_PLUS.matcher(SCHEME.matcher(plain).replaceAll(" ")).replaceAll("+");
        return Arrays.stream(BLANKS.split(bare))
                .map(word -> LEADING_SIGNS.matcher(word).replaceFirst(""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Address books and web pages write a dozen kinds of dashes and tildes. */
    private static int sign(int c) {
        boolean dash = Character.getType(c) == Character.DASH_PUNCTUATION || c == 0x2212 || c == 0x30fc;
        return dash || c == 0x2053 || c == 0x223c ? '-' : c;
    }

    private static boolean areReadable(List<String> words) {
        return !words.isEmpty() && words.size() <= MAX_WORDS && words.stream().allMatch(TypedPhones::isReadable);
    }

    private static boolean isReadable(String word) {
        return READABLE.matcher(word).matches() && !digits(word).isEmpty();
    }

    private static String digits(String word) {
        return SIGNS.matcher(word).replaceAll("");
    }

    private static String joined(List<String> words, int from, int to) {
        return digits(String.join("", words.subList(from, to)));
    }

    /**
     * Those that the words can only be; empty if they are none, or could be others too. Numbers that exist and are written in full
     * come first, then those that look like a mobile number that the library does not know, then those without what is dialled
     * before them.
     */
    private Optional<List<Msisdn>> numbers(List<String> words) {
        for (Function<String, Optional<Msisdn>> reader : readers()) {
            Division<Msisdn> division = Division.of(words, reader);
            if (division.isDoubtful() && words.stream().allMatch(word -> beginsNumber(word) && isOne(word, reader))) {
                return Optional.of(words.stream()
                        .flatMap(word -> reader.apply(digits(word)).stream())
                        .toList());
            }
            if (division.isPossible()) {
                return division.only();
            }
        }
        return Optional.empty();
    }

    private List<Function<String, Optional<Msisdn>>> readers() {
        return List.of(this::wholeNumber, this::wholeOrMobile, this::number);
    }

    private static boolean isOne(String word, Function<String, Optional<Msisdn>> reader) {
        return reader.apply(digits(word)).isPresent();
    }

    private static boolean beginsNumber(String word) {
        return word.startsWith("+") || word.startsWith("0");
    }

    /** What to show of words that are no numbers: from the first that could not be understood up to the next plus. */
    private String unread(List<String> words) {
        Optional<String> odd = words.stream().filter(word -> !isReadable(word)).findFirst();
        if (odd.isPresent() || words.size() > MAX_WORDS) {
            return odd.orElse(words.get(0));
        }
        int from = Division.understood(words, digits -> number(digits).or(() -> wholeOrMobile(digits)));
        int end = from + 1;
        while (end < words.size() && !words.get(end).startsWith("+")) {
            end++;
        }
        return String.join(" ", from == words.size() ? words : words.subList(from, end));
    }

    /**
     * Whether words could be numbers somewhere: international ones must exist, national ones must have some digits. For whoever
     * does not know the region.
     */
    static boolean couldBe(String typed) {
        TypedPhones anywhere = new TypedPhones("");
        boolean any = false;
        for (String part : APART.splitAsStream(typed).toList()) {
            List<String> words = words(part);
            if (!words.isEmpty() && (!areReadable(words) || !anywhere.couldBe(words))) {
                return false;
            }
            any |= !words.isEmpty();
        }
        return any;
    }

    private boolean couldBe(List<String> words) {
        return Division.of(
                        words,
                        digits -> digits.startsWith("+")
                                ? wholeOrMobile(digits).map(Msisdn::e164)
                                : Optional.of(digits).filter(national -> national.length() >= MIN_DIGITS))
                .isPossible();
    }

    /** Whether a text begins with a word of a phone number's signs alone. */
    static boolean begins(String typed) {
        List<String> words = words(typed);
        return !words.isEmpty() && isReadable(words.get(0));
    }

    /** The number that a text begins with, and what follows it as it was typed; empty if there is none or more than one. */
    Optional<Leading> leading(String typed) {
        return readers().stream()
                .map(reader -> leading(typed, reader))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .filter(found -> found.size() == 1)
                .map(found -> found.get(0));
    }

    private static List<Leading> leading(String typed, Function<String, Optional<Msisdn>> reader) {
        List<Leading> found = new ArrayList<>();
        Matcher word = WORD.matcher(typed);
        for (int count = 0; count < MAX_WORDS_OF_ONE && word.find(); count++) {
            List<String> words = words(typed.substring(0, word.end()));
            if (!words.stream().allMatch(TypedPhones::isReadable)) {
                break;
            }
            String rest = typed.substring(word.end()).strip();
            boolean ends = !words.isEmpty() && !words(word.group()).isEmpty();
            if (ends && words.stream().skip(1).noneMatch(next -> next.startsWith("+"))) {
                reader.apply(joined(words, 0, words.size())).ifPresent(who -> found.add(new Leading(who, rest)));
            }
        }
        return found;
    }

    /** A number that exists, written with all that it is dialled with: without, it is the end of a neighbour, or stands alone. */
    private Optional<Msisdn> wholeNumber(String digits) {
        return parsed(digits)
                .filter(number -> NUMBERS.isValidNumber(number) && isWhole(number, digits))
                .flatMap(TypedPhones::msisdn);
    }

    /** As well one of a mobile number's length: networks open ranges faster than a library learns, and examples are in none. */
    private Optional<Msisdn> wholeOrMobile(String digits) {
        return parsed(digits)
                .filter(number -> NUMBERS.isValidNumber(number) || isMobileLength(number))
                .filter(number -> isWhole(number, digits))
                .flatMap(TypedPhones::msisdn);
    }

    private static boolean isMobileLength(PhoneNumber number) {
        return NUMBERS.isPossibleNumberForTypeWithReason(number, PhoneNumberType.MOBILE)
                == ValidationResult.IS_POSSIBLE;
    }

    /** A number that exists. */
    private Optional<Msisdn> number(String digits) {
        return parsed(digits).filter(NUMBERS::isValidNumber).flatMap(TypedPhones::msisdn);
    }

    private Optional<PhoneNumber> parsed(String digits) {
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS + 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(NUMBERS.parseAndKeepRawInput(digits, region));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private boolean isWhole(PhoneNumber number, String digits) {
        if (number.getCountryCodeSource() != CountryCodeSource.FROM_DEFAULT_COUNTRY) {
            return true;
        }
        String prefix = NUMBERS.getNddPrefixForRegion(region, true);
        boolean written = prefix != null
                && !prefix.isEmpty()
                && digits(NUMBERS.format(number, PhoneNumberFormat.NATIONAL)).startsWith(prefix);
        return !written || digits.startsWith(prefix);
    }

    private static Optional<Msisdn> msisdn(PhoneNumber number) {
        return Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                .filter(Msisdn::isE164)
                .map(Msisdn::new);
    }

    /**
     * The ways to divide words into numbers.
     *
     * @param words what is divided
     * @param ways for each word, in how many ways it and all that follow are numbers: none, one, or 2 for more
     * @param ends for each word with one way, where the number that it begins ends
     * @param reader reads the digits of one number, a plus before them or not
     */
    private record Division<T>(
            List<String> words, List<Integer> ways, List<Integer> ends, Function<String, Optional<T>> reader) {

        static <T> Division<T> of(List<String> words, Function<String, Optional<T>> reader) {
            Integer[] ways = new Integer[words.size() + 1];
            Integer[] ends = new Integer[words.size()];
            Arrays.fill(ways, 0);
            Arrays.fill(ends, 0);
            ways[words.size()] = 1;
            for (int from = words.size() - 1; from >= 0; from--) {
                for (int end = from + 1; end <= reach(words, from); end++) {
                    if (ways[end] > 0 && reader.apply(joined(words, from, end)).isPresent()) {
                        ways[from] = Math.min(2, ways[from] + ways[end]);
                        ends[from] = end;
                    }
                }
            }
            return new Division<>(words, List.of(ways), List.of(ends), reader);
        }

        /** How far a number that begins with that word may go: to the next plus at most. */
        private static int reach(List<String> words, int from) {
            int end = from + 1;
            while (end < words.size()
                    && end - from < MAX_WORDS_OF_ONE
                    && !words.get(end).startsWith("+")) {
                end++;
            }
            return end;
        }

        /** The first word that no numbers before it lead beyond. */
        static <T> int understood(List<String> words, Function<String, Optional<T>> reader) {
            int furthest = 0;
            boolean[] reached = new boolean[words.size() + 1];
            reached[0] = true;
            for (int from = 0; from < words.size(); from++) {
                for (int end = from + 1; reached[from] && end <= reach(words, from); end++) {
                    if (reader.apply(joined(words, from, end)).isPresent()) {
                        reached[end] = true;
                        furthest = Math.max(furthest, end);
                    }
                }
            }
            return furthest;
        }

        boolean isPossible() {
            return ways.get(0) > 0;
        }

        boolean isDoubtful() {
            return ways.get(0) > 1;
        }

        /** The numbers, if there is one way alone. */
        Optional<List<T>> only() {
            if (ways.get(0) != 1) {
                return Optional.empty();
            }
            List<T> numbers = new ArrayList<>();
            for (int from = 0; from < words.size(); from = ends.get(from)) {
                numbers.add(reader.apply(joined(words, from, ends.get(from))).orElseThrow());
            }
            return Optional.of(numbers);
        }
    }
}
