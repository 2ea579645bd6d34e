package dev.convoke.store.sqlite;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Data files for tests whose subject is not the migration: copies of one that was migrated once in this JVM. To open a copy takes
 * a quarter of the time that it takes to make a file.
 */
public final class MigratedFile {

    private MigratedFile() {}

    /** Puts a migrated file without rows where there is none yet, for its owner alone; answers its path. */
    public static Path at(Path path) {
        if (Files.exists(path)) {
            return path;
        }
        StoreFile.prepare(path);
        try {
            return Files.write(path, Template.OCTETS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made when the first test asks for it. */
    private static final class Template {

        private static final byte[] OCTETS = migrated();

        private Template() {}

        private static byte[] migrated() {
            ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
            try {
                Path folder = Files.createTempDirectory("convoke-template");
                Path file = folder.resolve("convoke.db");
                SqliteStore.open(StoreSettings.at(file), StoreSecret.random(), threads)
                        .close();
                byte[] octets = Files.readAllBytes(file);
                Files.delete(file);
                Files.delete(folder);
                return octets;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
