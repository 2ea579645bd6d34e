package dev.convoke.schedule;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.hears;
import static dev.convoke.schedule.BookedRooms.HOUR;
import static dev.convoke.schedule.BookedRooms.OTHER;
import static dev.convoke.schedule.BookedRooms.ZONE;
import static dev.convoke.schedule.BookedRooms.ends;
import static dev.convoke.schedule.BookedRooms.goesOn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.store.BookingRow;
import dev.convoke.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bookings that are added, moved and cancelled while the scheduler runs. */
@Timeout(30)
class BookingSchedulerChangesTest {

    @RegisterExtension
    private final BookedRooms rooms = new BookedRooms();

    @Test
    void aBookingThatAnotherProcessAddsIsFoundByItself() {
        rooms.scheduler();
        Store otherProcess = rooms.openStore();
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        Instant start = rooms.clock.instant().minus(HOUR).plusMillis(900);

        otherProcess
                .bookings()
                .add(new BookingRow(0, NUMBER, LocalDateTime.ofInstant(start, ZONE), ZONE, HOUR))
                .join();
        rooms.passMs(900);

        ends(alice);
    }

    @Test
    void refreshFindsAChangeAtOnce() {
        BookingScheduler scheduler = rooms.schedulerWith(Duration.ZERO, HOUR);
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(500), HOUR);

        scheduler.refresh();
        rooms.passMs(500);

        ends(alice);
    }

    @Test
    void aCancelledBookingEndsNothingEvenBeforeTheTableIsReadAgain() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        BookingRow cancelled = rooms.bookUntil(NUMBER, Duration.ofMillis(900), HOUR);
        rooms.bookUntil(OTHER, Duration.ofMillis(1_500), HOUR);
        SimulatedDevice marker = rooms.moderatorIn(OTHER);
        rooms.schedulerWith(Duration.ZERO, HOUR, Duration.ofSeconds(1));

        rooms.store.bookings().cancel(cancelled.id()).join();
        rooms.passMs(1_500);
        ends(marker);

        goesOn(alice);
    }

    @Test
    void aLongerBookingEndsLaterAndWarnsAnew() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        BookingRow booking = rooms.bookUntil(NUMBER, Duration.ofMillis(1_300), HOUR);
        rooms.schedulerWith(Duration.ZERO, HOUR, Duration.ofSeconds(1));
        rooms.passMs(300);
        hears(alice, "ends in 1 second");

        // Nobody refreshes: what was planned notices when its time comes.
        rooms.store.bookings().resize(booking.id(), HOUR.plusSeconds(2)).join();
        rooms.passMs(2_999);
        goesOn(alice);
        rooms.passMs(1);
        ends(alice);

        assertThat(rooms.clock.instant()).isAfterOrEqualTo(booking.end().plusSeconds(2));
        assertThat(alice.heard().stream().filter(line -> line.contains("ends in 1 second")))
                .hasSize(2);
    }

    @Test
    void aBookingThatIsCutShortEndsAtOnce() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        BookingRow booking = rooms.bookUntil(NUMBER, HOUR, HOUR.multipliedBy(2));
        rooms.scheduler();

        rooms.store.bookings().resize(booking.id(), Duration.ofMinutes(30)).join();
        rooms.passMs(100);

        ends(alice);
    }
}
