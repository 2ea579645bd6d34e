package dev.convoke.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.store.BookingRow;
import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is planned for a booking, and when. */
class BookingActTest {

    private static final ScheduleSettings SETTINGS = ScheduleSettings.defaults(Duration.ofMinutes(5));

    private static Stream<String> planned(String localStart, String zone, Duration length) {
        BookingRow row = new BookingRow(
                1, new ConferenceNumber("8401234"), LocalDateTime.parse(localStart), ZoneId.of(zone), length);
        return BookingAct.allOf(row, SETTINGS).stream().map(act -> act.kind() + " " + act.due());
    }

    @Test
    void anHourHasDoorsTwoWarningsAndTwoEnds() {
        assertThat(planned("2026-12-01T10:00", "Europe/Berlin", Duration.ofHours(1)))
                .containsExactly(
                        "DOORS 2026-12-01T08:55:00Z",
                        "WARNING 2026-12-01T09:55:00Z",
                        "WARNING 2026-12-01T09:59:00Z",
                        "CLOSE 2026-12-01T10:00:00Z",
                        "SWEEP 2026-12-01T10:01:00Z");
    }

    @Test
    void nobodyIsWarnedBeforeTheMeetingBegins() {
        assertThat(planned("2026-12-01T10:00", "UTC", Duration.ofMinutes(3)))
                .filteredOn(act -> act.startsWith("WARNING"))
                .containsExactly("WARNING 2026-12-01T10:02:00Z");
    }

    @Test
    void anHourAcrossTheChangeOfTheClocksIsAnHour() {
        assertThat(planned("2027-03-28T01:30", "Europe/Berlin", Duration.ofHours(1)))
                .contains("DOORS 2027-03-28T00:25:00Z", "CLOSE 2027-03-28T01:30:00Z");
        assertThat(planned("2027-03-28T02:30", "Europe/Berlin", Duration.ofHours(1)))
                .contains("DOORS 2027-03-28T01:25:00Z", "CLOSE 2027-03-28T02:30:00Z");
    }

    @Test
    void settingsOutOfRangeAreRefusedWithKeyAndRange() {
        assertThatThrownBy(() -> new ScheduleSettings(Duration.ZERO, List.of(Duration.ZERO), Duration.ofSeconds(5), 2))
                .hasMessage("warnings: 0ms (expected: 1s..24h)");
        assertThatThrownBy(() -> new ScheduleSettings(
                        Duration.ZERO, Collections.nCopies(11, Duration.ofMinutes(1)), Duration.ofSeconds(5), 2))
                .hasMessage("warnings: 11 (expected: 0..10)");
        assertThatThrownBy(() -> new ScheduleSettings(Duration.ZERO, List.of(), Duration.ofMillis(1), 2))
                .hasMessage("refresh: 1ms (expected: 100ms..1h)");
    }
}
