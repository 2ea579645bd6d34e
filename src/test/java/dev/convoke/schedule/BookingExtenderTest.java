package dev.convoke.schedule;

import static dev.convoke.leg.Engine.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.leg.Engine;
import dev.convoke.room.port.Extension;
import dev.convoke.room.port.Extension.Outcome;
import dev.convoke.store.BookingRow;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BookingExtenderTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    private final AtomicInteger changes = new AtomicInteger();
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = SqliteStore.open(
                StoreSettings.at(MigratedFile.at(folder.resolve("convoke.db"))), StoreSecret.random(), THREADS);
        store.rooms()
                .add(RoomRow.plain(NUMBER, "", new PinDigest("k1", "ab".repeat(32)), NOON))
                .join();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private BookingRow book(Instant start) {
        LocalDateTime local = LocalDateTime.ofInstant(start, ZoneOffset.UTC);
        return store.bookings()
                .add(new BookingRow(0, NUMBER, local, ZoneOffset.UTC, HOUR))
                .join()
                .booking();
    }

    private Outcome outcomeAt(Instant now, Duration by) throws Exception {
        return extendAt(now, by).outcome();
    }

    private Extension extendAt(Instant now, Duration by) throws Exception {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new BookingExtender(store.bookings(), EARLY, clock, changes::incrementAndGet)
                .extend(NUMBER, by)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void lengthensTheBookingThatIsOnAndTellsOfIt() throws Exception {
        BookingRow booking = book(NOON);

        assertThat(extendAt(NOON.plusSeconds(60), Duration.ofMinutes(15)))
                .isEqualTo(Extension.until(NUMBER, NOON.plus(Duration.ofMinutes(75)), ZoneOffset.UTC));

        assertThat(store.bookings().find(booking.id())).map(BookingRow::length).contains(Duration.ofMinutes(75));
        assertThat(changes).hasValue(1);
    }

    @Test
    void changesNothingWhenItWouldMeetTheNextBooking() throws Exception {
        BookingRow booking = book(NOON);
        book(NOON.plus(HOUR).plusSeconds(60));

        assertThat(extendAt(NOON, Duration.ofMinutes(2)))
                .isEqualTo(
                        Extension.overlaps(NUMBER, booking.end(), booking.end().plusSeconds(60), ZoneOffset.UTC));

        assertThat(store.bookings().find(booking.id())).map(BookingRow::length).contains(HOUR);
        assertThat(changes).hasValue(0);
    }

    @Test
    void aRoomWhoseBookingsAreOverOrYetToComeIsNotBooked() throws Exception {
        book(NOON);

        assertThat(outcomeAt(NOON.minus(EARLY).minusSeconds(1), HOUR)).isEqualTo(Outcome.NOT_BOOKED);
        assertThat(outcomeAt(NOON.plus(HOUR), HOUR)).isEqualTo(Outcome.NOT_BOOKED);
        assertThat(changes).hasValue(0);
    }

    @Test
    void theAgendaReadsTheBookingsAtOnceWhenItIsAskedTo() {
        Engine engine = new Engine();
        FlakyBookings bookings = new FlakyBookings(store.bookings());
        ScheduleSettings seldom = new ScheduleSettings(EARLY, List.of(), HOUR, 1);
        try (engine;
                BookingScheduler scheduler =
                        BookingScheduler.start(seldom, bookings, engine.rooms(), row -> {}, Clock.systemUTC())) {
            bookings.fail(true);

            scheduler.refreshSoon();

            await().until(() -> bookings.failures() == 1);
        }
    }

    @Test
    void anAgendaThatIsClosedIsAskedInVain() {
        Engine engine = new Engine();
        ScheduleSettings seldom = new ScheduleSettings(EARLY, List.of(), HOUR, 1);
        try (engine) {
            BookingScheduler scheduler =
                    BookingScheduler.start(seldom, store.bookings(), engine.rooms(), row -> {}, Clock.systemUTC());
            scheduler.close();

            scheduler.refreshSoon();

            assertThat(scheduler.closed()).isZero();
        }
    }
}
