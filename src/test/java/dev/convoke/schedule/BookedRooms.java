package dev.convoke.schedule;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.ClosedAfterEach;
import dev.convoke.TestFolder;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.store.BookingTable.Outcome;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A real SQLite file, two real rooms with devices in them, and time that the test lets pass; one per test. "Nothing happens" is
 * proved by the second room, whose end comes later than what must not happen.
 */
final class BookedRooms implements ClosedAfterEach {

    static final ConferenceNumber OTHER = new ConferenceNumber("7777001");
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Duration HOUR = Duration.ofHours(1);
    static final String END = "The meeting is over: the booked time is over.";
    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    final Engine engine = new Engine();
    final SteppedAlarms alarms = new SteppedAlarms();
    final Clock clock = alarms.clock();
    final Store store;

    /** The bookings whose doors opened. */
    final List<BookingRow> doors = new CopyOnWriteArrayList<>();

    private final TestFolder folder = new TestFolder();
    private final Path file = folder.path().resolve("convoke.db");
    private final List<AutoCloseable> open = new ArrayList<>();

    BookedRooms() {
        store = openStore();
        addRoom(NUMBER);
        addRoom(OTHER);
    }

    /** One more look at the same file, as another process has it. */
    Store openStore() {
        Store opened = SqliteStore.open(StoreSettings.at(MigratedFile.at(file)), StoreSecret.random(), THREADS);
        open.add(opened);
        return opened;
    }

    private void addRoom(ConferenceNumber number) {
        assertThat(store.rooms()
                        .add(RoomRow.plain(number, "Stand-up", new PinDigest("k1", "ab".repeat(32)), clock.instant()))
                        .join())
                .isTrue();
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        engine.close();
        folder.close();
        assertThat(schedulerThreads()).isEmpty();
    }

    static List<String> schedulerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("schedule"))
                .toList();
    }

    /** A scheduler that reads the bookings ten times a second and opens no doors early. */
    BookingScheduler scheduler(Duration... warnings) {
        return schedulerWith(Duration.ZERO, Duration.ofMillis(100), warnings);
    }

    BookingScheduler schedulerWith(Duration early, Duration refresh, Duration... warnings) {
        return schedulerOn(store.bookings(), refresh, early, doors::add, warnings);
    }

    /** A scheduler without warnings that opens no doors early. */
    BookingScheduler schedulerOn(BookingTable bookings, Duration refresh) {
        return schedulerOn(bookings, refresh, Duration.ZERO, doors::add);
    }

    /** A scheduler that tells of doors that open. */
    BookingScheduler schedulerTelling(Consumer<BookingRow> doorsOpen) {
        return schedulerOn(store.bookings(), HOUR, Duration.ZERO, doorsOpen);
    }

    private BookingScheduler schedulerOn(
            BookingTable bookings,
            Duration refresh,
            Duration early,
            Consumer<BookingRow> doorsOpen,
            Duration... warnings) {
        ScheduleSettings settings = new ScheduleSettings(early, List.of(warnings), refresh, 2);
        return opened(BookingScheduler.start(settings, bookings, engine.rooms(), doorsOpen, clock, alarms));
    }

    /** A scheduler by Quartz and the system's clock, as the server has it. */
    BookingScheduler realAgenda() {
        ScheduleSettings settings = new ScheduleSettings(Duration.ZERO, List.of(), Duration.ofMillis(100), 2);
        return opened(
                BookingScheduler.start(settings, store.bookings(), engine.rooms(), doors::add, Clock.systemUTC()));
    }

    private BookingScheduler opened(BookingScheduler scheduler) {
        open.add(scheduler);
        return scheduler;
    }

    /** Lets time pass, and has done what falls due. */
    void pass(Duration time) {
        alarms.pass(time);
    }

    /** Lets milliseconds pass, and has done what falls due. */
    void passMs(long ms) {
        pass(Duration.ofMillis(ms));
    }

    /** Books a room until so long from now. */
    BookingRow bookUntil(ConferenceNumber room, Duration fromNow, Duration length) {
        // Whole seconds of length, so the start carries the fraction.
        Instant start =
                clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(fromNow).minus(length);
        return book(room, start, length);
    }

    BookingRow book(ConferenceNumber room, Instant start, Duration length) {
        BookingRow row = new BookingRow(0, room, LocalDateTime.ofInstant(start, ZONE), ZONE, length);
        var added = store.bookings().add(row).join();
        assertThat(added.outcome()).isEqualTo(Outcome.DONE);
        return added.booking();
    }

    SimulatedDevice moderatorIn(ConferenceNumber room) {
        engine.with(new RoomProfile(room, "Stand-up", false, Duration.ofMinutes(5)));
        return engine.seated(1, "Alice", Role.MODERATOR);
    }

    static void ends(SimulatedDevice device) {
        hears(device, END);
        assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();
    }

    static void goesOn(SimulatedDevice device) {
        assertThat(device.heard()).noneMatch(line -> line.contains("over"));
        device.say("still here");
        hears(device, "<Alice> still here");
    }
}
