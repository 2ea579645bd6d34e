package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.ALICE;
import static dev.convoke.store.sqlite.StoreFixture.BOB;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.BanRow;
import dev.convoke.store.MeetingTable.Listed;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.store.Store;
import dev.convoke.terms.Person;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A file that an earlier program has written. */
class SchemaUpgradeTest {

    private static final Person PERSON = new Person.Phone(BOB);
    private static final Instant ONE = NOON.plusSeconds(3_600);

    private Path file;

    @BeforeEach
    void writeAsBefore(@TempDir Path folder) throws SQLException {
        file = folder.resolve("convoke.db");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:schema/migrations")
                .target("7")
                .load()
                .migrate();
        long noon = NOON.toEpochMilli();
        SqlProbe.execute(file, """
            INSERT INTO room (number, name, moderator_pin_key, moderator_pin_hmac, transcript, created_at)
            VALUES ('8401234', 'Budget', 'k1', '%s', 0, %d)\
            """.formatted("ab".repeat(32), noon));
        SqlProbe.execute(
                file,
                "INSERT INTO meeting (id, room, opened_at, closed_at, closed_reason) VALUES (7, '8401234', %d, NULL, NULL)"
                        .formatted(noon));
        stay(1, "+447700900001", "Alice", "moderator", "NULL, NULL");
        stay(2, "+447700900002", "Bob", "participant", noon + ", 'banned'");
        SqlProbe.execute(file, "INSERT INTO message VALUES (7, 1, %d, 'Bob', 'speech', 'buy now')".formatted(noon));
        SqlProbe.execute(
                file,
                "INSERT INTO ban VALUES ('8401234', '+447700900002', 'Bob', 'spam', 'Alice', %d, %d)"
                        .formatted(noon, ONE.toEpochMilli()));
        SqlProbe.execute(
                file,
                "INSERT INTO invitation VALUES ('8401234', '+447700900002', '+447700900001', %d, %d)"
                        .formatted(noon, ONE.toEpochMilli()));
    }

    private void stay(int id, String msisdn, String nick, String role, String left) throws SQLException {
        SqlProbe.execute(
                file,
                "INSERT INTO participant (id, meeting, msisdn, nick, role, joined_at, left_at, left_reason)"
                        + " VALUES (%d, 7, '%s', '%s', '%s', %d, %s)"
                                .formatted(id, msisdn, nick, role, NOON.toEpochMilli(), left));
    }

    @Test
    void readsTheSame() throws SQLException {
        try (Store store = StoreFixture.open(file)) {
            assertThat(store.rooms().find(ROOM)).contains(room(ROOM));
            assertThat(store.bans().all(NOON))
                    .containsExactly(new BanRow(ROOM, PERSON, "Bob", "spam", "Alice", NOON, Optional.of(ONE)));
            assertThat(store.meetings().ofRoom(ROOM, 10)).containsExactly(new Listed(7, NOON, Optional.empty(), ""));
            assertThat(store.meetings().messages(7, 0, 10))
                    .containsExactly(new Message(7, 1, NOON, "Bob", "speech", "buy now"));
            assertThat(store.invitations().isInvited(ROOM, BOB, NOON)).isTrue();
        }
        assertThat(SqlProbe.column(file, "SELECT person || ' ' || nick FROM participant ORDER BY id"))
                .containsExactly("+447700900001 Alice", "+447700900002 Bob");
    }

    @Test
    void isGoneOnWith() throws SQLException {
        try (Store store = StoreFixture.open(file)) {
            long before = store.bans().version();
            assertThat(await(store.bans().remove(ROOM, PERSON))).isTrue();
            assertThat(store.bans().version()).isGreaterThan(before);

            await(store.meetings().left(7, new Person.Phone(ALICE), "left", NOON));
            await(store.meetings().joined(7, new Person.Guest("k7qw3m9xpt4h"), "Carol", "participant", NOON));
        }

        assertThat(SqlProbe.column(
                        file, "SELECT person || ' ' || ifnull(left_reason, 'there') FROM participant ORDER BY id"))
                .isEqualTo(List.of("+447700900001 left", "+447700900002 banned", "guest:k7qw3m9xpt4h there"));
    }

    @Test
    void keepsTheIndexesThatLookUpPersons() throws SQLException {
        StoreFixture.open(file).close();

        assertThat(SqlProbe.plan(file, "SELECT 1 FROM participant WHERE meeting = 7 AND person = '+447700900001'"))
                .singleElement()
                .asString()
                .contains("participant_of_meeting (meeting=? AND person=?)");
    }
}
