package dev.convoke.store.sqlite;

import dev.convoke.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The pragmas that a connection must have. The driver ignores a property that it does not know or cannot read, so what was
 * asked for is read back: a store that only believes it is durable does not start.
 */
final class Pragmas {

    /** The page cache of one connection, in KiB; SQLite wants it negative. */
    private static final int CACHE_KIB = 16_000;
    /**
     * At how many pages the commit that reaches it takes the write-ahead log up into the file, with two more syncs and whoever
     * waits. Most of what is written are the same few pages again, so four times the usual number costs hardly more, and a
     * quarter as often: 16 MB.
     */
    private static final int CHECKPOINT_PAGES = 4_000;
    /** To what the write-ahead log shrinks after a check-point, in octets. */
    private static final int JOURNAL_LIMIT_OCTETS = 64 * 1024 * 1024;

    /** The driver's name for the flags of {@code sqlite3_open_v2}; 1 is {@code SQLITE_OPEN_READONLY}. */
    private static final String OPEN_MODE = "open_mode";

    private final Properties properties;
    /** Pragma to the value that SQLite reports. */
    private final Map<String, String> expected;

    private Pragmas(Properties properties, Map<String, String> expected) {
        this.properties = properties;
        this.expected = expected;
    }

    /** Durable: a commit returns when the write-ahead log has been synced. Deleted content is overwritten. */
    static Pragmas ofWriter(Duration busyTimeout) {
        Pragmas pragmas = common(busyTimeout);
        pragmas.set("synchronous", "FULL", "2");
        pragmas.set("foreign_keys", "true", "1");
        pragmas.set("journal_size_limit", JOURNAL_LIMIT_OCTETS);
        pragmas.set("wal_autocheckpoint", CHECKPOINT_PAGES);
        // Emptied texts may have held PINs: their octets go with them.
        pragmas.set("secure_delete", "true", "1");
        pragmas.properties.setProperty("transaction_mode", "IMMEDIATE");
        // The driver would ask for the row id after every insert; the statements that want it say RETURNING.
        pragmas.properties.setProperty("jdbc.get_generated_keys", "false");
        return pragmas;
    }

    /** Read-only. */
    static Pragmas ofReaders(Duration busyTimeout) {
        Pragmas pragmas = common(busyTimeout);
        pragmas.properties.setProperty(OPEN_MODE, "1");
        return pragmas;
    }

    private static Pragmas common(Duration busyTimeout) {
        Pragmas pragmas = new Pragmas(new Properties(), new LinkedHashMap<>());
        pragmas.set("journal_mode", "WAL", "wal");
        pragmas.set("busy_timeout", busyTimeout.toMillis());
        pragmas.set("cache_size", -CACHE_KIB);
        pragmas.set("temp_store", "MEMORY", "2");
        return pragmas;
    }

    private void set(String pragma, long value) {
        set(pragma, Long.toString(value), Long.toString(value));
    }

    private void set(String pragma, String value, String reported) {
        properties.setProperty(pragma, value);
        expected.put(pragma, reported);
    }

    /** Whether connections with these may only read. */
    boolean readOnly() {
        return properties.containsKey(OPEN_MODE);
    }

    /** What the driver is asked for. */
    Properties properties() {
        return properties;
    }

    /**
     * Reads the pragmas back.
     *
     * @throws StoreException naming the first pragma that differs, its value and the expectation
     */
    void verify(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> pragma : expected.entrySet()) {
                String actual = read(statement, pragma.getKey());
                if (!actual.equals(pragma.getValue())) {
                    throw new StoreException("pragma " + pragma.getKey() + ": " + actual + " (expected: "
                            + pragma.getValue() + "); this SQLite does not do what the store relies on");
                }
            }
        }
    }

    private static String read(Statement statement, String pragma) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            return row.next() ? String.valueOf(row.getString(1)) : "none";
        }
    }
}
