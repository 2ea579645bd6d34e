package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpansTest {

    @Test
    void readsWhatPeopleType() {
        assertThat(Spans.parse("5s")).contains(Duration.ofSeconds(5));
        assertThat(Spans.parse("15m")).contains(Duration.ofMinutes(15));
        assertThat(Spans.parse("2h")).contains(Duration.ofHours(2));
        assertThat(Spans.parse("7d")).contains(Duration.ofDays(7));
    }

    @Test
    void readsNothingElse() {
        for (String typed : new String[] {"", "5", "s", "0s", "-5s", "5 s", "5S", "100000d", "1h30m", "٥s"}) {
            assertThat(Spans.parse(typed)).as(typed).isEmpty();
        }
    }

    @Test
    void writesTheLargestUnitThatFits() {
        assertThat(Spans.text(Duration.ofMillis(1))).isEqualTo("1 second");
        assertThat(Spans.text(Duration.ofSeconds(90))).isEqualTo("90 seconds");
        assertThat(Spans.text(Duration.ofMinutes(1))).isEqualTo("1 minute");
        assertThat(Spans.text(Duration.ofMinutes(90))).isEqualTo("90 minutes");
        assertThat(Spans.text(Duration.ofHours(3))).isEqualTo("3 hours");
        assertThat(Spans.text(Duration.ofDays(2))).isEqualTo("2 days");
        assertThat(Spans.text(Duration.ZERO)).isEqualTo("0 seconds");
    }
}
