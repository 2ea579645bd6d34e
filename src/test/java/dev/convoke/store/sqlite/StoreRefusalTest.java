package dev.convoke.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.convoke.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wrong path or file is answered with; nothing may be left open or changed then. */
class StoreRefusalTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("convoke.db");
    }

    private static void assertRefused(Path file, String expected) {
        assertThatThrownBy(() -> StoreFixture.create(file).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("store.path " + file)
                .hasMessageContaining(expected);
    }

    @AfterEach
    void noThreadIsLeft() {
        StoreFixture.awaitNoThread();
    }

    @Test
    void aFolderThatIsMissing() {
        Path file = folder.resolve("nowhere").resolve("convoke.db");

        assertRefused(file, "the folder " + file.getParent() + " is missing (expected: an existing folder)");
    }

    @Test
    void aPathThatIsAFolder() {
        assertRefused(folder, "not a file");
    }

    @Test
    void aFileThatIsNoDatabase() throws IOException {
        Files.writeString(file(), "store.path = \"convoke.db\"\n".repeat(100));

        assertRefused(file(), "not a database (expected: a SQLite file, or nothing yet)");
        assertThat(Files.readString(file())).startsWith("store.path");
    }

    @Test
    void aFileThatBeginsLikeADatabaseAndIsNone() throws IOException {
        Files.writeString(file(), "SQLite format 3\0" + "garbage".repeat(1_000));

        assertRefused(file(), "SQLITE_");
    }

    @Test
    void aFileThatMayNotBeWritten() throws IOException {
        Files.createFile(file());
        assertThat(file().toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(file()), "this user may write everything");

        assertRefused(file(), "not writable for this user");
    }

    @Test
    void aFolderThatMayNotBeWritten() {
        assertThat(folder.toFile().setWritable(false)).isTrue();
        try {
            assumeFalse(Files.isWritable(folder), "this user may write everything");

            assertRefused(file(), "the folder " + folder + " is not writable");
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aPathThatTheDriverWouldCut() {
        assertRefused(folder.resolve("what?.db"), "has a '?'");
    }

    @Test
    void aDatabaseOfAnotherProgram() throws Exception {
        SqlProbe.execute(file(), "CREATE TABLE customers (name TEXT)");

        assertRefused(file(), "the schema cannot be brought up to date");
        assertThat(SqlProbe.column(file(), "SELECT name FROM sqlite_schema")).containsExactly("customers");
    }

    @Test
    void aDatabaseOfANewerProgram() throws Exception {
        StoreFixture.open(file()).close();
        SqlProbe.execute(file(), """
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
                VALUES (99, '9999', 'from the future', 'SQL', 'V9999__from_the_future.sql', 1, '', 1, 1)""");

        assertRefused(file(), "has schema version 9999, which is newer than this program knows (expected: at most ");
    }

    @Test
    void aMigrationThatWasEditedAfterItRan() throws Exception {
        StoreFixture.open(file()).close();
        SqlProbe.execute(file(), "UPDATE flyway_schema_history SET checksum = 4711 WHERE version = '1'");

        assertRefused(file(), "the schema cannot be brought up to date");
    }

    @Test
    void leavesNothingBehindThatWasNotThere() throws IOException {
        Path file = folder.resolve("nowhere").resolve("convoke.db");

        assertRefused(file, "missing");

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
