package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.ALICE;
import static dev.convoke.store.sqlite.StoreFixture.BOB;
import static dev.convoke.store.sqlite.StoreFixture.NOBODY;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.WINDOW;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static dev.convoke.store.sqlite.StoreFixture.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.InboxRow;
import dev.convoke.store.Ledger.Filter;
import dev.convoke.store.LedgerRow;
import dev.convoke.store.LedgerRow.Direction;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both tables as one record, by every filter. */
class SqliteLedgerTest {

    private static final int ALL = 100;

    private Path file;
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        store = StoreFixture.open(file);
        await(store.rooms().add(room(ROOM)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long came(Msisdn from, String text, Instant at) {
        InboxRow row = StoreFixture.text(text, at);
        return await(store.inbox().add(from(row, from), WINDOW, NOBODY)).orElseThrow();
    }

    private static InboxRow from(InboxRow row, Msisdn from) {
        return new InboxRow(
                0, row.link(), new Originator.Phone(from), row.to(), row.text(), row.sentAt(), row.receivedAt());
    }

    private long went(Msisdn to, String text) {
        return await(store.outbox().add(StoreFixture.notice(to, text, 0))).id();
    }

    private List<LedgerRow> read(Optional<Msisdn> number, Optional<ConferenceNumber> room, Instant since, int limit) {
        return store.ledger().read(new Filter(number, room, since, limit));
    }

    private LedgerRow only(Direction direction) {
        List<LedgerRow> rows = read(Optional.empty(), Optional.empty(), Instant.EPOCH, ALL).stream()
                .filter(row -> row.direction() == direction)
                .toList();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    @Test
    void aTextThatCameHasItsOutcomeItsTimesAndItsRoomAndNoMoreText() {
        long id = came(ALICE, "JOIN 203.0.113.7:5000 8401234", NOON);
        assertThat(only(Direction.MO).text()).startsWith("JOIN");
        assertThat(only(Direction.MO).standing().state()).isEqualTo("open");

        await(store.inbox().settle(settled(id, "in-room", true, Optional.of(ROOM), NOON.plusSeconds(2))));

        LedgerRow row = only(Direction.MO);
        assertThat(row.id()).isEqualTo(id);
        assertThat(row.other()).isEqualTo(new Originator.Phone(ALICE));
        assertThat(row.room()).contains(ROOM);
        assertThat(row.way().link()).isEqualTo("main");
        assertThat(row.standing().state()).isEqualTo("settled");
        assertThat(row.standing().detail()).isEqualTo("in-room");
        assertThat(row.standing().at()).isEqualTo(NOON);
        assertThat(row.standing().changedAt()).contains(NOON.plusSeconds(2));
        assertThat(row.text()).isEmpty();
        assertThat(row.toString()).doesNotContain(ALICE.digits());
    }

    @Test
    void aNumberThatIsNoRoomIsNotKeptBecauseItMayBeAPin() throws SQLException {
        long id = came(ALICE, "JOIN 203.0.113.7:5000 4921", NOON);

        await(store.inbox().settle(settled(id, "unknown-room", false, Optional.of(OTHER_ROOM), NOON)));

        assertThat(only(Direction.MO).room()).isEmpty();
        assertThat(SqlProbe.column(file, "SELECT room FROM inbox")).containsExactly("null");
    }

    @Test
    void aServiceNumberOfItsOwnNamesTheRoom() {
        RoomRow plain = room(OTHER_ROOM);
        await(store.rooms().add(plain.withServiceNumber(Optional.of(StoreFixture.SERVICE))));
        long id = came(ALICE, "203.0.113.7:5000", NOON);

        await(store.inbox().settle(settled(id, "in-room", true, NOON)));

        assertThat(only(Direction.MO).room()).contains(OTHER_ROOM);
    }

    @Test
    void aTextThatWentHasThePartsTheirIdsAndTheReceipt() throws SQLException {
        long id = went(BOB, "The meeting begins");
        assertThat(only(Direction.MT).way()).isEqualTo(new LedgerRow.Way("main", 0, List.of()));
        SqlProbe.execute(file, """
                UPDATE outbox SET state = 'sent', sent_link = 'spare', sent_parts = 2, receipt = 'delivered', receipt_at = %d,
                    changed_at = %d, room = '8401234'""".formatted(
                        NOON.plusSeconds(9).toEpochMilli(), NOON.plusSeconds(3).toEpochMilli()));
        for (int part = 2; part >= 1; part--) {
            SqlProbe.execute(
                    file,
                    "INSERT INTO outbox_part (outbox, number, link, message_id) VALUES (" + id + ", " + part
                            + ", 'spare', 'id" + part + "')");
        }

        LedgerRow row = only(Direction.MT);

        assertThat(row.way()).isEqualTo(new LedgerRow.Way("spare", 2, List.of("id1", "id2")));
        assertThat(row.room()).contains(ROOM);
        assertThat(row.standing().state()).isEqualTo("sent");
        assertThat(row.standing().changedAt()).contains(NOON.plusSeconds(3));
        assertThat(row.standing().receipt()).contains("delivered");
        assertThat(row.standing().receiptAt()).contains(NOON.plusSeconds(9));
        assertThat(row.text()).isEqualTo("The meeting begins");
    }

    @ParameterizedTest
    @CsvSource({
        // number, room, seconds after noon, limit: what is found
        "'', '', -9, 100, MO1 MT1 MO2 MT2 MO3",
        "'', '', 1, 100, MO2 MT2 MO3",
        "'', '', -9, 2, MT2 MO3",
        "'', '', 3, 100, ''",
        "alice, '', -9, 100, MO1 MT2 MO3",
        "bob, '', -9, 100, MT1 MO2",
        "bob, '', -9, 1, MO2",
        "'', 8401234, -9, 100, MO1 MT2",
        "alice, 8401234, 1, 100, MT2",
        "bob, 8401234, -9, 100, ''",
        "'', 0042, -9, 100, ''",
    })
    void findsByNumberRoomTimeAndLimit(String number, String room, int after, int limit, String found)
            throws SQLException {
        long inRoom = came(ALICE, "one", NOON);
        went(BOB, "to Bob");
        came(BOB, "two", NOON.plusSeconds(1));
        went(ALICE, "to Alice");
        came(ALICE, "three", NOON.plusSeconds(2));
        await(store.inbox().settle(settled(inRoom, "in-room", true, Optional.of(ROOM), NOON)));
        SqlProbe.execute(file, "UPDATE outbox SET created_at = created_at + (id - 1) * 1000");
        SqlProbe.execute(file, "UPDATE outbox SET room = '8401234' WHERE id = 2");

        Optional<Msisdn> who = number.isEmpty() ? Optional.empty() : Optional.of(number.equals("alice") ? ALICE : BOB);
        List<LedgerRow> rows = read(who, ConferenceNumber.parse(room), NOON.plusSeconds(after), limit);

        assertThat(rows.stream().map(row -> row.direction().name() + row.id()).toList())
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found.split(" ")));
    }
}
