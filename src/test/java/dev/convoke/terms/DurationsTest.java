package dev.convoke.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "2h, PT2H",
        "90m, PT90M",
        "7d, P7D",
        "0s, PT0S",
        "10 s, PT10S",
        "10 minutes, PT10M",
        "1 second, PT1S",
        "1.5h, PT90M",
        "250us, PT0.00025S",
        "1h30m, PT90M",
        "1h 30m, PT90M",
        "1 hour 30 minutes, PT90M",
        "1d12h, PT36H",
        "1s250ms, PT1.25S",
        "' 5m ', PT5M",
    })
    void readsNumbersWithTheirUnits(String typed, Duration meant) {
        assertThat(Durations.parse(typed)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "0",
                "1.5",
                "s",
                "m5",
                "-5s",
                "+5s",
                "5S",
                "5x",
                "5sms",
                "5ss",
                "30m1h",
                "1h30",
                "1h1h",
                "1h,30m",
                "٥s",
                "9999999999d",
                "5s!",
                "1h  x",
                "PT5M",
            })
    void readsNothingElse(String typed) {
        assertThat(Durations.parse(typed)).isEmpty();
    }

    @Test
    void asksForTheUnitThatIsMissing() {
        assertThat(Durations.question("5")).isEqualTo("; a unit is missing: 5s?");
        assertThat(Durations.question("90")).isEqualTo("; a unit is missing: 90m?");
        assertThat(Durations.question("5000")).isEqualTo("; a unit is missing: 5000ms?");
        assertThat(Durations.question("1.5")).isEqualTo("; a unit is missing: 1.5s?");
        assertThat(Durations.question("fast")).isEmpty();
        assertThat(Durations.question("5x")).isEmpty();
        assertThat(Durations.question("")).isEmpty();
    }

    @Test
    void readsSpansAsPeopleTypeThemInARoom() {
        assertThat(Durations.parseSpan("5s")).contains(Duration.ofSeconds(5));
        assertThat(Durations.parseSpan("15m")).contains(Duration.ofMinutes(15));
        assertThat(Durations.parseSpan("2h")).contains(Duration.ofHours(2));
        assertThat(Durations.parseSpan("7d")).contains(Duration.ofDays(7));
        assertThat(Durations.parseSpan("1h30m")).contains(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "0s", "0h0m", "-5s", "5 s", "5S", "100000d", "30m1h", "500ms", "1.5h", "٥s"})
    void readsNoOtherSpans(String typed) {
        assertThat(Durations.parseSpan(typed)).isEmpty();
    }

    @Test
    void writesOneUnitIfAWholeNumberOfItIsLeft() {
        assertThat(Durations.text(Duration.ofMillis(250))).isEqualTo("250ms");
        assertThat(Durations.text(Duration.ofMillis(1_250))).isEqualTo("1250ms");
        assertThat(Durations.text(Duration.ofSeconds(45))).isEqualTo("45s");
        assertThat(Durations.text(Duration.ofMinutes(10))).isEqualTo("10m");
        assertThat(Durations.text(Duration.ofMinutes(90))).isEqualTo("90m");
        assertThat(Durations.text(Duration.ofDays(1))).isEqualTo("24h");
        assertThat(Durations.text(Duration.ZERO)).isEqualTo("0s");
    }

    @Test
    void writesAllUnits() {
        assertThat(Durations.parts(Duration.ofHours(1))).isEqualTo("1h");
        assertThat(Durations.parts(Duration.ofMinutes(90))).isEqualTo("1h30m");
        assertThat(Durations.parts(Duration.ofHours(36))).isEqualTo("36h");
        assertThat(Durations.parts(Duration.ofMillis(61_250))).isEqualTo("1m1s250ms");
        assertThat(Durations.parts(Duration.ZERO)).isEqualTo("0s");
    }

    @Test
    void readsWhatItWrites() {
        for (long ms : List.of(0L, 1L, 250L, 1_000L, 61_250L, 90_000L, 5_400_000L, 86_400_000L, 316_224_000_000L)) {
            Duration duration = Duration.ofMillis(ms);
            assertThat(Durations.parse(Durations.text(duration))).contains(duration);
            assertThat(Durations.parse(Durations.parts(duration))).contains(duration);
        }
    }

    @Test
    void saysHowLongInWords() {
        assertThat(Durations.words(Duration.ofMillis(1))).isEqualTo("1 second");
        assertThat(Durations.words(Duration.ofSeconds(90))).isEqualTo("90 seconds");
        assertThat(Durations.words(Duration.ofMinutes(1))).isEqualTo("1 minute");
        assertThat(Durations.words(Duration.ofMinutes(90))).isEqualTo("90 minutes");
        assertThat(Durations.words(Duration.ofHours(3))).isEqualTo("3 hours");
        assertThat(Durations.words(Duration.ofDays(2))).isEqualTo("2 days");
        assertThat(Durations.words(Duration.ZERO)).isEqualTo("0 seconds");
    }

    @Test
    void saysHowLongToWaitAndNeverTooShort() {
        assertThat(Durations.waitInWords(Duration.ZERO)).isEqualTo("1 second");
        assertThat(Durations.waitInWords(Duration.ofMillis(1_001))).isEqualTo("2 seconds");
        assertThat(Durations.waitInWords(Duration.ofSeconds(60))).isEqualTo("1 minute");
        assertThat(Durations.waitInWords(Duration.ofSeconds(119))).isEqualTo("119 seconds");
        assertThat(Durations.waitInWords(Duration.ofSeconds(121))).isEqualTo("3 minutes");
        assertThat(Durations.waitInWords(Duration.ofMinutes(10))).isEqualTo("10 minutes");
    }
}
