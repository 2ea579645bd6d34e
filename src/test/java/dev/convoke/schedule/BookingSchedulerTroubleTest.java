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
import dev.convoke.schedule.BookedRooms.MovedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be read, a room that is busy, clocks that move, and the day after. */
@Timeout(30)
class BookingSchedulerTroubleTest {

    @TempDir
    Path folder;

    private BookedRooms rooms;

    @BeforeEach
    void open() {
        rooms = new BookedRooms(folder);
    }

    @AfterEach
    void close() throws Exception {
        rooms.close();
    }

    @Test
    void theMeetingEndsThoughItsTimerFiresALittleEarly() {
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofSeconds(1), HOUR);
        MovedClock slow = new MovedClock();
        rooms.agendaOn(rooms.store.bookings(), HOUR, slow);

        slow.set(Duration.ofMillis(-50));

        ends(alice);
    }

    @Test
    void whatFallsDueWhileTheStoreCannotBeReadIsDoneWhenItCan() {
        FlakyBookings flaky = new FlakyBookings(rooms.store.bookings());
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(500), HOUR);
        rooms.agendaOn(flaky, Duration.ofMillis(100), rooms.clock);

        flaky.fail(true);
        await().atMost(PATIENCE).until(() -> flaky.failures() > 10 && flaky.findFailed());
        goesOn(alice);
        flaky.fail(false);

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
        rooms.agendaOn(watched, HOUR, rooms.clock);
        await().atMost(PATIENCE).until(() -> watched.finds() > 2);
        gate.countDown();

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
        MovedClock moving = new MovedClock();
        rooms.agendaOn(rooms.store.bookings(), Duration.ofMillis(100), moving);
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofDays(40), HOUR);

        moving.set(Duration.ofDays(40).minusMillis(900));

        ends(alice);
    }

    @Test
    void aClockThatWasSetBackAHairEndsTheMeetingAllTheSame() {
        MovedClock moving = new MovedClock();
        SimulatedDevice alice = rooms.moderatorIn(NUMBER);
        rooms.bookUntil(NUMBER, Duration.ofMillis(900), HOUR);
        rooms.agendaOn(rooms.store.bookings(), Duration.ofMillis(100), moving);

        moving.set(Duration.ofMillis(-50));

        ends(alice);
    }

    @Test
    void severalAgendasLiveInOneProcess() {
        rooms.agenda();
        rooms.agenda();

        assertThat(schedulerThreads()).hasSizeGreaterThanOrEqualTo(4);
    }
}
