package dev.convoke.schedule;

import static dev.convoke.dialout.Engine.NUMBER;
import static dev.convoke.dialout.Engine.PATIENCE;
import static dev.convoke.dialout.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.dialout.Engine;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Real Quartz, a real SQLite file, two real rooms with devices in them; one per test. Time runs as it does, so bookings end within
 * a second or two; "nothing happens" is proved by the second room, whose end comes later than what must not happen.
 */
final class BookedRooms implements AutoCloseable {

    static final ConferenceNumber OTHER = new ConferenceNumber("7777001");
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Duration HOUR = Duration.ofHours(1);
    static final String END = "The meeting is over: the booked time is over.";
    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    final Engine engine = new Engine();
    final Clock clock = Clock.systemUTC();
    final Store store;

    /** The bookings whose doors opened. */
    final List<BookingRow> doors = new CopyOnWriteArrayList<>();

    private final Path file;
    private final List<AutoCloseable> open = new ArrayList<>();

    BookedRooms(Path folder) {
        file = folder.resolve("convoke.db");
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

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        engine.close();
        assertThat(schedulerThreads()).isEmpty();
    }

    static List<String> schedulerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("schedule"))
                .toList();
    }

    // ---- agendas ------------------------------------------------------------------------------------------------

    /** An agenda that reads the bookings ten times a second and opens no doors early. */
    BookingScheduler agenda(Duration... warnings) {
        return agendaWith(Duration.ZERO, Duration.ofMillis(100), warnings);
    }

    BookingScheduler agendaWith(Duration early, Duration refresh, Duration... warnings) {
        return agendaOn(store.bookings(), refresh, clock, early, doors::add, warnings);
    }

    /** An agenda without warnings that opens no doors early. */
    BookingScheduler agendaOn(BookingTable bookings, Duration refresh, Clock other) {
        return agendaOn(bookings, refresh, other, Duration.ZERO, doors::add);
    }

    /** An agenda that tells of doors that open. */
    BookingScheduler agendaTelling(Consumer<BookingRow> doorsOpen) {
        return agendaOn(store.bookings(), HOUR, clock, Duration.ZERO, doorsOpen);
    }

    private BookingScheduler agendaOn(
            BookingTable bookings,
            Duration refresh,
            Clock other,
            Duration early,
            Consumer<BookingRow> doorsOpen,
            Duration... warnings) {
        ScheduleSettings settings = new ScheduleSettings(early, List.of(warnings), refresh, 2);
        BookingScheduler agenda = BookingScheduler.start(settings, bookings, engine.rooms(), doorsOpen, other);
        open.add(agenda);
        return agenda;
    }

    // ---- bookings -----------------------------------------------------------------------------------------------

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

    // ---- people -------------------------------------------------------------------------------------------------

    SimulatedDevice moderatorIn(ConferenceNumber room) {
        engine.withProfile(new RoomProfile(room, "Stand-up", false, Duration.ofMinutes(5)));
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

    /** The system's clock, moved as a whole. */
    static final class MovedClock extends Clock {
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
}
