package dev.convoke.schedule;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.schedule.BookedRooms.HOUR;
import static dev.convoke.schedule.BookedRooms.ends;
import static dev.convoke.schedule.BookedRooms.goesOn;
import static dev.convoke.schedule.BookedRooms.schedulerThreads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.RoomCommand;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store that cannot be read, a room that is busy, clocks that move, and the day after. */
@Timeout(30)
class BookingSchedulerTroubleTest {

    @RegisterExtension
    private final BookedRooms rooms = new BookedRooms();

    @Test
    void theMeetingEndsThoughItsTimerFiresALittleEarly() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofSeconds(1), HOUR);
        rooms.schedulerOn(rooms.store.bookings(), HOUR);

        rooms.alarms.putClockWrongBy(Duration.ofMillis(-50));
        rooms.passMs(1_000);

        ends(alice);
    }

    @Test
    void whatFallsDueWhileTheStoreCannotBeReadIsDoneWhenItCan() {
        FlakyBookings flaky = new FlakyBookings(rooms.store.bookings());
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(500), HOUR);
        rooms.schedulerOn(flaky, Duration.ofMillis(100));

        flaky.fail(true);
        rooms.passMs(1_100);
        assertThat(flaky.failures()).isGreaterThan(10);
        assertThat(flaky.findFailed()).isTrue();
        goesOn(alice);
        flaky.fail(false);
        rooms.passMs(400);

        ends(alice);
    }

    @Test
    void aRoomThatIsTooBusyToBeClosedIsClosedWhenItIsNot() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(500), HOUR);
        CountDownLatch gate = new CountDownLatch(1);
        rooms.engine.rooms().loopOf(NUMBER).execute(() -> awaitQuietly(gate));
        while (rooms.engine.rooms().post(NUMBER, new Actor.Operator(), new RoomCommand.Who())) {
            // Fills what may wait for the loop.
        }

        FlakyBookings watched = new FlakyBookings(rooms.store.bookings());
        rooms.schedulerOn(watched, HOUR);
        rooms.passMs(2_500);
        assertThat(watched.finds()).isGreaterThan(2);
        gate.countDown();
        await().atMost(PATIENCE)
                .until(() -> rooms.engine.rooms().post(NUMBER, new Actor.Operator(), new RoomCommand.Who()));
        rooms.passMs(1_000);

        ends(alice);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void bookingsFarAheadAreFoundWhenTheirDayComes() {
        rooms.schedulerOn(rooms.store.bookings(), Duration.ofMillis(100));
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofDays(40), HOUR);

        rooms.alarms.putClockWrongBy(Duration.ofDays(40).minusMillis(900));
        rooms.passMs(900);

        ends(alice);
    }

    @Test
    void aClockThatWasSetBackAHairEndsTheMeetingAllTheSame() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(900), HOUR);
        rooms.schedulerOn(rooms.store.bookings(), Duration.ofMillis(100));

        rooms.alarms.putClockWrongBy(Duration.ofMillis(-50));
        rooms.passMs(900);

        ends(alice);
    }

    @Test
    void severalAgendasLiveInOneProcess() {
        rooms.realAgenda();
        rooms.realAgenda();

        assertThat(schedulerThreads()).hasSizeGreaterThanOrEqualTo(4);
    }
}
