package dev.convoke.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.schedule.BookingExtender;
import dev.convoke.sms.SingleSms;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code EXTEND} by text, on real bookings. */
@Timeout(30)
class MoreTimeByTextTest {

    @RegisterExtension
    private final Desk desk = new Desk();

    @BeforeEach
    void open() {
        desk.extender = new BookingExtender(
                desk.reception.store.bookings(), Duration.ofMinutes(5), desk.reception.clock, () -> {});
    }

    private String answerTo(String minutes) {
        assertThat(desk.outcomeOf(1, "EXTEND 8401234 492150 " + minutes)).isEqualTo("command");
        String answer = desk.sentences().get(desk.sentences().size() - 1);
        assertThat(SingleSms.holds(answer)).isTrue();
        return answer;
    }

    @Test
    void tellsUntilWhenTheMeetingLastsThen() {
        desk.reception.book("2026-12-01T11:30", "Europe/London", Duration.ofHours(1));

        assertThat(answerTo("15")).isEqualTo("Room 8401234 is booked until Tue 1 Dec 2026 12:45 (Europe/London) now.");
        assertThat(answerTo("600 minutes"))
                .isEqualTo("Room 8401234 is booked until Tue 1 Dec 2026 22:45 (Europe/London) now.");
    }

    @Test
    void refusesWhatWouldMeetTheNextBookingAndTellsHowMuchThereIs() {
        desk.reception.book("2026-12-01T11:30", "Europe/London", Duration.ofHours(1));
        desk.reception.book("2026-12-01T14:00", "Europe/Berlin", Duration.ofHours(1));

        assertThat(answerTo("31"))
                .isEqualTo("Room 8401234 is booked again from Tue 1 Dec 2026 14:00 (Europe/Berlin)."
                        + " At most 30 minutes can be added.");
        assertThat(answerTo("30")).endsWith("13:00 (Europe/London) now.");
        assertThat(answerTo("1")).endsWith("14:00 (Europe/Berlin). There is no time to add.");
    }

    @Test
    void aMeetingWithoutABookingNeedsNoMoreTime() {
        assertThat(answerTo("15")).isEqualTo("Room 8401234: no booking is on, so no meeting ends by itself.");
    }

    @Test
    void tenHoursAreTheMost() {
        assertThat(answerTo("601")).isEqualTo("Room 8401234: EXTEND takes 1 to 600 minutes.");
        assertThat(desk.commands).isEmpty();
    }
}
