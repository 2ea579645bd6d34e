package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.sms.SegmentedText.Shape;
import dev.convoke.sms.UserDataHeader.Part;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of ours in packed septets, eight in seven octets, and how the receiving side reads them. */
class PackedTextTest {

    private static final int MAX_CHARS = 320;
    private static final int MESSAGE_OCTETS = 140;
    private static final String EXTENDED = "\f^{}\\[~]|€";

    /** The first is the usual example; the rest was worked out by hand, low bits first. */
    @ParameterizedTest
    @CsvSource({
        "hellohello, e8329bfd4697d9ec37",
        "hello, e8329bfd06",
        "Test, d4f29c0e",
        "12345678, 31d98c56b3dd70",
        "1234567, 31d98c56b3dd1a", // seven bits are left: a carriage return
        "1234567@, 31d98c56b3dd000d", // that would read as filling: a carriage return behind it
        "@, 00",
        "[y, 1b5e1e",
    })
    void packsAsTheStandardSays(String text, String hex) {
        SegmentedText packed = packed(text, Shape.parts(1, 1));

        assertThat(packed.dataCoding()).isZero();
        assertThat(packed.hasHeader()).isFalse();
        assertThat(HexFormat.of().formatHex(packed.part(0))).isEqualTo(hex);
    }

    /** Six octets of header are 48 bits, and one of filling; seven are a whole number of septets; twelve need two. */
    @ParameterizedTest
    @CsvSource({"6, d06536fb0d", "7, e8329bfd06", "12, a0cb6cf61b", "0, e8329bfd06"})
    void theTextBeginsAtASeptetBehindTheHeader(int headerOctets, String hex) {
        assertThat(HexFormat.of().formatHex(Gsm7.pack(Gsm7.encode("hello"), headerOctets)))
                .isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({"a, 160, 140, 1", "a, 161, 140, 2", "a, 306, 140, 2", "a, 307, 140, 3", "[, 80, 140, 1", "[, 81, 140, 2"
    })
    void aMessageIsFilledToItsLastOctet(String character, int count, int firstOctets, int messages) {
        SegmentedText packed = packed(character.repeat(count), Shape.parts(1, 255));

        assertThat(packed.count()).isEqualTo(messages);
        assertThat(packed.part(0)).hasSize(firstOctets);
    }

    @Test
    void whatMayBeTakenForFillingNeverEndsAFullMessage() {
        SegmentedText one = packed("x".repeat(159) + "@", Shape.parts(1, 255));
        SegmentedText two = packed("x".repeat(152) + "@".repeat(20), Shape.parts(1, 255));

        assertThat(one.count()).isEqualTo(2);
        assertThat(read(one)).isEqualTo("x".repeat(159) + "@");
        assertThat(read(two)).isEqualTo("x".repeat(152) + "@".repeat(20));
    }

    @Test
    void whatTheAlphabetDoesNotHoldGoesAsUcs2() {
        assertThat(packed("Привет", Shape.parts(1, 1)).dataCoding()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parts", "port", "whole", "whole to a port"})
    void randomTextsOfAnyLengthComeBack(String way) {
        OptionalInt port = way.endsWith("port") ? OptionalInt.of(16_000) : OptionalInt.empty();
        boolean whole = way.startsWith("whole");
        for (int chars = 0; chars <= MAX_CHARS; chars++) {
            for (int seed = 0; seed < 10; seed++) {
                String text = randomText(new Random(1_000L * chars + seed), chars);

                SegmentedText packed = packed(text, new Shape(seed, 255, port, whole));

                assertThat(read(packed)).as("%d chars, seed %d", chars, seed).isEqualTo(text);
                assertFits(packed, whole);
            }
        }
    }

    private static void assertFits(SegmentedText packed, boolean whole) {
        for (int i = 0; i < packed.count() && !whole; i++) {
            assertThat(packed.part(i)).hasSizeLessThanOrEqualTo(MESSAGE_OCTETS);
        }
    }

    /** Any septets, many of them such as may be filling; the last is no carriage return, which may get lost. */
    private static String randomText(Random random, int chars) {
        StringBuilder text = new StringBuilder();
        while (text.length() < chars) {
            boolean last = text.length() == chars - 1;
            switch (random.nextInt(5)) {
                case 0 -> text.append(last ? '@' : '\r');
                case 1 -> text.append('@');
                case 2 -> text.append(EXTENDED.charAt(random.nextInt(EXTENDED.length())));
                default -> text.append(Gsm7.decode(new byte[] {(byte) ('0' + random.nextInt(80))}));
            }
        }
        return text.toString();
    }

    @Test
    void nothingButACarriageReturnGetsLostAtTheEnd() {
        for (int chars = 0; chars <= MAX_CHARS; chars++) {
            String text = "x".repeat(chars);

            assertThat(read(packed(text + "@\r", Shape.parts(1, 255)))).isIn(text + "@", text + "@\r");
            assertThat(read(packed(text + "\r\r", Shape.parts(1, 255)))).isIn(text + "\r", text + "\r\r");
        }
    }

    private static SegmentedText packed(String text, Shape shape) {
        return SegmentedText.of(text, Alphabet.GSM7_PACKED, shape).orElseThrow();
    }

    /** As the receiving side does: part for part, and only then together. */
    private static String read(SegmentedText packed) {
        List<EncodedText> parts = new ArrayList<>();
        for (int i = 0; i < packed.count(); i++) {
            byte[] octets = packed.part(i);
            int header = 0;
            if (packed.hasHeader()) {
                UserDataHeader parsed = UserDataHeader.parse(octets).orElseThrow();
                header = parsed.octets();
                assertThat(parsed.part().map(Part::number).orElse(1)).isEqualTo(i + 1);
            }
            parts.add(EncodedText.of(Alphabet.of(packed.dataCoding(), Alphabet.GSM7_PACKED), octets, header));
        }
        return EncodedText.join(parts);
    }
}
