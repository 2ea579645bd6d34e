package dev.convoke.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Writes valid dial-ins the way people, keyboards and messengers do. */
final class DialInWriter {

    private static final List<String> SEPARATORS = List.of(
            " ", "  ", ",", ", ", ";", "\n", "\r\n", "\t", " , ", "\u3000", "\uff0c", "\u3001", "\u00a0", " - ");
    private static final List<String> INVISIBLE = List.of("\u200b", "\u200e", "\u2068", "\u2069", "\ufeff", "\u00ad");
    private static final List<String> NAME_WORDS = List.of(
            "Alice",
            "bob",
            "O'Brien",
            "J\u00f6rg",
            "\u5f20\u4f1f",
            "\u0410\u043d\u043d\u0430",
            "R2D2",
            "x",
            "\u05d3\u05d5\u05d3",
            "Anne-Marie",
            "a_b",
            "Ng",
            "No1",
            "\u0633\u0627\u0631\u0629",
            "Dr.No");
    private static final List<String[]> WRAPS = List.of(
            new String[] {"", ""},
            new String[] {"", "."},
            new String[] {"(", ")"},
            new String[] {"\"", "\""},
            new String[] {"\u201c", "\u201d"},
            new String[] {"", "!"},
            new String[] {"#", ""},
            new String[] {"", "#"});

    /** What was written. */
    record Value(String address, Optional<String> number, Optional<String> pin, Optional<String> name) {
        void assertReadBack(DialInText read) {
            assertThat(read).isInstanceOf(Entry.class);
            Entry entry = (Entry) read;
            assertThat(entry.address()).isEqualTo(DeviceAddress.parse(address)).isPresent();
            assertThat(entry.number().map(ConferenceNumber::digits)).isEqualTo(number);
            assertThat(entry.pin().map(Pin::reveal)).isEqualTo(pin);
            assertThat(entry.nick()).isEqualTo(name.flatMap(Nick::parse));
        }
    }

    private final Value value;
    private final Optional<String> keyword;

    private DialInWriter(Value value, Optional<String> keyword) {
        this.value = value;
        this.keyword = keyword;
    }

    Value value() {
        return value;
    }

    static DialInWriter random(Random random) {
        Optional<String> number = maybe(random, 4, digits(random, 3, 12));
        Optional<String> pin = number.isPresent() ? maybe(random, 1, digits(random, 4, 12)) : Optional.empty();
        Value value = new Value(
                random.nextBoolean() ? ipv4(random) : ipv6(random), number, pin, maybe(random, 1, name(random)));
        boolean mayOpen = number.isEmpty() || pin.isPresent();
        String word = mayOpen && random.nextBoolean() ? "OPEN" : "JOIN";
        return new DialInWriter(value, maybe(random, 1, anyCase(random, word)));
    }

    /** Present in {@code weight} of {@code weight + 1} cases. */
    private static Optional<String> maybe(Random random, int weight, String text) {
        return random.nextInt(weight + 1) > 0 ? Optional.of(text) : Optional.empty();
    }

    private static String digits(Random random, int min, int max) {
        StringBuilder digits = new StringBuilder();
        for (int i = min + random.nextInt(max - min + 1); i > 0; i--) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String ipv4(Random random) {
        return random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256)
                + ":" + port(random);
    }

    private static int port(Random random) {
        return 1 + random.nextInt(65_535);
    }

    private static String ipv6(Random random) {
        int head = random.nextInt(8);
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            groups.add(Integer.toHexString(random.nextInt(0x10000)));
        }
        String whole = String.join(":", groups);
        String gap = String.join(":", groups.subList(0, head)) + "::"
                + String.join(":", groups.subList(head, Math.max(head, 6 - random.nextInt(5))));
        String text = random.nextBoolean() ? whole : gap;
        return "[" + (random.nextBoolean() ? text.toUpperCase(Locale.ROOT) : text) + "]:" + port(random);
    }

    private static String name(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            words.add(NAME_WORDS.get(random.nextInt(NAME_WORDS.size())));
        }
        return String.join(" ", words);
    }

    private static String anyCase(Random random, String word) {
        StringBuilder mixed = new StringBuilder();
        word.chars().forEach(c -> mixed.append((char) (random.nextBoolean() ? c : Character.toLowerCase(c))));
        return mixed.toString();
    }

    /** The value in one of its many forms; the same random gives the same form. */
    String write(Random random) {
        List<String> parts = new ArrayList<>();
        value.number().ifPresent(number -> parts.add(wrapped(random, inAnyWidth(random, number))));
        value.pin().ifPresent(pin -> parts.add(wrapped(random, inAnyWidth(random, pin))));
        parts.add(random.nextInt(parts.size() + 1), wrapped(random, inAnyWidth(random, value.address())));
        int firstForName = keyword.isPresent() ? 0 : 1;
        value.name()
                .ifPresent(name -> parts.add(
                        firstForName + random.nextInt(parts.size() + 1 - firstForName), spaced(random, name)));
        keyword.ifPresent(word -> parts.add(0, inAnyWidth(random, word)));
        return separated(random, parts);
    }

    private static String spaced(Random random, String name) {
        return name.replace(" ", SEPARATORS.get(random.nextInt(SEPARATORS.size())));
    }

    private String separated(Random random, List<String> parts) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? " " : "");
        for (int i = 0; i < parts.size(); i++) {
            String separator = SEPARATORS.get(random.nextInt(SEPARATORS.size()));
            boolean colon = i == 1 && keyword.isPresent() && random.nextInt(5) == 0;
            text.append(i == 0 ? "" : colon ? ":" : separator).append(parts.get(i));
        }
        return sprinkled(
                random, text.append(random.nextInt(4) == 0 ? ".\n" : "").toString());
    }

    private static String sprinkled(Random random, String text) {
        StringBuilder sprinkled = new StringBuilder(text);
        for (int i = random.nextInt(3); i > 0; i--) {
            sprinkled.insert(random.nextInt(sprinkled.length() + 1), INVISIBLE.get(random.nextInt(INVISIBLE.size())));
        }
        return sprinkled.toString();
    }

    private static String wrapped(Random random, String part) {
        String[] wrap = random.nextInt(3) == 0 ? WRAPS.get(random.nextInt(WRAPS.size())) : WRAPS.get(0);
        return wrap[0] + part + wrap[1];
    }

    /** All ASCII, or some of it full-width. */
    private static String inAnyWidth(Random random, String ascii) {
        if (random.nextInt(3) > 0) {
            return ascii;
        }
        StringBuilder wide = new StringBuilder();
        ascii.chars().forEach(c -> wide.append((char) (random.nextBoolean() ? c : c + 0xfee0)));
        return wide.toString();
    }
}
