package dev.convoke.schedule;

import static dev.convoke.dialout.Engine.NUMBER;
import static dev.convoke.dialout.Engine.PATIENCE;
import static dev.convoke.dialout.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.device.SimulatedDevice;
import dev.convoke.dialout.Engine;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable.Outcome;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Role;
import dev.convoke.terms.ThreadMaker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Quartz, a real SQLite file, real rooms with devices in them. Time runs as it does, so bookings end within a second or
 * two; "nothing happens" is proved by a second room, whose end comes later than what must not happen.
 */
@Timeout(30)
class AgendaTest {

    private static final ConferenceNumber OTHER = new ConferenceNumber("7777001");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String END = "The meeting is over: the booked time is over.";
    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    @TempDir
    Path folder;

    private final Engine engine = new Engine();
    private final List<BookingRow> doors = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private Store store;

    @BeforeEach
    void openStore() {
        store = openStoreOn(folder.resolve("convoke.db"));
        addRoom(NUMBER);
        addRoom(OTHER);
    }

    private Store openStoreOn(Path file) {
        Store opened = SqliteStore.open(StoreSettings.at(file), StoreSecret.random(), THREADS);
        open.add(opened);
        return opened;
    }

    private void addRoom(ConferenceNumber number) {
        assertThat(store.rooms()
                        .add(new RoomRow(
                                number,
                                "Stand-up",
                                new PinDigest("k1", "ab".repeat(32)),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Instant.now()))
                        .join())
                .isTrue();
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        engine.close();
        assertThat(schedulerThreads()).isEmpty();
    }

