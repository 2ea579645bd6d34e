package dev.convoke.store;

import dev.convoke.store.Bound.RowReader;
import dev.convoke.terms.NonBlockingThread;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Reads through the pool of read-only connections, on the caller's thread. Each read is one statement and its snapshot ends
 * with it: a snapshot that is kept would keep the write-ahead log from being taken up into the file.
 */
final class Readers {

    private final DataSource pool;

    Readers(DataSource pool) {
        this.pool = pool;
    }

    /** Sets a query's parameters. */
    @FunctionalInterface
    interface Parameters {
        void set(Bound query) throws SQLException;
    }

    /** The first row. */
    <T> Optional<T> first(String sql, Parameters parameters, RowReader<T> reader) {
        return run(sql, parameters, query -> query.first(reader));
    }

    /** All rows. */
    <T> List<T> list(String sql, Parameters parameters, RowReader<T> reader) {
        return run(sql, parameters, query -> query.list(reader));
    }

    private <T> T run(String sql, Parameters parameters, Query<T> query) {
        NonBlockingThread.assertMayBlock();
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Bound bound = new Bound(statement);
            parameters.set(bound);
            return query.run(bound);
        } catch (SQLException e) {
            throw new StoreException("cannot read: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Query<T> {
        T run(Bound bound) throws SQLException;
    }
}
