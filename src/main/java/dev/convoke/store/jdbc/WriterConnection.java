package dev.convoke.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that writes, and its transaction. After a failure that leaves the transaction in doubt the connection
 * is discarded, and the next {@link #begin} takes a fresh one. Runs on the {@code store-writer} thread.
 */
public final class WriterConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

    private final HikariDataSource pool;
    private final Dialect dialect;
    private @Nullable Open open;

    /** Takes its connections from a pool of the writer's own, whose connections can be evicted. */
    public WriterConnection(HikariDataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
    }

    /** Begins a transaction with the write lock in hand, so that none of its statements can find the file busy. */
    public Statements begin() throws SQLException {
        if (open == null) {
            open = connect();
        }
        // The driver issues BEGIN IMMEDIATE here (transaction_mode), and COMMIT when the flag is set again. Its
        // commit()
        // would begin the next transaction at once and keep other processes out while this one idles.
        open.connection.setAutoCommit(false);
        return open.statements;
    }

    /** Whether a statement failed because another connection is in the way. */
    boolean isBusy(SQLException failure) {
        return dialect.isBusy(failure);
    }

    private Open connect() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            dialect.verify(connection);
            return new Open(connection, new Statements(connection), connection.createStatement());
        } catch (SQLException | StoreException e) {
            pool.evictConnection(connection);
            throw e;
        }
    }

    /** Commits; when this returns, the transaction is on disk. */
    public void commit() throws SQLException {
        current().connection.setAutoCommit(true);
    }

    /**
     * Whether anything was changed by this connection; after a commit that says that the disk takes what it is given. Never fails:
     * what is committed stays so.
     */
    public boolean hasWritten() {
        try {
            Optional<String> query = dialect.changesQuery();
            return query.isEmpty() || changes(query.get()) > 0;
        } catch (SQLException e) {
            LOG.debug("whether the disk is back is not known yet: {}", e.getMessage());
            return false;
        }
    }

    private long changes(String query) throws SQLException {
        return current().statements.of(query).first(row -> row.getLong(1)).orElse(0L);
    }

    /** Undoes the transaction; never fails, for a connection that cannot do it is discarded. */
    public void rollback() {
        Connection connection = current().connection;
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("the writer's connection is discarded: {}", e.getMessage());
            discard();
        }
    }

    /** Marks how far the transaction has come. */
    public void setSavepoint() throws SQLException {
        current().control.execute("SAVEPOINT step");
    }

    /** Forgets the mark; what was done since stays. */
    public void releaseSavepoint() throws SQLException {
        current().control.execute("RELEASE step");
    }

    /** Undoes what was done since {@link #setSavepoint}; fails if SQLite has given up the whole transaction. */
    public void undoToSavepoint() throws SQLException {
        current().control.execute("ROLLBACK TO step");
        releaseSavepoint();
    }

    private Open current() {
        if (open == null) {
            throw new IllegalStateException("no transaction has begun");
        }
        return open;
    }

    /** Closes the connection, and with it whatever transaction is open; never fails. */
    public void discard() {
        if (open != null) {
            pool.evictConnection(open.connection);
            open = null;
        }
    }

    /** Gives the connection back to its pool; never fails. */
    public void release() {
        if (open != null) {
            try {
                open.connection.close();
            } catch (SQLException e) {
                LOG.warn("closing the writer's connection: {}", e.getMessage());
            }
            open = null;
        }
    }

    /** What belongs to one connection. */
    private record Open(Connection connection, Statements statements, Statement control) {}
}
