package dev.convoke.store.sqlite;

import dev.convoke.store.CodeRow;
import dev.convoke.store.CodeTable;
import dev.convoke.store.StoreException;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The codes of invitations in SQLite. */
final class SqliteCodeTable implements CodeTable {

    private static final int PURGE_SLICE = 1_000;

    private static final String ADD = """
            INSERT INTO invitation_code (digest, room, person, issued_by, role, nick, booking, valid_from, ends_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING""";
    private static final String FIND = "SELECT * FROM invitation_code WHERE digest = ?";
    private static final String USE = """
            UPDATE invitation_code SET used_at = ?, ends_at = max(ends_at, ?)
            WHERE id = ? AND used_at IS NULL AND revoked_at IS NULL""";
    private static final String IS_GOOD = "SELECT 1 FROM invitation_code WHERE id = ? AND revoked_at IS NULL";
    private static final String HAND_BACK = """
            UPDATE invitation_code SET used_at = NULL, ends_at = ?
            WHERE id = ? AND used_at IS NOT NULL AND revoked_at IS NULL""";
    private static final String REVOKE_OLDER = """
            UPDATE invitation_code SET revoked_at = ?1
            WHERE revoked_at IS NULL AND id < ?2
                AND (room, person) = (SELECT room, person FROM invitation_code WHERE id = ?2)""";
    private static final String REVOKE =
            "UPDATE invitation_code SET revoked_at = ? WHERE revoked_at IS NULL AND room = ? AND person = ?";
    private static final String REVOKE_PERSON =
            "UPDATE invitation_code SET revoked_at = ? WHERE revoked_at IS NULL AND person = ?";
    private static final String REVOKE_ROOM =
            "UPDATE invitation_code SET revoked_at = ?1 WHERE revoked_at IS NULL AND room = ?2 AND valid_from < ?1"
                    + " AND (booking IS NULL OR ?3 = 1)";
    private static final String PURGE = """
            DELETE FROM invitation_code WHERE id IN (SELECT id FROM invitation_code WHERE ends_at < ? LIMIT ?)""";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteCodeTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Void> add(List<CodeRow> codes) {
        List<CodeRow> rows = List.copyOf(codes);
        return writer.submit(statements -> {
            for (CodeRow row : rows) {
                add(statements, row);
            }
            return null;
        });
    }

    private static void add(Statements statements, CodeRow row) throws SQLException {
        statements
                .of(ADD)
                .text(row.digest())
                .text(row.room().digits())
                .text(row.who().stored())
                .text(row.by().stored())
                .text(row.role().name().toLowerCase(Locale.ROOT))
                .text(row.nick().map(Nick::text).orElse(""))
                .number(row.booking())
                .at(row.from())
                .at(row.until())
                .update();
    }

    @Override
    public Optional<CodeRow> find(String digest) {
        return readers.first(FIND, query -> query.text(digest), SqliteCodeTable::read);
    }

    @Override
    public CompletableFuture<Use> use(long id, Instant at, Instant until) {
        return writer.submit(statements -> {
            if (statements.of(USE).at(at).at(until).number(id).update() == 1) {
                statements.of(REVOKE_OLDER).at(at).number(id).update();
                return Use.FIRST;
            }
            return statements.of(IS_GOOD).number(id).any() ? Use.AGAIN : Use.GONE;
        });
    }

    @Override
    public CompletableFuture<Boolean> handBack(long id, Instant until) {
        return writer.submit(
                statements -> statements.of(HAND_BACK).at(until).number(id).update() == 1);
    }

    @Override
    public CompletableFuture<Integer> revoke(ConferenceNumber room, Person who, Instant at) {
        return update(REVOKE, bound -> bound.at(at).text(room.digits()).text(who.stored()));
    }

    @Override
    public CompletableFuture<Integer> revoke(Person who, Instant at) {
        return update(REVOKE_PERSON, bound -> bound.at(at).text(who.stored()));
    }

    @Override
    public CompletableFuture<Integer> revokeRoom(ConferenceNumber room, Instant before, boolean booked) {
        return update(REVOKE_ROOM, bound -> bound.at(before).text(room.digits()).flag(booked));
    }

    private CompletableFuture<Integer> update(String sql, Readers.Parameters parameters) {
        return writer.submit(statements -> {
            Bound bound = statements.of(sql);
            parameters.set(bound);
            return bound.update();
        });
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return writer.submitPurge(PURGE_SLICE, PURGE, before);
    }

    private static CodeRow read(ResultSet row) throws SQLException {
        return new CodeRow(
                row.getLong("id"),
                row.getString("digest"),
                new ConferenceNumber(row.getString("room")),
                person(row, "person"),
                person(row, "issued_by"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Nick.parse(row.getString("nick")),
                Bound.readOptionalLong(row, "booking"),
                Millis.read(row, "valid_from"),
                Millis.read(row, "ends_at"),
                Millis.readOptional(row, "used_at"),
                Millis.readOptional(row, "revoked_at"));
    }

    private static Person person(ResultSet row, String column) throws SQLException {
        return Person.parse(row.getString(column))
                .orElseThrow(() -> new StoreException("invitation_code." + column + ": neither a number nor a guest"));
    }
}
