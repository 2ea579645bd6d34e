package dev.convoke.store.sqlite;

import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Receipt;
import dev.convoke.terms.ServiceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The outbox in SQLite; the parts of texts and their receipts are {@link OutboxParts}'. */
final class SqliteOutboxTable implements OutboxTable {

    private static final String ADD = """
            INSERT INTO outbox (recipient, service_number, port, text, link, urgency, state, detail, attempts, created_at,
                expires_at, next_attempt_at, changed_at, room)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', '', ?7, ?8, ?9, ?10, ?8, coalesce(
                (SELECT number FROM room WHERE number = ?11), (SELECT number FROM room WHERE service_number = ?2)))
            RETURNING id""";
    private static final String WITH_PARTS =
            "SELECT *, (SELECT count(*) FROM outbox_part WHERE outbox = due.id) AS taken FROM outbox AS due ";
    private static final String IS_DUE = """
            state = 'waiting' AND next_attempt_at <= ?1 AND expires_at > ?1 AND NOT EXISTS (
                SELECT 1 FROM outbox AS first
                WHERE first.recipient = due.recipient AND first.state IN ('waiting', 'sending') AND first.expires_at > ?1
                    AND (first.state = 'sending' OR (first.urgency, first.id) < (due.urgency, due.id)))
            """;
    private static final String DUE =
            WITH_PARTS + "WHERE " + IS_DUE + "AND (urgency, id) > (?2, ?3) ORDER BY urgency, id LIMIT ?4";
    /** The third term says nothing new but to the planner, which has an index of just these. */
    private static final String DUE_OF_RECIPIENT =
            WITH_PARTS + "WHERE " + IS_DUE + "AND recipient = ?2 AND state IN ('waiting', 'sending')";

    private static final String SENDING = """
            UPDATE outbox SET state = 'sending', detail = '', sent_link = ?, sent_parts = ?, changed_at = ? WHERE id = ?""";
    private static final String END = "UPDATE outbox SET state = ?, detail = ?, changed_at = ? WHERE id = ?";
    private static final String RETRY = """
            UPDATE outbox SET state = 'waiting', attempts = attempts + 1, next_attempt_at = ?, detail = ?
            WHERE id = ?""";
    private static final String EXPIRE =
            "UPDATE outbox SET state = 'expired', changed_at = ?1 WHERE state = 'waiting' AND expires_at <= ?1";
    private static final String INTERRUPTED_UNKNOWN =
            "UPDATE outbox SET state = 'unknown', detail = 'interrupted', changed_at = ? WHERE state = 'sending'";
    private static final String INTERRUPTED_AGAIN = """
            UPDATE outbox SET state = 'waiting', attempts = attempts + 1, detail = 'interrupted', changed_at = ?
            WHERE state = 'sending'""";
    private static final String PURGE = """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox WHERE state NOT IN ('waiting', 'sending') AND created_at < ? LIMIT ?)""";
    private static final int PURGE_SLICE = 500;
    private static final long BEFORE_ALL = -1;

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
                    .number(row.port())
                    .text(row.text())
                    .text(row.link())
                    .number(row.urgency())
                    .number(row.progress().attempts())
                    .at(row.createdAt())
                    .at(row.expiresAt())
                    .at(row.progress().nextAttemptAt())
                    .text(row.room().map(ConferenceNumber::digits))
                    .insertedId()
                    .orElseThrow();
            return row.withId(id);
        });
    }

    @Override
    public List<OutboxRow> due(Instant now, int limit, Optional<OutboxRow> after) {
        long urgency = after.map(row -> (long) row.urgency()).orElse(BEFORE_ALL);
        long id = after.map(OutboxRow::id).orElse(BEFORE_ALL);
        return readers.list(
                DUE, query -> query.at(now).number(urgency).number(id).number(limit), SqliteOutboxTable::read);
    }

    @Override
    public Optional<OutboxRow> due(Instant now, Msisdn recipient) {
        return readers.first(DUE_OF_RECIPIENT, query -> query.at(now).text(recipient.e164()), SqliteOutboxTable::read);
    }

    @Override
    public CompletableFuture<Void> sending(long id, String link, int messages, Instant at) {
        return writer.submit(statements -> {
            statements.of(SENDING).text(link).number(messages).at(at).number(id).update();
            return null;
        });
    }

    @Override
    public CompletableFuture<Optional<Receipt>> end(
            long id, State state, String detail, int after, List<MessageId> taken, Instant at) {
        return writer.submitAtLeisure(statements -> {
            statements
                    .of(END)
                    .text(state.name().toLowerCase(Locale.ROOT))
                    .text(detail)
                    .at(at)
                    .number(id)
                    .update();
            return OutboxParts.add(statements, id, after, taken, at);
        });
    }

    @Override
    public CompletableFuture<Void> retry(
            long id, Instant nextAttemptAt, String reason, int after, List<MessageId> taken, Instant at) {
        return writer.submit(statements -> {
            statements.of(RETRY).at(nextAttemptAt).text(reason).number(id).update();
            OutboxParts.add(statements, id, after, taken, at);
            return null;
        });
    }

    @Override
    public CompletableFuture<Integer> expire(Instant now) {
        return writer.submit(statements -> statements.of(EXPIRE).at(now).update());
    }

    @Override
    public CompletableFuture<Integer> interrupted(boolean again, Instant at) {
        String step = again ? INTERRUPTED_AGAIN : INTERRUPTED_UNKNOWN;
        return writer.submit(statements -> statements.of(step).at(at).update());
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return writer.submitPurge(PURGE_SLICE, PURGE, before);
    }

    @Override
    public CompletableFuture<Receipted> receipt(
            String link, MessageId id, Optional<Msisdn> recipient, Receipt state, Instant at) {
        return writer.submit(statements -> OutboxParts.receipt(statements, link, id, recipient, state, at));
    }

    @Override
    public CompletableFuture<Integer> purgeEarlyReceipts(Instant before) {
        return writer.submitSliced(PURGE_SLICE, statements -> OutboxParts.purgeEarly(statements, before, PURGE_SLICE));
    }

    private static OutboxRow read(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                new Msisdn(row.getString("recipient")),
                new ServiceNumber(row.getString("service_number")),
                Bound.readOptionalInt(row, "port"),
                row.getString("text"),
                row.getString("link"),
                Optional.ofNullable(row.getString("room")).map(ConferenceNumber::new),
                row.getInt("urgency"),
                Millis.read(row, "created_at"),
                Millis.read(row, "expires_at"),
                new OutboxRow.Progress(
                        row.getInt("attempts"),
                        Millis.read(row, "next_attempt_at"),
                        row.getString("sent_link"),
                        row.getInt("sent_parts"),
                        row.getInt("taken")));
    }
}
