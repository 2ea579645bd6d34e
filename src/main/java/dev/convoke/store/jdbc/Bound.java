package dev.convoke.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A prepared statement whose parameters are set from left to right, then run once. Instants become milliseconds since
 * 1970-01-01T00:00Z; those that do not fit (such as {@link Instant#MAX} for "without end") become the nearest that do.
 */
public final class Bound {

    private final PreparedStatement statement;
    private int parameter;

    /** The next parameter is the first; whoever made the statement closes it. */
    public Bound(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Begins with the first parameter again. */
    public Bound restart() {
        parameter = 0;
        return this;
    }

    /** Sets the next parameter to a text. */
    public Bound text(String value) throws SQLException {
        statement.setString(++parameter, value);
        return this;
    }

    /** Sets the next parameter to a text, or to NULL. */
    public Bound text(Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            return text(value.get());
        }
        statement.setNull(++parameter, Types.VARCHAR);
        return this;
    }

    /** Sets the next parameter to a whole number. */
    public Bound number(long value) throws SQLException {
        statement.setLong(++parameter, value);
        return this;
    }

    /** Sets the next parameter to a whole number, or to NULL. */
    public Bound number(OptionalLong value) throws SQLException {
        if (value.isPresent()) {
            return number(value.getAsLong());
        }
        statement.setNull(++parameter, Types.INTEGER);
        return this;
    }

    /** Sets the next parameter to a whole number, or to NULL. */
    public Bound number(OptionalInt value) throws SQLException {
        return number(value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty());
    }

    /** Sets the next parameter to octets. */
    public Bound octets(byte[] value) throws SQLException {
        statement.setBytes(++parameter, value);
        return this;
    }

    /** Sets the next parameter to 1 or 0. */
    public Bound flag(boolean value) throws SQLException {
        return number(value ? 1 : 0);
    }

    /** Sets the next parameter to an instant in milliseconds. */
    public Bound at(Instant value) throws SQLException {
        return number(Millis.of(value));
    }

    /** Sets the next parameter to an instant in milliseconds, or to NULL. */
    public Bound at(Optional<Instant> value) throws SQLException {
        return value.isPresent() ? at(value.get()) : number(OptionalLong.empty());
    }

    /** Sets the next parameter to 1 or 0, or to NULL. */
    public Bound flag(Optional<Boolean> value) throws SQLException {
        return count(value.map(flag -> flag ? 1 : 0));
    }

    /** Sets the next parameter to a whole number, or to NULL. */
    public Bound count(Optional<Integer> value) throws SQLException {
        return number(value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty());
    }

    /** Sets the next parameter to a duration in milliseconds, or to NULL. */
    public Bound millis(Optional<Duration> value) throws SQLException {
        return number(value.isPresent() ? OptionalLong.of(value.get().toMillis()) : OptionalLong.empty());
    }

    /** A whole number of a column; empty where it is NULL. */
    public static OptionalInt readOptionalInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** A whole number of a column; empty where it is NULL. */
    public static OptionalLong readOptionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Runs a statement that gives no rows; the number of rows it touched. */
    public int update() throws SQLException {
        return statement.executeUpdate();
    }

    /** Runs an {@code INSERT … RETURNING id}; empty if nothing was inserted. */
    public OptionalLong insertedId() throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    /** Whether the query has a row. */
    public boolean any() throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    /** Runs a query; its first row, if it has one. */
    public <T> Optional<T> first(RowReader<T> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    /** Runs a query; all of its rows. */
    public <T> List<T> list(RowReader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(reader.read(rows));
            }
        }
        return all;
    }

    /** Makes a record of the row that a cursor stands on. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** Reads the columns of the row; the cursor stays where it is. */
        T read(ResultSet row) throws SQLException;
    }
}
