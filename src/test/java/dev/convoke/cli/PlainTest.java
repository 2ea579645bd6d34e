package dev.convoke.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void leavesWhatPeopleWriteAlone() {
        assertThat(Plain.text("Grüße, 你好 👩‍👩‍👧 e\u0301")).isEqualTo("Grüße, 你好 👩‍👩‍👧 e\u0301");
    }

    @Test
    void replacesWhatATerminalWouldActOn() {
        assertThat(Plain.text("a\u001b[2Jb\nc\u007fd\u009be\u202ef\u2028g\ud800h"))
                .isEqualTo("a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh");
    }
}
