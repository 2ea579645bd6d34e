package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.SERVICE;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.BookingRow;
import dev.convoke.store.PinDigest;
import dev.convoke.store.PolicyRow;
import dev.convoke.store.RoomRow;
import dev.convoke.store.RoomTable;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRoomTableTest {

    private Store store;
    private RoomTable rooms;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = StoreFixture.open(folder.resolve("convoke.db"));
        rooms = store.rooms();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A room in which every optional column is set. */
    private static RoomRow full(ConferenceNumber number) {
        return new RoomRow(
                number,
                "Bücher & Tee 📚",
                new PinDigest("k1", "ab".repeat(32)),
                Optional.of(new PinDigest("k2", "cd".repeat(32))),
                Optional.of(SERVICE),
                true,
                Optional.of(Duration.ofMinutes(3)),
                new PolicyRow(
                        new PolicyRow.Access(
                                Optional.of(true),
                                Optional.of(9),
                                Optional.of(2),
                                Optional.of(Duration.ofMinutes(4)),
                                Optional.of(true)),
                        new PolicyRow.LastModerator(Optional.of("hold"), Optional.of(Duration.ofSeconds(5))),
                        new PolicyRow.Privacy(Optional.of("nobody"), Optional.of("off"), Optional.of("all")),
                        new PolicyRow.Talk(
                                Optional.of(6),
                                Optional.of(7),
                                Optional.of(8),
                                Optional.of(Duration.ofMillis(250)),
                                Optional.of(Duration.ofSeconds(10)))),
                NOON);
    }

    @Test
    void givesBackWhatWasAdded() {
        await(rooms.add(full(ROOM)));
        await(rooms.add(room(OTHER_ROOM)));

        assertThat(rooms.find(ROOM)).contains(full(ROOM));
        assertThat(rooms.find(OTHER_ROOM)).contains(room(OTHER_ROOM));
        assertThat(rooms.find(new ConferenceNumber("999"))).isEmpty();
    }

    @Test
    void refusesASecondRoomWithTheSameNumberAndKeepsTheFirst() {
        await(rooms.add(full(ROOM)));

        boolean added = await(rooms.add(room(ROOM)));

        assertThat(added).isFalse();
        assertThat(rooms.find(ROOM)).contains(full(ROOM));
    }

    @Test
    void refusesASecondRoomBoundToTheSameServiceNumber() {
        await(rooms.add(full(ROOM)));

        boolean added = await(rooms.add(full(OTHER_ROOM)));

        assertThat(added).isFalse();
        assertThat(rooms.find(OTHER_ROOM)).isEmpty();
    }

    @Test
    void findsTheRoomThatAServiceNumberIsBoundTo() {
        await(rooms.add(room(OTHER_ROOM)));
        await(rooms.add(full(ROOM)));

        assertThat(rooms.findByServiceNumber(SERVICE)).map(RoomRow::number).contains(ROOM);
    }

    @Test
    void updateReplacesEverythingButTheTimeItWasMade() {
        await(rooms.add(full(ROOM)));
        RoomRow made = room(ROOM);
        RoomRow later = new RoomRow(
                made.number(),
                "Other name",
                made.moderatorPin(),
                made.participantPin(),
                made.serviceNumber(),
                made.transcript(),
                made.emptyTimeout(),
                NOON.plusSeconds(60));

        boolean updated = await(rooms.update(later));

        assertThat(updated).isTrue();
        assertThat(rooms.find(ROOM)).hasValueSatisfying(row -> {
            assertThat(row.name()).isEqualTo("Other name");
            assertThat(row.serviceNumber()).isEmpty();
            assertThat(row.participantPin()).isEmpty();
            assertThat(row.policy()).isEqualTo(PolicyRow.unset());
            assertThat(row.createdAt()).isEqualTo(NOON);
        });
    }

    @Test
    void updateAnswersFalseForAnUnknownRoomAndForAServiceNumberOfAnother() {
        await(rooms.add(full(ROOM)));
        await(rooms.add(room(OTHER_ROOM)));

        assertThat(await(rooms.update(room(new ConferenceNumber("999"))))).isFalse();
        assertThat(await(rooms.update(full(OTHER_ROOM)))).isFalse();
        assertThat(rooms.find(OTHER_ROOM)).contains(room(OTHER_ROOM));
    }

    @Test
    void removeTakesBookingsAndMeetingsAlong() {
        await(rooms.add(room(ROOM)));
        long booking = await(store.bookings().add(oneHour())).booking().id();
        long meeting = await(store.meetings().open(ROOM, NOON));
        await(store.meetings().joined(meeting, new Person.Phone(StoreFixture.ALICE), "Alice", "moderator", NOON));

        assertThat(await(rooms.remove(ROOM))).isTrue();
        assertThat(await(rooms.remove(ROOM))).isFalse();

        assertThat(rooms.find(ROOM)).isEmpty();
        assertThat(store.bookings().find(booking)).isEmpty();
        assertThat(store.meetings().ofRoom(ROOM, 10)).isEmpty();
    }

    private static BookingRow oneHour() {
        return new BookingRow(
                0, ROOM, LocalDateTime.of(2026, 12, 1, 10, 0), ZoneId.of("Europe/London"), Duration.ofHours(1));
    }

    @Test
    void listsByNumberUpToTheLimit() {
        await(rooms.add(room(ROOM)));
        await(rooms.add(room(OTHER_ROOM)));

        assertThat(rooms.list(10)).extracting(RoomRow::number).containsExactly(OTHER_ROOM, ROOM);
        assertThat(rooms.list(1)).extracting(RoomRow::number).containsExactly(OTHER_ROOM);
    }
}
