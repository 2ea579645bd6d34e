package dev.convoke.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmscTimeTest {

    @ParameterizedTest
    @CsvSource({
        "261201120000000+, 2026-12-01T12:00:00Z",
        "261201120000004+, 2026-12-01T11:00:00Z",
        "261201120000722-, 2026-12-01T17:30:00.700Z",
        "280229000000056+, 2028-02-28T10:00:00Z"
    })
    void readsAnAbsoluteTime(String text, Instant time) {
        assertThat(SmscTime.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000010000000R", // relative: one hour from now
                "000000000000000+", // no month
                "261301120000000+",
                "270229000000000+", // no leap year
                "261201240000000+",
                "261201120000099+", // further ahead than zones are
                "26120112000000+",
                "2612011200000000+",
                "٢٦1201120000000+",
                "soon"
            })
    void readsNothingElse(String text) {
        assertThat(SmscTime.parse(text)).isEmpty();
    }

    @Test
    void anEmptyFieldIsNoTime() {
        assertThat(SmscTime.parse("")).isEmpty();
    }
}
