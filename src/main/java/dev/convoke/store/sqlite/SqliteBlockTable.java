package dev.convoke.store.sqlite;

import dev.convoke.store.BlockRow;
import dev.convoke.store.BlockTable;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberPattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The rules about numbers in SQLite. */
final class SqliteBlockTable implements BlockTable {

    private static final int PURGE_SLICE = 1_000;

    /** The most patterns that {@link NumberPattern#matching} gives: of {@code +}, 15 digits, and the number itself. */
    private static final int MAX_PATTERNS = 17;

    private static final String PUT = """
            INSERT INTO block (pattern, room, allow, reason, made_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (pattern, ifnull(room, '')) DO UPDATE SET allow = excluded.allow, reason = excluded.reason,
                made_at = excluded.made_at, ends_at = excluded.ends_at""";
    private static final String REMOVE = "DELETE FROM block WHERE pattern = ? AND room IS ?";
    private static final String ALL = """
            SELECT * FROM block WHERE ends_at IS NULL OR ends_at > ? ORDER BY pattern, room""";
    private static final String ANY = "SELECT 1 FROM block LIMIT 1";
    private static final String PATTERNS = String.join(", ", Collections.nCopies(MAX_PATTERNS, "?"));
    private static final String DECIDING = """
            SELECT * FROM block
            WHERE pattern IN (%s) AND (room IS NULL OR room = ?) AND (ends_at IS NULL OR ends_at > ?)
            ORDER BY length(rtrim(pattern, '*')) DESC, room IS NULL, allow DESC LIMIT 1""".formatted(PATTERNS);
    private static final String PURGE =
            "DELETE FROM block WHERE id IN (SELECT id FROM block WHERE ends_at < ? LIMIT ?)";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteBlockTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Void> put(BlockRow rule) {
        return writer.submit(statements -> {
            statements
                    .of(PUT)
                    .text(rule.pattern().text())
                    .text(rule.room().map(ConferenceNumber::digits))
                    .flag(rule.allow())
                    .text(rule.reason())
                    .at(rule.at())
                    .at(rule.until())
                    .update();
            return null;
        });
    }

    @Override
    public CompletableFuture<Boolean> remove(NumberPattern pattern, Optional<ConferenceNumber> room) {
        return writer.submit(statements -> statements
                        .of(REMOVE)
                        .text(pattern.text())
                        .text(room.map(ConferenceNumber::digits))
                        .update()
                == 1);
    }

    @Override
    public List<BlockRow> all(Instant at) {
        return readers.list(ALL, query -> query.at(at), SqliteBlockTable::read);
    }

    @Override
    public Optional<BlockRow> deciding(Msisdn who, Optional<ConferenceNumber> room, Instant at) {
        // Asked once or twice for every text, and most operators have no rules at all.
        if (readers.first(ANY, query -> {}, row -> true).isEmpty()) {
            return Optional.empty();
        }
        List<NumberPattern> patterns = NumberPattern.matching(who);
        return readers.first(
                DECIDING,
                query -> {
                    for (int i = 0; i < MAX_PATTERNS; i++) {
                        query.text(i < patterns.size() ? patterns.get(i).text() : "");
                    }
                    query.text(room.map(ConferenceNumber::digits)).at(at);
                },
                SqliteBlockTable::read);
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return writer.submitPurge(PURGE_SLICE, PURGE, before);
    }

    private static BlockRow read(ResultSet row) throws SQLException {
        return new BlockRow(
                new NumberPattern(row.getString("pattern")),
                Optional.ofNullable(row.getString("room")).map(ConferenceNumber::new),
                row.getBoolean("allow"),
                row.getString("reason"),
                Millis.read(row, "made_at"),
                Millis.readOptional(row, "ends_at"));
    }
}
