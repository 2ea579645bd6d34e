package dev.convoke.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.sms.SegmentedText.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
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

    @ParameterizedTest
    @CsvSource({
        "a, 152, 1",
        "a, 153, 2",
        "a, 292, 2",
        "a, 293, 3",
        "[, 76, 1",
        "[, 77, 2",
        "[, 146, 2",
        "ж, 66, 1",
        "ж, 67, 2",
        "ж, 128, 2",
        "ж, 129, 3",
        "😀, 64, 2",
        "😀, 65, 3"
    })
    void aPortTakesItsRoomInEachMessage(String character, int count, int messages) {
        SegmentedText text = SegmentedText.of(character.repeat(count), Alphabet.GSM7, toPort(1, 255))
                .orElseThrow();

        assertThat(text.count()).isEqualTo(messages);
        assertThat(text.hasHeader()).isTrue();
        for (int i = 0; i < messages; i++) {
            UserDataHeader header = UserDataHeader.parse(text.part(i)).orElseThrow();
            assertThat(header.destinationPort().orElseThrow()).isEqualTo(16_000);
            assertThat(header.part().isPresent()).isEqualTo(messages > 1);
        }
    }

    private static Shape toPort(int reference, int maxParts) {
        return new Shape(reference, maxParts, OptionalInt.of(16_000), false);
    }

    @Test
    void portAndPartStandInOneHeader() {
        SegmentedText text = SegmentedText.of("x".repeat(200), Alphabet.GSM7, toPort(0xCC, 255))
                .orElseThrow();

        assertThat(text.part(1)).startsWith(11, 5, 4, 0x3E, 0x80, 0x3E, 0x80, 0, 3, 0xCC, 2, 2, 'x');
    }

    @Test
    void aPayloadIsWholeAndCountsAsWhatItWillTake() {
        SegmentedText text = SegmentedText.of(
                        "x".repeat(400), Alphabet.GSM7, new Shape(1, 10, OptionalInt.empty(), true))
                .orElseThrow();

        assertThat(text.count()).isEqualTo(1);
        assertThat(text.messages()).isEqualTo(3);
        assertThat(text.hasHeader()).isFalse();
        assertThat(text.part(0)).hasSize(400);
    }

    @ParameterizedTest
    @CsvSource({"a, ...", "[, ...", "ж, …", "😀, …"})
    void aTextThatIsCutEndsInDotsAndFillsWhatItMay(String character, String dots) {
        for (int maxParts = 1; maxParts <= 3; maxParts++) {
            SegmentedText cut = SegmentedText.cut(character.repeat(1_000), Alphabet.GSM7, Shape.parts(1, maxParts));

            String read = together(cut, Alphabet.GSM7);
            assertThat(read).endsWith(dots).startsWith(character.repeat(30));
            assertThat(read.replace(character, "")).isEqualTo(dots);
            assertThat(cut.count()).isEqualTo(maxParts);
        }
    }

    @Test
    void whatFitsIsNotCut() {
        assertThat(together(SegmentedText.cut("x".repeat(306), Alphabet.GSM7, Shape.parts(1, 2)), Alphabet.GSM7))
                .isEqualTo("x".repeat(306));
    }

    @RepeatedTest(200)
    void randomTextsThatAreCutBeginAsTheyDid(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        String text = randomText(random);
        int maxParts = 1 + random.nextInt(3);

        SegmentedText cut = SegmentedText.cut(text, Alphabet.GSM7, Shape.parts(random.nextInt(), maxParts));

        String read = together(cut, Alphabet.GSM7);
        assertThat(cut.count()).as("seed %d", round.getCurrentRepetition()).isLessThanOrEqualTo(maxParts);
        assertThat(text)
                .as("seed %d", round.getCurrentRepetition())
                .startsWith(read.equals(text) ? read : read.replaceFirst("(\\.\\.\\.|…)$", ""));
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

        for (int i = 0; i < parts.count(); i++) {
            assertThat(parts.part(i))
                    .as("seed %d", round.getCurrentRepetition())
                    .hasSizeLessThanOrEqualTo(160);
        }
        assertThat(together(parts, zero))
                .as("seed %d", round.getCurrentRepetition())
                .isEqualTo(text);
    }

    private static String together(SegmentedText parts, Alphabet zero) {
        StringBuilder together = new StringBuilder();
        for (int i = 0; i < parts.count(); i++) {
            byte[] octets = parts.part(i);
            byte[] body = parts.hasHeader()
                    ? UserDataHeader.parse(octets).orElseThrow().textOf(octets)
                    : octets;
            together.append(Alphabet.of(parts.dataCoding(), zero).decode(body).orElseThrow());
        }
        return together.toString();
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

    @ParameterizedTest
    @CsvSource({"0, 1", "133, 1", "134, 2", "256, 2", "257, 3"})
    void dataForAPortIsSentAsItIsInMessagesOf133OctetsOr128(int octets, int messages) {
        byte[] data = new byte[octets];
        new Random(octets).nextBytes(data);

        SegmentedText parts = SegmentedText.data(data, new Shape(7, 3, OptionalInt.of(16_000), false))
                .orElseThrow();

        assertThat(parts.dataCoding()).isEqualTo(4);
        assertThat(List.of(parts.count(), parts.messages())).containsExactly(messages, messages);
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (int i = 0; i < parts.count(); i++) {
            byte[] part = parts.part(i);
            UserDataHeader header = UserDataHeader.parse(part).orElseThrow();
            assertThat(part.length).isLessThanOrEqualTo(140);
            assertThat(header.destinationPort()).hasValue(16_000);
            together.write(part, header.octets(), part.length - header.octets());
        }
        assertThat(together.toByteArray()).isEqualTo(data);
        assertThat(SegmentedText.data(new byte[385], new Shape(7, 3, OptionalInt.of(16_000), false)))
                .isEmpty();
        assertThat(SegmentedText.data(data, new Shape(7, 3, OptionalInt.of(16_000), true))
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
    }
}
