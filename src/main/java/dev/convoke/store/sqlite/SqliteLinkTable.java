package dev.convoke.store.sqlite;

import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.DesiredState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The links in SQLite; triggers count the changes of all processes. */
final class SqliteLinkTable implements LinkTable {

    private static final String WANT = """
            INSERT INTO link_wish (link, wish, wished_at) VALUES (?, ?, ?)
            ON CONFLICT (link) DO UPDATE SET wish = excluded.wish, wished_at = excluded.wished_at""";
    private static final String DESIRED = "SELECT * FROM link_wish ORDER BY link";
    private static final String VERSION = "SELECT version FROM link_wish_change";
    private static final String FORGET = "DELETE FROM link_bind";
    private static final String WRITE = """
            INSERT INTO link_bind (place, link, wish, wished_at, bind, state, since, trouble, received, sent, written_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String ROWS = "SELECT * FROM link_bind ORDER BY place";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteLinkTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Void> want(Desired desired) {
        return writer.submit(statements -> {
            statements
                    .of(WANT)
                    .text(desired.link())
                    .text(stored(desired.state()))
                    .at(desired.at())
                    .update();
            return null;
        });
    }

    private static String stored(DesiredState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Desired> desired() {
        return readers.list(DESIRED, query -> {}, SqliteLinkTable::readDesired);
    }

    @Override
    public long version() {
        return readers.first(VERSION, query -> {}, row -> row.getLong("version"))
                .orElse(0L);
    }

    @Override
    public CompletableFuture<Void> write(List<LinkRow> rows) {
        List<LinkRow> all = List.copyOf(rows);
        return writer.submit(statements -> {
            statements.of(FORGET).update();
            for (int index = 0; index < all.size(); index++) {
                LinkRow row = all.get(index);
                statements
                        .of(WRITE)
                        .number(index)
                        .text(row.desired().link())
                        .text(stored(row.desired().state()))
                        .at(row.desired().at())
                        .text(row.bind())
                        .text(row.state())
                        .at(row.since())
                        .text(row.trouble())
                        .number(row.received())
                        .number(row.sent())
                        .at(row.writtenAt())
                        .update();
            }
            return null;
        });
    }

    @Override
    public List<LinkRow> rows() {
        return readers.list(ROWS, query -> {}, SqliteLinkTable::read);
    }

    private static LinkRow read(ResultSet row) throws SQLException {
        return new LinkRow(
                readDesired(row),
                row.getString("bind"),
                row.getString("state"),
                Millis.read(row, "since"),
                row.getString("trouble"),
                row.getLong("received"),
                row.getLong("sent"),
                Millis.read(row, "written_at"));
    }

    private static Desired readDesired(ResultSet row) throws SQLException {
        DesiredState state = DesiredState.valueOf(row.getString("wish").toUpperCase(Locale.ROOT));
        Instant at = Millis.read(row, "wished_at");
        return new Desired(row.getString("link"), state, at);
    }
}