    private static List<String> schedulerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("schedule"))
                .toList();
    }

    private Agenda agendaWith(Duration early, Duration refresh, Duration... warnings) {
        ScheduleSettings settings = new ScheduleSettings(early, List.of(warnings), refresh, 2);
        Agenda agenda = Agenda.start(settings, store.bookings(), engine.rooms(), doors::add, clock);
        open.add(agenda);
        return agenda;
    }

    private Agenda agenda(Duration... warnings) {
        return agendaWith(Duration.ZERO, Duration.ofMillis(100), warnings);
    }

    /** Books a room until so long from now. */
    private BookingRow bookUntil(ConferenceNumber room, Duration fromNow, Duration length) {
        // Whole seconds of length, so the start carries the fraction.
        Instant start =
                clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(fromNow).minus(length);
        return book(room, start, length);
    }

    private BookingRow book(ConferenceNumber room, Instant start, Duration length) {
        BookingRow row = new BookingRow(0, room, LocalDateTime.ofInstant(start, ZONE), ZONE, length);
        var added = store.bookings().add(row).join();
        assertThat(added.outcome()).isEqualTo(Outcome.DONE);
        return added.booking();
    }

    private SimulatedDevice moderatorIn(ConferenceNumber room) {
        engine.withProfile(new RoomProfile(room, "Stand-up", false, Duration.ofMinutes(5)));
        return engine.seated(1, "Alice", Role.MODERATOR);
    }

    private static void ends(SimulatedDevice device) {
        hears(device, END);
        assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();
    }

    private static void goesOn(SimulatedDevice device) {
        assertThat(device.heard()).noneMatch(line -> line.contains("over"));
        device.say("still here");
        hears(device, "<Alice> still here");
    }

    // ---- the end ------------------------------------------------------------------------------------------------

    @Test
    void endsTheMeetingWithItsBookingAndTellsEveryoneWhy() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        Instant end = bookUntil(NUMBER, Duration.ofMillis(1_200), HOUR).end();

        Agenda agenda = agenda();

        ends(alice);
        ends(bob);
        assertThat(clock.instant()).isAfterOrEqualTo(end);
        await().until(() -> agenda.closed() == 1);
    }

    @Test
    void endsTheWaitingToo() {
        SimulatedDevice bob = engine.device();
        engine.dial(bob, engine.entry(2, "Bob", Role.PARTICIPANT));
        bookUntil(NUMBER, Duration.ofMillis(500), HOUR);

        agenda();

        hears(bob, "the booked time is over");
        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
    }

    @Test
    void warnsBeforeTheEndInOrder() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofMillis(2_500), HOUR);

        Agenda agenda = agenda(Duration.ofSeconds(2), Duration.ofSeconds(1));
        ends(alice);

        assertThat(alice.heard().stream().filter(line -> line.contains("ends in") || line.contains(END)))
                .containsExactly("* The meeting ends in 2 seconds.", "* The meeting ends in 1 second.", "* " + END);
        assertThat(agenda.warned()).isEqualTo(2);
    }

    @Test
    void givesNoWarningThatIsNotTrueAnyMore() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofMillis(700), HOUR);

        agenda(Duration.ofMinutes(5), Duration.ofMinutes(1));
        ends(alice);

        assertThat(alice.heard()).noneMatch(line -> line.contains("ends in"));
    }

    @Test
    void whoComesInAfterTheEndIsPutOutAMinuteLater() {
        book(NUMBER, clock.instant().minus(Duration.ofMinutes(11)).plusSeconds(4), Duration.ofMinutes(10));
        agenda();

        SimulatedDevice alice = moderatorIn(NUMBER);

        ends(alice);
    }

    // ---- one booking after the other ----------------------------------------------------------------------------

    /** A clock that can be set back. */
    private static final class SlowClock extends Clock {
        private volatile Duration behind = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().minus(behind);
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void theMeetingEndsThoughItsTimerFiresALittleEarly() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofSeconds(1), HOUR);
        SlowClock slow = new SlowClock();
        ScheduleSettings settings = new ScheduleSettings(Duration.ZERO, List.of(), HOUR, 2);
        open.add(Agenda.start(settings, store.bookings(), engine.rooms(), doors::add, slow));

        slow.behind = Duration.ofMillis(50);

        ends(alice);
    }

    @Test
    void meetingsThatTouchRunIntoOneAnotherWithoutWarning() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        BookingRow first = bookUntil(NUMBER, Duration.ofMillis(1_300), HOUR);
        book(NUMBER, first.end(), HOUR);
        bookUntil(OTHER, Duration.ofMillis(1_900), HOUR);
        SimulatedDevice marker = moderatorIn(OTHER);

        agenda(Duration.ofSeconds(1));
        ends(marker);

        goesOn(alice);
        assertThat(alice.heard()).noneMatch(line -> line.contains("ends in"));
    }

    @Test
    void whoCameEarlyForTheNextMeetingIsNotPutOutWithTheLast() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        BookingRow first = bookUntil(NUMBER, Duration.ofMillis(800), HOUR);
        book(NUMBER, first.end().plusSeconds(240), HOUR);
        bookUntil(OTHER, Duration.ofMillis(1_400), HOUR);
        SimulatedDevice marker = moderatorIn(OTHER);

        agendaWith(Duration.ofMinutes(5), Duration.ofMillis(100));
        ends(marker);

        goesOn(alice);
    }

    @Test
    void aMeetingThatFollowsAfterAGapDoesNotKeepTheFirstOpen() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        BookingRow first = bookUntil(NUMBER, Duration.ofMillis(800), HOUR);
        book(NUMBER, first.end().plusSeconds(360), HOUR);

        agendaWith(Duration.ofMinutes(5), Duration.ofMillis(100));

        ends(alice);
    }

    // ---- the table changes --------------------------------------------------------------------------------------

    @Test
    void aBookingThatAnotherProcessAddsIsFoundByItself() {
        agenda();
        Store otherProcess = openStoreOn(folder.resolve("convoke.db"));
        SimulatedDevice alice = moderatorIn(NUMBER);
        Instant start = clock.instant().minus(HOUR).plusMillis(900);

        otherProcess
                .bookings()
                .add(new BookingRow(0, NUMBER, LocalDateTime.ofInstant(start, ZONE), ZONE, HOUR))
                .join();

        ends(alice);
    }

    @Test
    void refreshFindsAChangeAtOnce() {
        Agenda agenda = agendaWith(Duration.ZERO, HOUR);
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofMillis(500), HOUR);

        agenda.refresh();

        ends(alice);
    }

    @Test
    void aCancelledBookingEndsNothingEvenBeforeTheTableIsReadAgain() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        BookingRow cancelled = bookUntil(NUMBER, Duration.ofMillis(900), HOUR);
        bookUntil(OTHER, Duration.ofMillis(1_500), HOUR);
        SimulatedDevice marker = moderatorIn(OTHER);
        agendaWith(Duration.ZERO, HOUR, Duration.ofSeconds(1));

        store.bookings().cancel(cancelled.id()).join();
        ends(marker);

        goesOn(alice);
    }

    @Test
    void aLongerBookingEndsLaterAndWarnsAnew() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        BookingRow booking = bookUntil(NUMBER, Duration.ofMillis(1_300), HOUR);
        agendaWith(Duration.ZERO, HOUR, Duration.ofSeconds(1));
        hears(alice, "ends in 1 second");

        // Nobody refreshes: what was planned notices when its time comes.
        store.bookings().resize(booking.id(), HOUR.plusSeconds(2)).join();
        ends(alice);

        assertThat(clock.instant()).isAfterOrEqualTo(booking.end().plusSeconds(2));
        assertThat(alice.heard().stream().filter(line -> line.contains("ends in 1 second")))
                .hasSize(2);
    }

    @Test
    void aBookingThatIsCutShortEndsAtOnce() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        BookingRow booking = bookUntil(NUMBER, HOUR, HOUR.multipliedBy(2));
        agenda();

        store.bookings().resize(booking.id(), Duration.ofMinutes(30)).join();

        ends(alice);
    }

    // ---- doors --------------------------------------------------------------------------------------------------

    @Test
    void doorsThatOpenAreToldOnceInTime() {
        Instant start = clock.instant()
                .truncatedTo(ChronoUnit.MILLIS)
                .plus(Duration.ofMinutes(5))
                .plusMillis(700);
        BookingRow booking = book(NUMBER, start, HOUR);

        Agenda agenda = agendaWith(Duration.ofMinutes(5), Duration.ofMillis(100));
        assertThat(doors).isEmpty();
        await().atMost(PATIENCE).until(() -> !doors.isEmpty());

        assertThat(clock.instant()).isAfterOrEqualTo(start.minus(Duration.ofMinutes(5)));
        store.bookings().resize(booking.id(), HOUR.multipliedBy(2)).join();
        agenda.refresh();
        SimulatedDevice marker = moderatorIn(OTHER);
        bookUntil(OTHER, Duration.ofMillis(500), HOUR);
        ends(marker);

        assertThat(doors.stream().filter(row -> row.room().equals(NUMBER))).containsExactly(booking);
    }

    @Test
    void doorsThatAreOpenAlreadyAreToldAtTheStart() {
        BookingRow booking = bookUntil(NUMBER, Duration.ofMinutes(30), HOUR);

        agenda();

        await().atMost(PATIENCE).until(() -> doors.equals(List.of(booking)));
    }

    @Test
    void aHookThatFailsCostsItselfOnly() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofMillis(800), HOUR);
        ScheduleSettings settings = new ScheduleSettings(Duration.ZERO, List.of(), HOUR, 1);

        open.add(Agenda.start(
                settings,
                store.bookings(),
                engine.rooms(),
                row -> {
                    throw new IllegalStateException("wanted by this test");
                },
                clock));

        ends(alice);
    }

    // ---- trouble, and the day after -----------------------------------------------------------------------------

    @Test
    void whatFallsDueWhileTheStoreCannotBeReadIsDoneWhenItCan() {
        FlakyBookings flaky = new FlakyBookings(store.bookings());
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofMillis(500), HOUR);
        ScheduleSettings settings = new ScheduleSettings(Duration.ZERO, List.of(), Duration.ofMillis(100), 1);
        open.add(Agenda.start(settings, flaky, engine.rooms(), doors::add, clock));

        flaky.fail(true);
        await().atMost(PATIENCE).until(() -> flaky.failures() > 10 && flaky.findFailed());
        goesOn(alice);
        flaky.fail(false);

        ends(alice);
    }

    @Test
    void aRoomThatIsTooBusyToBeClosedIsClosedWhenItIsNot() {
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofMillis(500), HOUR);
        CountDownLatch gate = new CountDownLatch(1);
        engine.rooms().post(NUMBER, room -> awaitQuietly(gate));
        while (engine.rooms().post(NUMBER, room -> {})) {
            // Fills what may wait for the loop.
        }

        FlakyBookings watched = new FlakyBookings(store.bookings());
        ScheduleSettings settings = new ScheduleSettings(Duration.ZERO, List.of(), HOUR, 1);
        open.add(Agenda.start(settings, watched, engine.rooms(), doors::add, clock));
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
        MutableOffset moving = new MutableOffset();
        ScheduleSettings settings = new ScheduleSettings(Duration.ZERO, List.of(), Duration.ofMillis(100), 1);
        open.add(Agenda.start(settings, store.bookings(), engine.rooms(), doors::add, moving));
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofDays(40), HOUR);

        moving.set(Duration.ofDays(40).minusMillis(900));

        ends(alice);
    }

    @Test
    void aClockThatWasSetBackAHairEndsTheMeetingAllTheSame() {
        MutableOffset moving = new MutableOffset();
        ScheduleSettings settings = new ScheduleSettings(Duration.ZERO, List.of(), Duration.ofMillis(100), 1);
        SimulatedDevice alice = moderatorIn(NUMBER);
        bookUntil(NUMBER, Duration.ofMillis(900), HOUR);
        open.add(Agenda.start(settings, store.bookings(), engine.rooms(), doors::add, moving));

        moving.set(Duration.ofMillis(-50));

        ends(alice);
    }

    /** The system's clock, moved as a whole. */
    private static final class MutableOffset extends Clock {
        private volatile Duration offset = Duration.ZERO;

        void set(Duration to) {
            offset = to;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("not wanted here");
        }
    }

    @Test
    void severalAgendasLiveInOneProcess() {
        agenda();
        agenda();

        assertThat(schedulerThreads()).hasSizeGreaterThanOrEqualTo(4);
    }
}
