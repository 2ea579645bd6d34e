package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.store.BookingTable.Added;
import dev.convoke.store.BookingTable.Outcome;
import dev.convoke.store.Extended;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.terms.ConferenceNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBookingTableTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Duration HOUR = Duration.ofHours(1);

    private Store store;
    private BookingTable bookings;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = StoreFixture.open(folder.resolve("convoke.db"));
        bookings = store.bookings();
        await(store.rooms().add(room(ROOM)));
        await(store.rooms().add(room(OTHER_ROOM)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static BookingRow at(ConferenceNumber room, int hour, ZoneId zone) {
        return new BookingRow(0, room, LocalDateTime.of(2026, 12, 1, hour, 0), zone, HOUR);
    }

    private BookingRow added(ConferenceNumber room, int hour) {
        Added added = await(bookings.add(at(room, hour, LONDON)));
        assertThat(added.outcome()).isEqualTo(Outcome.DONE);
        return added.booking();
    }

    @Test
    void givesBackWhatWasAdded() {
        BookingRow booking = added(ROOM, 10);

        assertThat(booking.id()).isPositive();
        assertThat(bookings.find(booking.id())).contains(booking);
        assertThat(bookings.find(booking.id() + 1)).isEmpty();
    }

    @Test
    void refusesABookingThatOverlapsThoughItsZoneIsAnother() {
        added(ROOM, 10);

        // 19:30 in Tokyo is 10:30 in London.
        BookingRow later = new BookingRow(0, ROOM, LocalDateTime.of(2026, 12, 1, 19, 30), TOKYO, HOUR);

        assertThat(await(bookings.add(later))).isEqualTo(new Added(Outcome.OVERLAPS, later));
        assertThat(bookings.ofRoom(ROOM, 10)).hasSize(1);
    }

    @Test
    void refusesABookingThatLiesWithinOrAroundAnother() {
        added(ROOM, 10);
        LocalDateTime start = LocalDateTime.of(2026, 12, 1, 10, 0);

        BookingRow within = new BookingRow(0, ROOM, start.plusMinutes(20), LONDON, Duration.ofMinutes(5));
        BookingRow around = new BookingRow(0, ROOM, start.minusHours(1), LONDON, Duration.ofHours(9));

        assertThat(await(bookings.add(within)).outcome()).isEqualTo(Outcome.OVERLAPS);
        assertThat(await(bookings.add(around)).outcome()).isEqualTo(Outcome.OVERLAPS);
    }

    @Test
    void takesBookingsThatTouchAndThoseOfOtherRooms() {
        added(ROOM, 10);

        assertThat(await(bookings.add(at(ROOM, 11, LONDON))).outcome()).isEqualTo(Outcome.DONE);
        assertThat(await(bookings.add(at(ROOM, 9, LONDON))).outcome()).isEqualTo(Outcome.DONE);
        assertThat(await(bookings.add(at(OTHER_ROOM, 10, LONDON))).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void oneOfManyThatWantTheSameTimeGetsIt() {
        List<CompletableFuture<Added>> all = IntStream.range(0, 50)
                .mapToObj(i -> bookings.add(at(ROOM, 10, LONDON)))
                .toList();

        assertThat(all).extracting(write -> await(write).outcome()).containsOnlyOnce(Outcome.DONE);
    }

    @Test
    void answersUnknownForARoomThatIsNotThere() {
        BookingRow booking = at(new ConferenceNumber("999"), 10, LONDON);

        assertThat(await(bookings.add(booking))).isEqualTo(new Added(Outcome.UNKNOWN, booking));
    }

    @Test
    void failsForALengthOfNothing() {
        BookingRow booking = new BookingRow(0, ROOM, LocalDateTime.of(2026, 12, 1, 10, 0), LONDON, Duration.ZERO);

        assertThat(awaitFailure(bookings.add(booking))).isInstanceOf(StoreException.class);
    }

    @Test
    void resizesUnlessItWouldMeetTheNext() {
        BookingRow booking = added(ROOM, 10);
        added(ROOM, 12);

        assertThat(await(bookings.resize(booking.id(), Duration.ofHours(2)))).isEqualTo(Outcome.DONE);
        assertThat(await(bookings.resize(booking.id(), Duration.ofMinutes(121))))
                .isEqualTo(Outcome.OVERLAPS);
        assertThat(await(bookings.resize(4711, HOUR))).isEqualTo(Outcome.UNKNOWN);

        assertThat(bookings.find(booking.id())).map(BookingRow::length).contains(Duration.ofHours(2));
        assertThat(bookings.firstEndingAfter(ROOM, Instant.parse("2026-12-01T11:59:59Z")))
                .map(BookingRow::id)
                .contains(booking.id());
    }

    @Test
    void extendsTheBookingThatIsOnUnlessItWouldMeetTheNext() {
        BookingRow booking = added(ROOM, 10);
        BookingRow next = added(ROOM, 12);
        BookingRow longer = booking.withLength(Duration.ofMinutes(90));
        Instant within = Instant.parse("2026-12-01T10:59:59Z");

        assertThat(await(bookings.extend(ROOM, within, Duration.ZERO, Duration.ofMinutes(30))))
                .isEqualTo(new Extended.Longer(longer));
        assertThat(await(bookings.extend(ROOM, within, Duration.ZERO, Duration.ofMinutes(31))))
                .isEqualTo(new Extended.Overlaps(longer, next));
        assertThat(await(bookings.extend(ROOM, within, Duration.ZERO, Duration.ofMinutes(30))))
                .isEqualTo(new Extended.Longer(booking.withLength(Duration.ofHours(2))));

        assertThat(bookings.find(booking.id())).map(BookingRow::length).contains(Duration.ofHours(2));
    }

    @Test
    void aBookingIsOnFromWhenItsDoorsOpenUntilItsEnd() {
        added(ROOM, 10);
        Duration early = Duration.ofMinutes(5);
        Duration more = Duration.ofMinutes(1);

        assertThat(await(bookings.extend(ROOM, Instant.parse("2026-12-01T09:54:59Z"), early, more)))
                .isEqualTo(new Extended.NoneOn());
        assertThat(await(bookings.extend(ROOM, Instant.parse("2026-12-01T09:55:00Z"), early, more)))
                .isInstanceOf(Extended.Longer.class);
        assertThat(await(bookings.extend(ROOM, Instant.parse("2026-12-01T11:01:00Z"), early, more)))
                .isEqualTo(new Extended.NoneOn());
        assertThat(await(bookings.extend(OTHER_ROOM, Instant.parse("2026-12-01T10:30:00Z"), early, more)))
                .isEqualTo(new Extended.NoneOn());
    }

    @Test
    void cancelsOnce() {
        BookingRow booking = added(ROOM, 10);

        assertThat(await(bookings.cancel(booking.id()))).isTrue();
        assertThat(await(bookings.cancel(booking.id()))).isFalse();

        assertThat(bookings.find(booking.id())).isEmpty();
    }

    @Test
    void listsTheBookingsOfARoomByStart() {
        BookingRow noon = added(ROOM, 12);
        BookingRow morning = added(ROOM, 8);
        added(OTHER_ROOM, 9);

        assertThat(bookings.ofRoom(ROOM, 10)).containsExactly(morning, noon);
        assertThat(bookings.ofRoom(ROOM, 1)).containsExactly(morning);
    }

    @Test
    void listsWhatTouchesASpanOfTime() {
        BookingRow nine = added(ROOM, 9);
        BookingRow ten = added(OTHER_ROOM, 10);
        added(ROOM, 11);

        List<BookingRow> found =
                bookings.between(Instant.parse("2026-12-01T09:59:59Z"), Instant.parse("2026-12-01T11:00:00Z"));

        assertThat(found).containsExactly(nine, ten);
        assertThat(bookings.between(Instant.MIN, Instant.MAX)).hasSize(3);
    }

    @Test
    void findsTheBookingThatIsOnElseTheNextElseTheLast() {
        added(ROOM, 8);
        BookingRow nine = added(ROOM, 9);
        BookingRow eleven = added(ROOM, 11);
        assertThat(bookings.nearest(new ConferenceNumber("9999999"), Instant.EPOCH))
                .isEmpty();

        assertThat(bookings.nearest(ROOM, Instant.parse("2026-12-01T09:30:00Z")))
                .contains(nine);
        assertThat(bookings.nearest(ROOM, Instant.parse("2026-12-01T10:00:00Z")))
                .contains(eleven);
        assertThat(bookings.nearest(ROOM, Instant.parse("2026-12-01T12:00:00Z")))
                .contains(eleven);
        assertThat(bookings.nearest(ROOM, Instant.parse("2026-12-02T12:00:00Z")))
                .contains(eleven);
    }
}
