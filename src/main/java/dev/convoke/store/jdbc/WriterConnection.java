package dev.convoke.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.store.StoreException;
import dev.convoke.store.sqlite.Pragmas;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that writes, and its transaction. After a failure that leaves the transaction in doubt the connection
 * is discarded, and the next {@link #begin} takes a fresh one. Runs on the {@code store-writer} thread.
 */
final class WriterConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

    private static final String TOTAL_CHANGES = "SELECT total_changes()";

    private final HikariDataSource pool;
    private final Pragmas pragmas;
    private @Nullable Open open;

    WriterConnection(HikariDataSource pool, Pragmas pragmas) {
        this.pool = pool;
        this.pragmas = pragmas;
    }

    /** Begins a transaction with the write lock in hand, so that none of its statements can find the file busy. */
    Statements begin() throws SQLException {
        if (open == null) {
            open = connect();
        }
        // The driver issues BEGIN IMMEDIATE here (transaction_mode), and COMMIT when the flag is set again. Its
        // commit()
        // would begin the next transaction at once and keep other processes out while this one idles.
        open.connection.setAutoCommit(false);
        return open.statements;
    }

    private Open connect() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            pragmas.verify(connection);
            return new Open(connection, new Statements(connection), connection.createStatement());
        } catch (SQLException | StoreException e) {
            pool.evictConnection(connection);
            throw e;
        }
    }

    /** Commits; when this returns, the transaction is on disk. */
    void commit() throws SQLException {
        current().connection.setAutoCommit(true);
    }

    /**
     * Whether anything was changed by this connection; after a commit that says that the disk takes what it is given. Never fails:
     * what is committed stays so.
     */
    boolean hasWritten() {
        try {
            return current()
                            .statements
                            .of(TOTAL_CHANGES)
                            .first(row -> row.getLong(1))
                            .orElse(0L)
                    > 0;
        } catch (SQLException e) {
            LOG.debug("whether the disk is back is not known yet: {}", e.getMessage());
            return false;
        }
    }

    /** Undoes the transaction; never fails, for a connection that cannot do it is discarded. */
    void rollback() {
        Connection connection = current().connection;
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("the writer's connection is discarded: {}", e.getMessage());
            discard();
        }
    }

    void setSavepoint() throws SQLException {
        current().control.execute("SAVEPOINT step");
    }

    void releaseSavepoint() throws SQLException {
        current().control.execute("RELEASE step");
    }

    /** Undoes what was done since {@link #setSavepoint}; fails if SQLite has given up the whole transaction. */
    void undoToSavepoint() throws SQLException {
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
    void discard() {
        if (open != null) {
            pool.evictConnection(open.connection);
            open = null;
        }
    }

    /** Gives the connection back to its pool; never fails. */
    void release() {
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
