package dev.convoke.admission;

import static dev.convoke.inbound.Reception.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.inbound.Reception;
import dev.convoke.room.event.BookedEnd;
import dev.convoke.store.BookingRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The booking's time, with doors that open five minutes early. */
class BookingWindowTest {

    private static final String TEXT = "198.51.100.7:5000 8401234 492150";

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private String wordAt(String instant) {
        reception.clock.set(Instant.parse(instant));
        return word(reception.decide(1, TEXT));
    }

    private String sentenceAt(String instant) {
        reception.clock.set(Instant.parse(instant));
        return Reception.sentence(reception.decide(1, TEXT));
    }

    @Test
    void aRoomWithoutBookingsIsAlwaysOpen() {
        assertThat(wordAt("2026-12-01T03:00:00Z")).isEqualTo("moderator");
    }

    @Test
    void theDoorsAreOpenFromEarlyBeforeTheStartUntilTheEnd() {
        reception.book("2026-12-01T15:00", "UTC", Duration.ofHours(1));

        assertThat(wordAt("2026-12-01T14:54:59.999Z")).isEqualTo("too-early");
        assertThat(wordAt("2026-12-01T14:55:00Z")).isEqualTo("moderator");
        assertThat(wordAt("2026-12-01T15:59:59.999Z")).isEqualTo("moderator");
        assertThat(wordAt("2026-12-01T16:00:00Z")).isEqualTo("meeting-over");
    }

    @Test
    void theStartIsToldInTheZoneOfTheBooking() {
        reception.book("2026-12-01T22:30", "America/New_York", Duration.ofHours(1));

        assertThat(sentenceAt("2026-12-01T12:00:00Z"))
                .isEqualTo(
                        "You are early: the meeting starts Tue 1 Dec 2026 22:30 (America/New_York). Text again then.");
    }

    @Test
    void theEndIsToldWhenNoMeetingFollows() {
        reception.book("2026-12-01T10:00", "Europe/Berlin", Duration.ofMinutes(90));

        assertThat(sentenceAt("2026-12-05T12:00:00Z"))
                .isEqualTo("The meeting ended Tue 1 Dec 2026 11:30 (Europe/Berlin).");
    }

    @Test
    void betweenTwoMeetingsTheNextOneCounts() {
        reception.book("2026-12-01T10:00", "UTC", Duration.ofHours(1));
        reception.book("2026-12-01T12:00", "UTC", Duration.ofHours(1));

        assertThat(wordAt("2026-12-01T11:30:00Z")).isEqualTo("too-early");
        assertThat(sentenceAt("2026-12-01T11:30:00Z")).contains("12:00");
        assertThat(wordAt("2026-12-01T11:55:00Z")).isEqualTo("moderator");
    }

    @Test
    void meetingsThatTouchLeaveNoGap() {
        reception.book("2026-12-01T10:00", "UTC", Duration.ofHours(1));
        reception.book("2026-12-01T11:00", "UTC", Duration.ofHours(1));

        assertThat(wordAt("2026-12-01T10:59:59Z")).isEqualTo("moderator");
        assertThat(wordAt("2026-12-01T11:00:00Z")).isEqualTo("moderator");
        assertThat(wordAt("2026-12-01T12:00:00Z")).isEqualTo("meeting-over");
    }

    @Test
    void whoIsLetInBringsTheEndAlong() {
        assertThat(bookedAt("2026-12-01T10:00:00Z")).isEmpty();
        reception.book("2026-12-01T15:00", "Europe/Berlin", Duration.ofHours(1));

        assertThat(bookedAt("2026-12-01T14:30:00Z"))
                .contains(new BookedEnd(Instant.parse("2026-12-01T15:00:00Z"), ZoneId.of("Europe/Berlin")));
    }

    private Optional<BookedEnd> bookedAt(String instant) {
        reception.clock.set(Instant.parse(instant));
        return ((Verdict.Admitted) reception.decide(1, TEXT)).entry().booked();
    }

    @Test
    void aCancelledBookingDecidesNothing() {
        BookingRow booking = reception.book("2026-12-01T15:00", "UTC", Duration.ofHours(1));

        reception.store.bookings().cancel(booking.id()).join();

        assertThat(wordAt("2026-12-01T10:00:00Z")).isEqualTo("moderator");
    }

    @Test
    void aStartThatTheClocksSkipMovesForwardByTheGap() {
        // 02:30 does not exist in Berlin on this day: the clock goes from 02:00 +01:00 to 03:00 +02:00.
        reception.book("2027-03-28T02:30", "Europe/Berlin", Duration.ofHours(1));

        assertThat(sentenceAt("2027-03-28T00:00:00Z")).contains("Sun 28 Mar 2027 03:30 (Europe/Berlin)");
        assertThat(wordAt("2027-03-28T01:24:59Z")).isEqualTo("too-early");
        assertThat(wordAt("2027-03-28T01:25:00Z")).isEqualTo("moderator");
        assertThat(wordAt("2027-03-28T02:30:00Z")).isEqualTo("meeting-over");
    }

    @Test
    void aStartThatTheClocksRepeatIsTheFirstOfTheTwo() {
        reception.book("2026-10-25T02:30", "Europe/Berlin", Duration.ofHours(1));

        assertThat(wordAt("2026-10-25T00:25:00Z")).isEqualTo("moderator");
        assertThat(wordAt("2026-10-25T01:30:00Z")).isEqualTo("meeting-over");
    }

    @Test
    void participantsAreToldTheTimeToo() {
        reception.book("2026-12-01T15:00", "UTC", Duration.ofHours(1));

        assertThat(word(reception.decide(2, "198.51.100.9:5000 8401234 Bob"))).isEqualTo("too-early");
    }
}
