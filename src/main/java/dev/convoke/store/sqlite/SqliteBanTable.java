package dev.convoke.store.sqlite;

import dev.convoke.store.BanRow;
import dev.convoke.store.BanTable;
import dev.convoke.store.StoreException;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The bans in SQLite; triggers count the changes of all processes. */
final class SqliteBanTable implements BanTable {

    private static final int PURGE_SLICE = 1_000;

    private static final String PUT = """
            INSERT INTO ban (room, person, nick, reason, banned_by, banned_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (room, person) DO UPDATE SET nick = excluded.nick, reason = excluded.reason,
                banned_by = excluded.banned_by, banned_at = excluded.banned_at, ends_at = excluded.ends_at""";
    private static final String REMOVE = "DELETE FROM ban WHERE room = ? AND person = ?";
    private static final String IS_BANNED =
            "SELECT 1 FROM ban WHERE room = ? AND person = ? AND (ends_at IS NULL OR ends_at > ?)";
    private static final String ALL = "SELECT * FROM ban WHERE ends_at IS NULL OR ends_at > ?";
    private static final String OF_ROOM = """
            SELECT * FROM ban WHERE room = ? AND (ends_at IS NULL OR ends_at > ?) ORDER BY banned_at, person""";
    private static final String VERSION = "SELECT version FROM ban_change";
    private static final String PURGE = """
            DELETE FROM ban WHERE (room, person) IN (SELECT room, person FROM ban WHERE ends_at < ? LIMIT ?)""";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteBanTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Void> put(BanRow ban) {
        return writer.submit(statements -> {
            statements
                    .of(PUT)
                    .text(ban.room().digits())
                    .text(ban.who().stored())
                    .text(ban.nick())
                    .text(ban.reason())
                    .text(ban.by())
                    .at(ban.at())
                    .at(ban.until())
                    .update();
            return null;
        });
    }

    @Override
    public CompletableFuture<Boolean> remove(ConferenceNumber room, Person who) {
        return writer.submit(statements ->
                statements.of(REMOVE).text(room.digits()).text(who.stored()).update() == 1);
    }

    @Override
    public boolean isBanned(ConferenceNumber room, Person who, Instant at) {
        return readers.first(
                        IS_BANNED,
                        query -> query.text(room.digits()).text(who.stored()).at(at),
                        row -> true)
                .isPresent();
    }

    @Override
    public List<BanRow> all(Instant at) {
        return readers.list(ALL, query -> query.at(at), SqliteBanTable::read);
    }

    @Override
    public List<BanRow> ofRoom(ConferenceNumber room, Instant at) {
        return readers.list(OF_ROOM, query -> query.text(room.digits()).at(at), SqliteBanTable::read);
    }

    @Override
    public long version() {
        return readers.first(VERSION, query -> {}, row -> row.getLong("version"))
                .orElse(0L);
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return writer.submitPurge(PURGE_SLICE, PURGE, before);
    }

    private static BanRow read(ResultSet row) throws SQLException {
        return new BanRow(
                new ConferenceNumber(row.getString("room")),
                person(row.getString("person")),
                row.getString("nick"),
                row.getString("reason"),
                row.getString("banned_by"),
                Millis.read(row, "banned_at"),
                Millis.readOptional(row, "ends_at"));
    }

    private static Person person(String stored) {
        return Person.parse(stored)
                .orElseThrow(() -> new StoreException("ban.person: neither a phone number nor a guest"));
    }
}
