package dev.convoke.dialin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Folding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated texts: valid ones are read back whatever way they are written, all others do no harm. */
class DialInGrammarTest {

    private static final int TEXTS = 10_000;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final List<String> SOUP = List.of(
            "JOIN",
            "open",
            "CLOSE",
            "EXTEND",
            "INVITE",
            "STOP",
            "8401234",
            "4921",
            "0",
            "12",
            "203.0.113.7:5000",
            "203.0.113.7",
            ":5000",
            "203.0.113.7:0",
            "[2001:db8::7]:5000",
            "[::",
            "::1",
            "]:5000",
            "[",
            "]",
            ":",
            "::",
            ".",
            "http://",
            "www.",
            "x.example:80",
            "Alice",
            "+447700900123",
            "15m",
            ",",
            ";",
            "\n",
            " ",
            " ",
            "-",
            "\u0665",
            "\uff15",
            "\uff1a",
            "\u3002",
            "\u200e",
            "\ud83d\ude00",
            "\ud800",
            "\u0000",
            "PIN:4921",
            "%s");

    @Test
    void readsBackWhatWasWrittenInAnyToleratedWay() {
        eachSeed(random -> DialInWriter.random(random).write(random), (seed, text) -> {
            DialInWriter.Value expected = DialInWriter.random(new Random(seed)).value();

            assertThat(DialInParser.parse(text))
                    .as(() -> describe(seed, text))
                    .satisfies(read -> expected.assertReadBack(read));
        });
    }

    @Test
    void randomUnicodeDoesNoHarm() {
        eachSeed(DialInGrammarTest::randomUnicode, DialInGrammarTest::assertHarmless);
    }

    @Test
    void soupsOfTokensDoNoHarm() {
        eachSeed(DialInGrammarTest::soup, DialInGrammarTest::assertHarmless);
    }

    @Test
    void damagedDialInsDoNoHarm() {
        eachSeed(DialInGrammarTest::damaged, DialInGrammarTest::assertHarmless);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.",
                "1",
                ":",
                "[",
                "[:",
                "a:",
                "1:",
                ".",
                " ",
                "1 ",
                "a ",
                "1.1.1.1:1 ",
                "x.y:1 ",
                "(",
                "-",
                "\ud800",
                "\ufdfa",
                "JOIN 1 ",
                "INVITE 8401234 4921 1 ",
                "f:",
                "www.",
                "://",
                "\u0301"
            })
    void longRepetitionsTakeNoTimeToSpeakOf(String unit) {
        String text = "JOIN 8401234 " + unit.repeat(20_000);
        long before = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            assertHarmless(i, text.substring(i));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    private interface Check {
        void accept(long seed, String text);
    }

    /** Runs the check for many seeds; the first is new each time, and every failure names its own. */
    private static void eachSeed(Function<Random, String> write, Check check) {
        long first = System.nanoTime();
        long deadline = System.nanoTime() + BOUND.toNanos();
        for (long seed = first; seed < first + TEXTS; seed++) {
            String text = write.apply(new Random(seed));
            try {
                check.accept(seed, text);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(describe(seed, text), e);
            }
            assertThat(System.nanoTime()).as("seed %d", seed).isLessThan(deadline);
        }
    }

    private static String describe(long seed, String text) {
        StringBuilder escaped = new StringBuilder("seed " + seed + ", text ");
        text.chars()
                .limit(400)
                .forEach(c -> escaped.append(c >= ' ' && c < 0x7f ? (char) c : String.format("\\u%04x", c)));
        return escaped.toString();
    }

    /** What must hold for every text: no exception, no address out of nothing, no digit in what is told to the sender. */
    private static void assertHarmless(long seed, String text) {
        DialInText read = DialInParser.parse(text);
        if (read instanceof Malformed malformed) {
            assertThat(malformed.problem()).as(() -> describe(seed, text)).matches("[A-Za-z ,]{5,80}");
        }
        if (read instanceof Entry entry
                && entry.address().isPresent()
                && !literals(Folding.fold(text)).contains(entry.address().get())) {
            fail(describe(seed, text) + " gave an address that no literal in it has");
        }
    }

    /** Every address that a run of the text's characters, not torn out of a longer word, strictly reads as. */
    private static List<DeviceAddress> literals(String folded) {
        List<DeviceAddress> found = new ArrayList<>();
        for (int start = 0; start < folded.length(); start++) {
            boolean torn = start > 0 && Character.isLetterOrDigit(folded.charAt(start - 1));
            for (int end = start + 1; !torn && end <= Math.min(folded.length(), start + 60); end++) {
                if (end == folded.length() || !Character.isLetterOrDigit(folded.charAt(end))) {
                    DeviceAddress.parse(folded.substring(start, end)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String randomUnicode(Random random) {
        int[] tops = {0x7f, 0xff, 0x3000, 0xffff, 0x10ffff};
        int top = tops[random.nextInt(tops.length)];
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(120); i > 0; i--) {
            text.appendCodePoint(random.nextInt(top + 1));
        }
        return text.toString();
    }

    private static String soup(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(SOUP.get(random.nextInt(SOUP.size()))).append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(DialInWriter.random(random).write(random));
        for (int i = 1 + random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, SOUP.get(random.nextInt(SOUP.size())));
                case 2 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                case 3 -> text.insert(at, text.charAt(random.nextInt(text.length())));
                default -> text.insert(random.nextInt(text.length()), text.substring(at));
            }
        }
        return text.toString();
    }
}
