package dev.convoke.store.sqlite;

import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.store.Extended;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.terms.ConferenceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The bookings in SQLite. A booking takes the time from its start up to, but not including, its end; two may touch. The
 * check and the change are one step of the writer, which holds the write lock, so nothing can come between them.
 */
final class SqliteBookingTable implements BookingTable {

    private static final String ROOM_EXISTS = "SELECT 1 FROM room WHERE number = ?";
    private static final String OVERLAPS =
            "SELECT 1 FROM booking WHERE room = ? AND ends_at > ? AND starts_at < ? AND id <> ? LIMIT 1";
    private static final String ADD = """
            INSERT INTO booking (room, local_start, zone, length_s, starts_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?) RETURNING id""";
    private static final String RESIZE = "UPDATE booking SET length_s = ?, ends_at = ? WHERE id = ?";
    private static final String CANCEL = "DELETE FROM booking WHERE id = ?";
    private static final String FIND = "SELECT * FROM booking WHERE id = ?";
    private static final String OF_ROOM = "SELECT * FROM booking WHERE room = ? ORDER BY starts_at, id LIMIT ?";
    private static final String BETWEEN =
            "SELECT * FROM booking WHERE ends_at > ? AND starts_at < ? ORDER BY starts_at, id";
    private static final String FIRST_ENDING_AFTER =
            "SELECT * FROM booking WHERE room = ? AND ends_at > ? ORDER BY ends_at LIMIT 1";
    /** One query, because it is asked for every dial-in. Each half is one step along the index. */
    private static final String NEAREST = """
            SELECT * FROM (SELECT * FROM booking WHERE room = ?1 AND ends_at > ?2 ORDER BY ends_at LIMIT 1)
            UNION ALL
            SELECT * FROM (SELECT * FROM booking WHERE room = ?1 AND ends_at <= ?2 ORDER BY ends_at DESC LIMIT 1)
            LIMIT 1""";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteBookingTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Added> add(BookingRow booking) {
        BookingRow unstored = booking.withId(0);
        return writer.submit(statements -> {
            if (!statements.of(ROOM_EXISTS).text(booking.room().digits()).any()) {
                return new Added(Outcome.UNKNOWN, unstored);
            }
            if (overlaps(statements, unstored)) {
                return new Added(Outcome.OVERLAPS, unstored);
            }
            long id = statements
                    .of(ADD)
                    .text(booking.room().digits())
                    .text(booking.localStart().toString())
                    .text(booking.zone().getId())
                    .number(booking.length().toSeconds())
                    .at(booking.start())
                    .at(booking.end())
                    .insertedId()
                    .orElseThrow();
            return new Added(Outcome.DONE, booking.withId(id));
        });
    }

    /** Whether another booking of the room takes some of the time of this one. */
    private static boolean overlaps(Statements statements, BookingRow booking) throws SQLException {
        return statements
                .of(OVERLAPS)
                .text(booking.room().digits())
                .at(booking.start())
                .at(booking.end())
                .number(booking.id())
                .any();
    }

    @Override
    public CompletableFuture<Outcome> resize(long id, Duration length) {
        return writer.submit(statements -> {
            Optional<BookingRow> found = statements.of(FIND).number(id).first(SqliteBookingTable::read);
            return found.isEmpty() ? Outcome.UNKNOWN : resize(statements, found.get(), length);
        });
    }

    private static Outcome resize(Statements statements, BookingRow booking, Duration length) throws SQLException {
        BookingRow resized = booking.withLength(length);
        if (overlaps(statements, resized)) {
            return Outcome.OVERLAPS;
        }
        statements
                .of(RESIZE)
                .number(length.toSeconds())
                .at(resized.end())
                .number(booking.id())
                .update();
        return Outcome.DONE;
    }

    @Override
    public CompletableFuture<Extended> extend(ConferenceNumber room, Instant at, Duration early, Duration by) {
        return writer.submit(statements -> {
            Optional<BookingRow> on = firstEndingAfter(statements, room, at)
                    .filter(booking -> !booking.start().minus(early).isAfter(at));
            return on.isEmpty() ? new Extended.NoneOn() : extend(statements, on.get(), by);
        });
    }

    private static Extended extend(Statements statements, BookingRow on, Duration by) throws SQLException {
        BookingRow longer = on.withLength(on.length().plus(by));
        if (resize(statements, on, longer.length()) == Outcome.DONE) {
            return new Extended.Longer(longer);
        }
        // What it overlaps ends after it.
        return new Extended.Overlaps(
                on, firstEndingAfter(statements, on.room(), on.end()).orElseThrow());
    }

    private static Optional<BookingRow> firstEndingAfter(Statements statements, ConferenceNumber room, Instant at)
            throws SQLException {
        return statements.of(FIRST_ENDING_AFTER).text(room.digits()).at(at).first(SqliteBookingTable::read);
    }

    @Override
    public CompletableFuture<Boolean> cancel(long id) {
        return writer.submit(statements -> statements.of(CANCEL).number(id).update() == 1);
    }

    @Override
    public Optional<BookingRow> find(long id) {
        return readers.first(FIND, query -> query.number(id), SqliteBookingTable::read);
    }

    @Override
    public List<BookingRow> ofRoom(ConferenceNumber room, int limit) {
        return readers.list(OF_ROOM, query -> query.text(room.digits()).number(limit), SqliteBookingTable::read);
    }

    @Override
    public List<BookingRow> between(Instant from, Instant to) {
        return readers.list(BETWEEN, query -> query.at(from).at(to), SqliteBookingTable::read);
    }

    @Override
    public Optional<BookingRow> firstEndingAfter(ConferenceNumber room, Instant at) {
        return readers.first(
                FIRST_ENDING_AFTER, query -> query.text(room.digits()).at(at), SqliteBookingTable::read);
    }

    @Override
    public Optional<BookingRow> nearest(ConferenceNumber room, Instant at) {
        return readers.first(NEAREST, query -> query.text(room.digits()).at(at), SqliteBookingTable::read);
    }

    private static BookingRow read(ResultSet row) throws SQLException {
        return new BookingRow(
                row.getLong("id"),
                new ConferenceNumber(row.getString("room")),
                LocalDateTime.parse(row.getString("local_start")),
                ZoneId.of(row.getString("zone")),
                Duration.ofSeconds(row.getLong("length_s")));
    }
}
