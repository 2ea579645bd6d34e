package dev.convoke.store.jdbc;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.store.StoreException;
import dev.convoke.store.jdbc.Bound.RowReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads through the pool of read-only connections, on the caller's thread. Each read is one statement and its snapshot ends
 * with it: a snapshot that is kept would keep the write-ahead log from being taken up into the file.
 */
public final class Readers {

    private final DataSource pool;
    private final Dialect dialect;

    /** The statements of each physical connection, used only by the thread that has borrowed it. */
    private final Map<Connection, Statements> statements = new ConcurrentHashMap<>();

    /** Reads by connections of a pool of the readers' own. */
    public Readers(DataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
    }

    /** Sets a query's parameters. */
    @FunctionalInterface
    public interface Parameters {
        /** Sets all of them, from left to right. */
        void set(Bound query) throws SQLException;
    }

    /** The first row. */
    public <T> Optional<T> first(String sql, Parameters parameters, RowReader<T> reader) {
        return run(sql, parameters, query -> query.first(reader));
    }

    /** All rows. */
    public <T> List<T> list(String sql, Parameters parameters, RowReader<T> reader) {
        return run(sql, parameters, query -> query.list(reader));
    }

    private <T> T run(String sql, Parameters parameters, Query<T> query) {
        NonBlockingThread.assertMayBlock();
        try (Connection borrowed = pool.getConnection()) {
            Bound bound = statementsOf(borrowed).of(sql);
            parameters.set(bound);
            return query.run(bound);
        } catch (SQLException e) {
            throw new StoreException("cannot read: " + e.getMessage(), e);
        }
    }

    /** Preparing costs more than most of our queries; the pool closes what is prepared through it, so we go around it. */
    private Statements statementsOf(Connection borrowed) throws SQLException {
        Connection physical = dialect.physical(borrowed);
        @Nullable Statements known = statements.get(physical);
        if (known != null) {
            return known;
        }
        statements.keySet().removeIf(Readers::isClosed);
        Statements fresh = new Statements(physical);
        statements.put(physical, fresh);
        return fresh;
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException broken) {
            return true;
        }
    }

    @FunctionalInterface
    private interface Query<T> {
        T run(Bound bound) throws SQLException;
    }
}
