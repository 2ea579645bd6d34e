package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentedTextTest {

    @ParameterizedTest
    @CsvSource({
        "a, 0, 0, 1", "a, 160, 0, 1", "a, 161, 0, 2", "a, 306, 0, 2", "a, 307, 0, 3", "[, 80, 0, 1", "[, 81, 0, 2",
        "[, 152, 0, 2", "[, 153, 0, 3", "ж, 70, 8, 1", "ж, 71, 8, 2", "ж, 134, 8, 2", "ж, 135, 8, 3", "😀, 35, 8, 1",
        "😀, 36, 8, 2", "😀, 66, 8, 2", "😀, 67, 8, 3"
    })
    void takesAsManyMessagesAsTheStandardSays(String character, int count, int dataCoding, int messages) {
        SegmentedText text = segmented(character.repeat(count), Alphabet.GSM7);

        assertThat(text.dataCoding()).isEqualTo(dataCoding);
        assertThat(text.count()).isEqualTo(messages);
        assertThat(text.hasHeader()).isEqualTo(messages > 1);
    }

    @Test
    void numbersThePartsAndFillsThem() {
        SegmentedText text =
                SegmentedText.of("x".repeat(200), Alphabet.GSM7, 0x1CC, 10).orElseThrow();

        assertThat(text.part(0)).hasSize(6 + 153).startsWith(5, 0, 3, 0xCC, 2, 1);
        assertThat(text.part(1)).hasSize(6 + 47).startsWith(5, 0, 3, 0xCC, 2, 2);
    }

    @Test
    void aTextOfTooManyPartsIsNone() {
        assertThat(SegmentedText.of("x".repeat(1_531), Alphabet.GSM7, 1, 10)).isEmpty();
        assertThat(SegmentedText.of("x".repeat(1_530), Alphabet.GSM7, 1, 10)).isPresent();
    }

    @Test
    void onALinkWhoseDefaultIsLatin1OnlyWhatBothAlphabetsHoldGoesAsDefault() {
        SegmentedText brackets = segmented("[ü]", Alphabet.LATIN1);

        assertThat(brackets.dataCoding()).isZero();
        assertThat(brackets.part(0)).isEqualTo("[ü]".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(segmented("€", Alphabet.LATIN1).dataCoding()).isEqualTo(8);
        assertThat(segmented("ç", Alphabet.LATIN1).dataCoding()).isEqualTo(8);
        assertThat(segmented("ü", Alphabet.ASCII).dataCoding()).isEqualTo(8);
    }

    @RepeatedTest(200)
    void randomTextsComeBackWholeFromTheirParts(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        String text = randomText(random);
        Alphabet zero = random.nextBoolean() ? Alphabet.GSM7 : Alphabet.LATIN1;

        SegmentedText parts =
                SegmentedText.of(text, zero, random.nextInt(), 255).orElseThrow();

        StringBuilder together = new StringBuilder();
        for (int i = 0; i < parts.count(); i++) {
            byte[] octets = parts.part(i);
            assertThat(octets).as("seed %d", round.getCurrentRepetition()).hasSizeLessThanOrEqualTo(160);
            byte[] body = parts.hasHeader()
                    ? UserDataHeader.parse(octets).orElseThrow().textOf(octets)
                    : octets;
            together.append(Alphabet.of(parts.dataCoding(), zero).decode(body).orElseThrow());
        }
        assertThat(together.toString())
                .as("seed %d", round.getCurrentRepetition())
                .isEqualTo(text);
    }

    private static String randomText(Random random) {
        int kinds = random.nextInt(4);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(500); i > 0; i--) {
            switch (random.nextInt(kinds + 1)) {
                case 0 -> text.append((char) ('a' + random.nextInt(26)));
                case 1 -> text.append("[]{}€|~^".charAt(random.nextInt(8)));
                case 2 -> text.append((char) (0xA0 + random.nextInt(0x5000)));
                default -> text.appendCodePoint(0x1F300 + random.nextInt(0x300));
            }
        }
        return text.toString();
    }

    private static SegmentedText segmented(String text, Alphabet zero) {
        return SegmentedText.of(text, zero, 1, 255).orElseThrow();
    }
}
