package dev.convoke.store;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The outbox in SQLite. */
final class SqliteOutboxTable implements OutboxTable {

    private static final String ADD = """
            INSERT INTO outbox (recipient, service_number, text, link, urgency, state, detail, attempts, created_at,
                expires_at, next_attempt_at, changed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', '', ?6, ?7, ?8, ?9, ?7) RETURNING id""";
    private static final String DUE = """
            SELECT * FROM outbox AS due
            WHERE state = 'waiting' AND next_attempt_at <= ?1 AND expires_at > ?1 AND NOT EXISTS (
                SELECT 1 FROM outbox AS first
                WHERE first.recipient = due.recipient AND first.state IN ('waiting', 'sending') AND first.expires_at > ?1
                    AND (first.state = 'sending' OR (first.urgency, first.id) < (due.urgency, due.id)))
            ORDER BY urgency, id LIMIT ?2""";
    private static final String MOVE = "UPDATE outbox SET state = ?, detail = ?, changed_at = ? WHERE id = ?";
    private static final String RETRY = """
            UPDATE outbox SET state = 'waiting', attempts = attempts + 1, next_attempt_at = ?, detail = ?
            WHERE id = ?""";
    private static final String EXPIRE =
            "UPDATE outbox SET state = 'expired', changed_at = ?1 WHERE state = 'waiting' AND expires_at <= ?1";
    private static final String MARK_INTERRUPTED =
            "UPDATE outbox SET state = 'unknown', detail = 'interrupted', changed_at = ? WHERE state = 'sending'";
    private static final String PURGE = """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox WHERE state NOT IN ('waiting', 'sending') AND created_at < ? LIMIT ?)""";
    private static final int PURGE_SLICE = 500;

    private final GroupCommit writer;
    private final Readers readers;

    SqliteOutboxTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<OutboxRow> add(OutboxRow row) {
        return writer.submit(statements -> {
            long id = statements
                    .of(ADD)
                    .text(row.to().e164())
                    .text(row.from().value())
                    .text(row.text())
                    .text(row.link())
                    .number(row.urgency())
                    .number(row.attempts())
                    .at(row.createdAt())
                    .at(row.expiresAt())
                    .at(row.nextAttemptAt())
                    .insertedId()
                    .orElseThrow();
            return row.withId(id);
        });
    }

    @Override
    public List<OutboxRow> due(Instant now, int limit) {
        return readers.list(DUE, query -> query.at(now).number(limit), SqliteOutboxTable::read);
    }

    @Override
    public CompletableFuture<Void> move(long id, State state, String detail, Instant at) {
        return writer.submit(statements -> {
            statements
                    .of(MOVE)
                    .text(stored(state))
                    .text(detail)
                    .at(at)
                    .number(id)
                    .update();
            return null;
        });
    }

    private static String stored(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public CompletableFuture<Void> retry(long id, Instant nextAttemptAt, String reason) {
        return writer.submit(statements -> {
            statements.of(RETRY).at(nextAttemptAt).text(reason).number(id).update();
            return null;
        });
    }

    @Override
    public CompletableFuture<Integer> expire(Instant now) {
        return writer.submit(statements -> statements.of(EXPIRE).at(now).update());
    }

    @Override
    public CompletableFuture<Integer> markInterrupted(Instant at) {
        return writer.submit(
                statements -> statements.of(MARK_INTERRUPTED).at(at).update());
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return writer.submitSliced(
                PURGE_SLICE,
                statements ->
                        statements.of(PURGE).at(before).number(PURGE_SLICE).update());
    }

    private static OutboxRow read(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                new Msisdn(row.getString("recipient")),
                new ServiceNumber(row.getString("service_number")),
                row.getString("text"),
                row.getString("link"),
                row.getInt("urgency"),
                Millis.read(row, "created_at"),
                Millis.read(row, "expires_at"),
                row.getInt("attempts"),
                Millis.read(row, "next_attempt_at"));
    }
}
