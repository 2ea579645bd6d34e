package dev.convoke.store.sqlite;

import dev.convoke.store.InboxRow;
import dev.convoke.store.PartRow;
import dev.convoke.store.PartRow.Body;
import dev.convoke.store.PartRow.TextKey;
import dev.convoke.store.PartTable;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSecret.Fingerprint;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.terms.Octets;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The parts of long texts in SQLite. The rows of one text are all incomplete or all parts of the same whole: what would mix with
 * them deletes them first ({@link PartStep}).
 */
final class SqlitePartTable implements PartTable {

    private static final String OF_TEXT =
            " WHERE sender = ? AND service_number = ? AND link = ? AND kind = ? AND reference = ? AND total = ?";
    private static final String KNOWN =
            "SELECT number, fingerprint, received_at, whole FROM inbox_part" + OF_TEXT + " ORDER BY received_at";
    private static final String PARTS = "SELECT * FROM inbox_part" + OF_TEXT + " ORDER BY number";
    private static final String ADD = """
            INSERT INTO inbox_part (sender, service_number, link, kind, reference, total,
                number, alphabet, octets, fingerprint, port, sent_at, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String COMPLETE = "UPDATE inbox_part SET whole = ?, octets = x''" + OF_TEXT;
    private static final String FORGET = "DELETE FROM inbox_part" + OF_TEXT;
    private static final String TEXTS_OF_SENDER = """
            SELECT sender, service_number, link, kind, reference, total FROM inbox_part
            WHERE sender = ? AND whole IS NULL
            GROUP BY service_number, link, kind, reference, total ORDER BY min(received_at)""";
    private static final String NEWEST_ABOVE_LIMIT =
            "SELECT received_at FROM inbox_part WHERE whole IS NULL ORDER BY received_at DESC LIMIT 1 OFFSET ?";
    private static final String INCOMPLETE = """
            SELECT sender, service_number, link, kind, reference, total FROM inbox_part
            WHERE whole IS NULL AND received_at < ?""";
    private static final String PURGE_WHOLE = "DELETE FROM inbox_part WHERE whole IS NOT NULL AND received_at < ?";

    private final GroupCommit writer;
    private final SqliteInboxTable inbox;
    /** Used in steps only, that is on the {@code store-writer} thread. */
    private final Fingerprint fingerprint;

    SqlitePartTable(GroupCommit writer, SqliteInboxTable inbox, StoreSecret secret) {
        this.writer = writer;
        this.inbox = inbox;
        this.fingerprint = secret.fingerprint();
    }

    /** What is there of a text: a part, and the id of the whole once that is in the inbox. */
    record Known(int number, long fingerprint, Instant receivedAt, OptionalLong whole) {}

    @Override
    public CompletableFuture<Added> add(PartRow part, Rules rules, Function<List<PartRow>, InboxRow> join) {
        return writer.submit(statements -> {
            long print = fingerprint.of(part.body().octets().toArray());
            return new PartStep(statements, inbox, part, print, rules).run(join);
        });
    }

    @Override
    public CompletableFuture<List<Incomplete>> purge(Instant incomplete, int limit, Instant whole) {
        return writer.submit(statements -> {
            statements.of(PURGE_WHOLE).at(whole).update();
            Optional<Instant> newest =
                    statements.of(NEWEST_ABOVE_LIMIT).number(limit).first(row -> Millis.read(row, "received_at"));
            Instant before = newest.map(last -> last.plusMillis(1))
                    .filter(incomplete::isBefore)
                    .orElse(incomplete);
            List<Incomplete> givenUp = new ArrayList<>();
            // Not by DISTINCT, for which SQLite would read the whole table in the order of its key.
            Set<TextKey> texts =
                    new LinkedHashSet<>(statements.of(INCOMPLETE).at(before).list(SqlitePartTable::readKey));
            for (TextKey text : texts) {
                givenUp.add(new Incomplete(text.from(), forget(statements, text), text.total()));
            }
            return givenUp;
        });
    }

    /** What is there of the text, oldest first. */
    static List<Known> known(Statements statements, TextKey text) throws SQLException {
        return keyed(statements.of(KNOWN), text)
                .list(row -> new Known(
                        row.getInt("number"),
                        row.getLong("fingerprint"),
                        Millis.read(row, "received_at"),
                        Bound.readOptionalLong(row, "whole")));
    }

    /** The parts of the text in order, with what they say. */
    static List<PartRow> parts(Statements statements, TextKey text) throws SQLException {
        return keyed(statements.of(PARTS), text).list(SqlitePartTable::read);
    }

    /** The incomplete texts of a sender, oldest first. */
    static List<TextKey> incompleteOf(Statements statements, Originator from) throws SQLException {
        return statements.of(TEXTS_OF_SENDER).text(from.stored()).list(SqlitePartTable::readKey);
    }

    static void insert(Statements statements, PartRow part, long print) throws SQLException {
        keyed(statements.of(ADD), part.text())
                .number(part.number())
                .text(part.body().alphabet())
                .octets(part.body().octets().toArray())
                .number(print)
                .number(part.port())
                .at(part.sentAt())
                .at(part.receivedAt())
                .update();
    }

    /** The text is whole: its parts say nothing more. */
    static void complete(Statements statements, TextKey text, long whole) throws SQLException {
        keyed(statements.of(COMPLETE).number(whole), text).update();
    }

    /** Deletes what is there of the text; the number of parts. */
    static int forget(Statements statements, TextKey text) throws SQLException {
        return keyed(statements.of(FORGET), text).update();
    }

    private static Bound keyed(Bound bound, TextKey text) throws SQLException {
        return bound.text(text.from().stored())
                .text(text.to().value())
                .text(text.link())
                .text(text.kind())
                .number(text.reference())
                .number(text.total());
    }

    private static PartRow read(ResultSet row) throws SQLException {
        return new PartRow(
                readKey(row),
                row.getInt("number"),
                new Body(row.getString("alphabet"), Octets.of(row.getBytes("octets"))),
                Bound.readOptionalInt(row, "port"),
                Millis.readOptional(row, "sent_at"),
                Millis.read(row, "received_at"));
    }

    private static TextKey readKey(ResultSet row) throws SQLException {
        return new TextKey(
                Originator.ofStored(row.getString("sender")),
                new ServiceNumber(row.getString("service_number")),
                row.getString("link"),
                row.getString("kind"),
                row.getInt("reference"),
                row.getInt("total"));
    }
}
