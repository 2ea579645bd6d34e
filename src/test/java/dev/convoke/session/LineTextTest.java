package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineTextTest {

    private static LineText decoded(String raw) {
        return LineText.decode(raw.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void leavesWhatPeopleWriteAlone() {
        for (String text : new String[] {"plain", "Grüße, 你好, שלום", "👨‍👩‍👧 family", "e\u0301 combining", ""}) {
            assertThat(decoded(text)).isEqualTo(new LineText(text, false));
        }
    }

    @Test
    void removesWhatMovesACursorOrTurnsALine() {
        assertThat(decoded("a\u001b[31mb\u0007\u009bc\u202ed\u2066e\u2028f\ufeffg"))
                .isEqualTo(new LineText("abcdefg", true));
        assertThat(decoded("a\tb")).isEqualTo(new LineText("a b", false));
    }

    @Test
    void whatWasErasedIsGone() {
        assertThat(decoded("my pin is 4921" + "\b".repeat(14) + "hello")).isEqualTo(new LineText("hello", false));
        assertThat(decoded("my pin is 4921" + "\u007f".repeat(20) + "hello")).isEqualTo(new LineText("hello", false));
        assertThat(decoded("my pin is 4921\u0015hello")).isEqualTo(new LineText("hello", false));
        assertThat(decoded("pin 4921 \u0017\u0017hello")).isEqualTo(new LineText("hello", false));
        assertThat(decoded("hi \ud83c\udf89\bthere")).isEqualTo(new LineText("hi there", false));
    }

    @Test
    void sequencesForATerminalAreGoneWhole() {
        for (String sequence : new String[] {
            "\u001b[A", "\u001b[1;5D", "\u001b[200~", "\u001bOP", "\u001b[", "\u001b", "\u001b(B", "\u001b[?25l"
        }) {
            assertThat(decoded("hello" + sequence)).as(sequence).isEqualTo(new LineText("hello", true));
        }
        assertThat(decoded("\u001b[A\u001b[D hello \u001b[31mred\u001b[0m"))
                .isEqualTo(new LineText(" hello red", true));
    }

    @Test
    void theNegotiationOfATelnetClientIsNoText() {
        String negotiation = "\u00ff\u00fb\u001f\u00ff\u00fd\u0003\u00ff\u00fa\u001f\u0000P\u0000\u0018\u00ff\u00f0";
        byte[] line = ("a" + negotiation + "b").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(LineText.decode(line)).contains(new LineText("ab", false));
    }

    @Test
    void charactersOfTwoOctetsAreNotUtf8() {
        assertThat(LineText.decode("/msg Alice my pin".getBytes(StandardCharsets.UTF_16BE)))
                .isEmpty();
        assertThat(decoded("a\u0000")).isEqualTo(new LineText("a", true));
    }

    @Test
    void readsNothingThatIsNotUtf8() {
        assertThat(LineText.decode(new byte[] {'a', (byte) 0xc3})).isEmpty();
        assertThat(LineText.decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isEmpty();
        assertThat(LineText.decode(new byte[] {(byte) 0xc0, (byte) 0x80})).isEmpty();
    }

    @RepeatedTest(20)
    void noOctetsThrowAndNoControlCharacterGetsThrough(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        byte[] octets = new byte[random.nextInt(64)];
        random.nextBytes(octets);

        LineText.decode(octets)
                .ifPresent(line -> assertThat(line.text().chars().filter(Character::isISOControl))
                        .as("seed %d", run.getCurrentRepetition())
                        .isEmpty());
    }
}
