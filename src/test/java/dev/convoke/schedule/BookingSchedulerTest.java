package dev.convoke.schedule;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static dev.convoke.schedule.BookedRooms.END;
import static dev.convoke.schedule.BookedRooms.HOUR;
import static dev.convoke.schedule.BookedRooms.OTHER;
import static dev.convoke.schedule.BookedRooms.ends;
import static dev.convoke.schedule.BookedRooms.goesOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.store.BookingRow;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a booking ends the meeting, and one booking follows the other. */
@Timeout(30)
class BookingSchedulerTest {

    @RegisterExtension
    private final BookedRooms rooms = new BookedRooms();

    @Test
    void endsTheMeetingWithItsBookingAndTellsEveryoneWhy() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        SimulatedDevice bob = rooms.engine.seated(2, "Bob", Role.PARTICIPANT);
        Instant end = rooms.bookUntil(NUMBER, Duration.ofMillis(1_200), HOUR).end();

        BookingScheduler scheduler = rooms.scheduler();
        rooms.passMs(1_199);
        goesOn(alice);
        rooms.passMs(1);

        ends(alice);
        ends(bob);
        assertThat(rooms.clock.instant()).isAfterOrEqualTo(end);
        await().until(() -> scheduler.closed() == 1);
    }

    @Test
    void endsTheWaitingToo() {
        SimulatedDevice bob = rooms.engine.device();
        rooms.engine.enter(bob, rooms.engine.entry(2, "Bob", Role.PARTICIPANT));
        rooms.bookUntil(NUMBER, Duration.ofMillis(500), HOUR);

        rooms.scheduler();
        rooms.passMs(500);

        hears(bob, "the booked time is over");
        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
    }

    @Test
    void warnsBeforeTheEndInOrder() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(2_500), HOUR);

        BookingScheduler scheduler = rooms.scheduler(Duration.ofSeconds(2), Duration.ofSeconds(1));
        rooms.passMs(2_500);
        ends(alice);

        assertThat(alice.heard().stream().filter(line -> line.contains("ends in") || line.contains(END)))
                .containsExactly("* The meeting ends in 2 seconds.", "* The meeting ends in 1 second.", "* " + END);
        assertThat(scheduler.warned()).isEqualTo(2);
    }

    @Test
    void givesNoWarningThatIsNotTrueAnyMore() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(700), HOUR);

        rooms.scheduler(Duration.ofMinutes(5), Duration.ofMinutes(1));
        rooms.passMs(700);
        ends(alice);

        assertThat(alice.heard()).noneMatch(line -> line.contains("ends in"));
    }

    @Test
    void whoComesInAfterTheEndIsPutOutAMinuteLater() {
        rooms.book(NUMBER, rooms.clock.instant().minus(Duration.ofMinutes(11)).plusSeconds(4), Duration.ofMinutes(10));
        rooms.scheduler();
        rooms.passMs(0);

        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.passMs(3_999);
        goesOn(alice);
        rooms.passMs(1);

        ends(alice);
    }

    @Test
    void meetingsThatTouchRunIntoOneAnotherWithoutWarning() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        BookingRow first = rooms.bookUntil(NUMBER, Duration.ofMillis(1_300), HOUR);
        rooms.book(NUMBER, first.end(), HOUR);
        rooms.bookUntil(OTHER, Duration.ofMillis(1_900), HOUR);
        SimulatedDevice marker = rooms.moderatorIn(OTHER);

        rooms.scheduler(Duration.ofSeconds(1));
        rooms.passMs(1_900);
        ends(marker);

        goesOn(alice);
        assertThat(alice.heard()).noneMatch(line -> line.contains("ends in"));
    }

    @Test
    void whoCameEarlyForTheNextMeetingIsNotPutOutWithTheLast() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        BookingRow first = rooms.bookUntil(NUMBER, Duration.ofMillis(800), HOUR);
        rooms.book(NUMBER, first.end().plusSeconds(240), HOUR);
        rooms.bookUntil(OTHER, Duration.ofMillis(1_400), HOUR);
        SimulatedDevice marker = rooms.moderatorIn(OTHER);

        rooms.schedulerWith(Duration.ofMinutes(5), Duration.ofMillis(100));
        rooms.passMs(1_400);
        ends(marker);

        goesOn(alice);
    }

    @Test
    void aMeetingThatFollowsAfterAGapDoesNotKeepTheFirstOpen() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        BookingRow first = rooms.bookUntil(NUMBER, Duration.ofMillis(800), HOUR);
        rooms.book(NUMBER, first.end().plusSeconds(360), HOUR);

        rooms.schedulerWith(Duration.ofMinutes(5), Duration.ofMillis(100));
        rooms.passMs(800);

        ends(alice);
    }
}
