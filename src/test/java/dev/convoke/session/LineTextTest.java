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
                .isEqualTo(new LineText("a[31mbcdefg", true));
        assertThat(decoded("a\tb")).isEqualTo(new LineText("a b", false));
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
