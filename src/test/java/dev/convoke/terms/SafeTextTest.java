package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

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
}
