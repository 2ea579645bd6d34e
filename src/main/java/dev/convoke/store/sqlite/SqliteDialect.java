package dev.convoke.store.sqlite;

import dev.convoke.store.jdbc.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConnection;

/**
 * SQLite behind the connections.
 *
 * @param pragmas those that each of them must have
 */
record SqliteDialect(Pragmas pragmas) implements Dialect {

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    /** The octet of an extended result code that holds the primary one. */
    private static final int PRIMARY_CODE = 0xff;

    /** Whether another connection is in the way ({@code SQLITE_BUSY}, {@code SQLITE_LOCKED} and their kinds). */
    static boolean isInTheWay(Throwable failure) {
        int code = failure instanceof SQLException sql ? sql.getErrorCode() & PRIMARY_CODE : 0;
        return code == SQLITE_BUSY || code == SQLITE_LOCKED;
    }

    @Override
    public void verify(Connection connection) throws SQLException {
        pragmas.verify(connection);
    }

    @Override
    public boolean isBusy(Throwable failure) {
        return isInTheWay(failure);
    }

    @Override
    public Optional<String> changesQuery() {
        return Optional.of("SELECT total_changes()");
    }

    @Override
    public Connection physical(Connection borrowed) throws SQLException {
        return borrowed.unwrap(SQLiteConnection.class);
    }
}
