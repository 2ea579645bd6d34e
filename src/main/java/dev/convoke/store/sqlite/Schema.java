package dev.convoke.store.sqlite;

import dev.convoke.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a database to the schema that this program knows: {@code schema/migrations}, in order, each once. */
final class Schema {

    private static final String LOCATION = "classpath:schema/migrations";

    private Schema() {}

    /**
     * Runs the migrations that are missing.
     *
     * @param path the file, for messages
     * @param source connections that may write; one suffices
     * @param patience how long another process may take that migrates the same file; Flyway has no lock for SQLite, and the
     *     later of two that create the same table fails
     * @throws StoreException if the database is newer than this program, or a migration fails; it is then rolled back
     */
    static void migrate(Path path, DataSource source, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(source)
                        .locations(LOCATION)
                        .load();
                refuseNewer(path, flyway);
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (!isRace(e) || System.nanoTime() - deadlineNanos >= 0) {
                    throw new StoreException(
                            "store.path " + path + ": the schema cannot be brought up to date: " + firstLine(e), e);
                }
            }
        }
    }

    private static void refuseNewer(Path path, Flyway flyway) {
        MigrationInfo current = flyway.info().current();
        if (current != null && current.getState() == MigrationState.FUTURE_SUCCESS) {
            throw new StoreException("store.path " + path + ": the database has schema version " + current.getVersion()
                    + ", which is newer than this program knows (expected: at most " + newestKnown(flyway)
                    + "); run the newer program, or restore an older copy of the file");
        }
    }

    private static String newestKnown(Flyway flyway) {
        String newest = "none";
        for (MigrationInfo migration : flyway.info().all()) {
            if (!migration.getState().isApplied() || migration.getState() == MigrationState.SUCCESS) {
                newest = String.valueOf(migration.getVersion());
            }
        }
        return newest;
    }

    /** Whether another process seems to be migrating at this moment: the file is locked, or has what we were to create. */
    private static boolean isRace(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("SQLITE_BUSY")
                    || message.contains("already exists")
                    || message.contains("UNIQUE constraint")) {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
