package dev.convoke.store.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Opens pools of connections whose pragmas have been seen to hold. */
final class Pool {

    /** HikariCP takes no shorter time for getting a connection. */
    private static final Duration MIN_WAIT = Duration.ofMillis(250);

    private Pool() {}

    /**
     * Opens a pool.
     *
     * @throws StoreException if the file cannot be opened, or the first connection has other pragmas; nothing is left open
     *     then
     */
    static HikariDataSource open(String name, StoreSettings settings, Pragmas pragmas, int size, ThreadMaker threads) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl("jdbc:sqlite:" + settings.path().toAbsolutePath());
        config.setDataSourceProperties(pragmas.properties());
        config.setReadOnly(pragmas.readOnly());
        config.setMaximumPoolSize(size);
        // A connection to a file does not age.
        config.setMaxLifetime(0);
        config.setConnectionTimeout(Math.max(settings.busyTimeout().toMillis(), MIN_WAIT.toMillis()));
        config.setThreadFactory(threads.factory(name));
        return connect(config, settings, pragmas);
    }

    /** Connects; again while another process is just creating the file, for which SQLite does not wait by itself. */
    private static HikariDataSource connect(HikariConfig config, StoreSettings settings, Pragmas pragmas) {
        long deadlineNanos = System.nanoTime() + settings.busyTimeout().toNanos();
        while (true) {
            try {
                HikariDataSource pool = new HikariDataSource(config);
                verify(settings, pool, pragmas);
                return pool;
            } catch (PoolInitializationException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!SqliteDialect.isInTheWay(cause) || System.nanoTime() - deadlineNanos >= 0) {
                    throw cannotOpen(settings, cause);
                }
            }
        }
    }

    private static void verify(StoreSettings settings, HikariDataSource pool, Pragmas pragmas) {
        try (Connection connection = pool.getConnection()) {
            pragmas.verify(connection);
        } catch (SQLException e) {
            pool.close();
            throw cannotOpen(settings, e);
        } catch (StoreException e) {
            pool.close();
            throw e;
        }
    }

    private static StoreException cannotOpen(StoreSettings settings, Throwable cause) {
        return new StoreException("store.path " + settings.path() + ": cannot be opened: " + cause.getMessage(), cause);
    }
}
