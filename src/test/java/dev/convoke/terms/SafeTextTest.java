package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void leavesWhatPeopleWriteAlone() {
        assertThat(SafeText.marked("Grüße, 你好 👩‍👩‍👧 e\u0301")).isEqualTo("Grüße, 你好 👩‍👩‍👧 e\u0301");
    }

    @Test
    void replacesWhatATerminalWouldActOn() {
        assertThat(SafeText.marked("a\u001b[2Jb\nc\u007fd\u009be\u202ef\u2028g\ud800h"))
                .isEqualTo("a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh");
    }

    @Test
    void dropsWhatATerminalWouldActOnAndKeepsTheColumnsOfTabs() {
        assertThat(SafeText.cleaned("a\u001b[2Jb\tc\u007fd\u202ee\ud800f\ue000"))
                .isEqualTo("a[2Jb cdef");
        assertThat(SafeText.cleaned("Grüße, 👩‍👩‍👧")).isEqualTo("Grüße, 👩‍👩‍👧");
    }

    @Test
    void makesAsciiOfAMessageCentresWords() {
        assertThat(SafeText.ascii("Grüße\r\n\u001b[m, ok", 80)).isEqualTo("Gr??e???[m, ok");
        assertThat(SafeText.ascii("0123456789", 4)).isEqualTo("0123");
        assertThat(SafeText.ascii("", 4)).isEmpty();
    }

    @Test
    void noControlAndNoBidiControlIsHarmless() {
        assertThat(IntStream.range(0, 0x20)).noneMatch(SafeText::isHarmless);
        assertThat(IntStream.range(0x7f, 0xa0)).noneMatch(SafeText::isHarmless);
        // LRM, RLM, the embeddings and overrides, the isolates, the Arabic letter mark (UAX #9).
        assertThat(IntStream.of(0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069))
                .noneMatch(SafeText::isHarmless);
        assertThat(SafeText.isHarmless(0x061c)).isFalse();
    }

    @Test
    void whatIsInvisibleAndShapesNothingIsNotHarmless() {
        // Soft hyphen, zero-width space, word joiner, byte order mark, interlinear annotation.
        assertThat(IntStream.of(0xad, 0x200b, 0x2060, 0xfeff, 0xfff9)).noneMatch(SafeText::isHarmless);
        assertThat(IntStream.of(0xe000, 0xf0000, 0x10ffff, 0xfffe, 0xd800, 0xdfff))
                .noneMatch(SafeText::isHarmless);
    }

    @Test
    void joinersAndTheTagsOfFlagsStay() {
        String persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645";
        String scotland = "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f";

        assertThat(SafeText.cleaned(persian)).isEqualTo(persian);
        assertThat(SafeText.marked(scotland)).isEqualTo(scotland);
        assertThat(SafeText.isHarmless(0xe0001)).isFalse();
    }

    @Test
    void onceCleanedOrMarkedATextStaysAsItIs() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            String text = random.ints(40, 0, Character.MAX_CODE_POINT + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String cleaned = SafeText.cleaned(text);
            String marked = SafeText.marked(text);

            assertThat(cleaned.codePoints()).allMatch(SafeText::isHarmless);
            assertThat(SafeText.cleaned(cleaned)).isEqualTo(cleaned);
            assertThat(SafeText.marked(marked)).isEqualTo(marked);
            assertThat(marked.codePointCount(0, marked.length())).isEqualTo(text.codePointCount(0, text.length()));
        }
    }
}
