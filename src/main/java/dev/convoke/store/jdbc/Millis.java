package dev.convoke.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Instants as the tables keep them: milliseconds since 1970-01-01T00:00Z. */
public final class Millis {

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    private Millis() {}

    /** The milliseconds, cut to what a {@code long} holds: {@link Instant#MAX} is a usual way to say "without end". */
    public static long of(Instant instant) {
        if (instant.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        return instant.isBefore(FIRST) ? Long.MIN_VALUE : instant.toEpochMilli();
    }

    /** An instant of a column that is never NULL. */
    public static Instant read(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    /** An instant of a column; empty where it is NULL. */
    public static Optional<Instant> readOptional(ResultSet row, String column) throws SQLException {
        long ms = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }
}
