package dev.convoke.store.sqlite;

import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSecret.Fingerprint;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The inbox in SQLite. A repetition is looked for in the statement that inserts, by a keyed digest of sender, service number
 * and text ({@link StoreSecret}) that stays when the text is emptied. Two different texts with the same 64 bits would be
 * taken for one; with a million texts in the window that is to be expected once in 18 million million texts.
 */
final class SqliteInboxTable implements InboxTable {

    private static final String ADD = """
            INSERT INTO inbox (
                link, sender, service_number, text, fingerprint, sent_at, received_at, port, parts, id, state)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11, 'open'
            WHERE NOT EXISTS (
                SELECT 1 FROM inbox
                WHERE fingerprint = ?5 AND coalesce(settled_at, 9223372036854775807) > ?10 AND state <> 'failed')
            AND (?6 IS NULL OR NOT EXISTS (SELECT 1 FROM inbox WHERE fingerprint = ?5 AND sent_at = ?6))
            RETURNING id""";
    /** What AUTOINCREMENT counts: the greatest id that a row ever had, whether or not it is still there. */
    private static final String LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'inbox'";

    private static final String IS_REPEATED = """
            SELECT 1 FROM inbox
            WHERE id = ? AND coalesce(settled_at, 9223372036854775807) > ? AND state <> 'failed'""";
    private static final String SETTLE = """
            UPDATE inbox SET state = ?1, outcome = ?2, settled_at = ?3, text = '', room = coalesce(
                (SELECT number FROM room WHERE number = ?4),
                (SELECT number FROM room WHERE room.service_number = inbox.service_number))
            WHERE id = ?5 AND state = 'open'""";
    private static final String OPEN = "SELECT * FROM inbox WHERE state = 'open' AND id > ? ORDER BY id LIMIT ?";
    private static final String PURGE =
            "DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE settled_at < ? LIMIT ?)";
    private static final int PURGE_SLICE = 500;

    private final GroupCommit writer;
    private final Readers readers;
    /** Used in steps only, that is on the {@code store-writer} thread. */
    private final Fingerprint fingerprint;

    /**
     * Not left to SQLite, which gives an id again when the transaction with its first row fails: the next step has heard of it by
     * then. Only a server adds texts, and there is one to a file.
     */
    private final AtomicLong lastId;

    SqliteInboxTable(GroupCommit writer, Readers readers, StoreSecret secret) {
        this.writer = writer;
        this.readers = readers;
        this.fingerprint = secret.fingerprint();
        this.lastId = new AtomicLong(
                readers.first(LAST_ID, query -> {}, row -> row.getLong(1)).orElse(0L));
    }

    @Override
    public CompletableFuture<OptionalLong> add(InboxRow row, Duration duplicateWindow, LongConsumer onWay) {
        long id = lastId.incrementAndGet();
        return writer.submit(
                statements -> add(statements, id, row, repeatedFrom(row.receivedAt(), duplicateWindow)),
                added -> added.ifPresent(onWay));
    }

    /** What was settled as accepted later than this, or is open, is repeated by a text that comes now. */
    static Instant repeatedFrom(Instant now, Duration duplicateWindow) {
        return duplicateWindow.isZero() ? Instant.MAX : now.minus(duplicateWindow);
    }

    /** A part of a step: adds a text, unless it repeats one of those that {@link #repeatedFrom} says. */
    OptionalLong add(Statements statements, InboxRow row, Instant repeatedFrom) throws SQLException {
        return add(statements, lastId.incrementAndGet(), row, repeatedFrom);
    }

    private OptionalLong add(Statements statements, long id, InboxRow row, Instant repeatedFrom) throws SQLException {
        String sender = row.from().stored();
        return statements
                .of(ADD)
                .text(row.link())
                .text(sender)
                .text(row.to().value())
                .text(row.text())
                .number(fingerprint.of(sender, row.to().value(), row.text()))
                .at(row.sentAt())
                .at(row.receivedAt())
                .number(row.port())
                .number(row.parts())
                .at(repeatedFrom)
                .number(id)
                .insertedId();
    }

    /** A part of a step: whether a text that says the same as this one would be taken for it. */
    boolean isRepeated(Statements statements, long id, Instant repeatedFrom) throws SQLException {
        return statements.of(IS_REPEATED).number(id).at(repeatedFrom).any();
    }

    @Override
    public CompletableFuture<Void> settle(List<Settlement> texts) {
        List<Settlement> all = List.copyOf(texts);
        return writer.submitAtLeisure(statements -> {
            for (Settlement text : all) {
                settle(statements, text);
            }
            return null;
        });
    }

    private static void settle(Statements statements, Settlement text) throws SQLException {
        statements
                .of(SETTLE)
                .text(text.accepted() ? "accepted" : "failed")
                .text(text.outcome())
                .at(text.at())
                .text(text.named().map(ConferenceNumber::digits))
                .number(text.id())
                .update();
    }

    @Override
    public List<InboxRow> open(long afterId, int limit) {
        return readers.list(OPEN, query -> query.number(afterId).number(limit), SqliteInboxTable::read);
    }

    @Override
    public CompletableFuture<Integer> purge(Instant before) {
        return writer.submitPurge(PURGE_SLICE, PURGE, before);
    }

    private static InboxRow read(ResultSet row) throws SQLException {
        return new InboxRow(
                row.getLong("id"),
                row.getString("link"),
                Originator.ofStored(row.getString("sender")),
                new ServiceNumber(row.getString("service_number")),
                row.getString("text"),
                Bound.readOptionalInt(row, "port"),
                row.getInt("parts"),
                Millis.readOptional(row, "sent_at"),
                Millis.read(row, "received_at"));
    }
}
