package dev.convoke.store.sqlite;

import dev.convoke.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * The data file before SQLite opens it: SQLite's own answers to a wrong path are short, and it would create the file
 * readable for everyone.
 */
final class StoreFile {

    /** The first octets of every SQLite file (https://www.sqlite.org/fileformat2.html §1.3). */
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private StoreFile() {}

    /**
     * Checks the file, and creates it for its owner alone if it is not there. SQLite gives the {@code -wal} and
     * {@code -shm} files beside it the same permissions.
     *
     * @throws StoreException saying what is wrong with the path and what would be right
     */
    static void prepare(Path path) {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        demand(
                absolute.toString().indexOf('?') < 0,
                path,
                "the path has a '?'",
                "a path without, for the driver cuts it there");
        demand(
                folder != null && Files.isDirectory(folder),
                path,
                "the folder " + folder + " is missing",
                "an existing folder");
        try {
            if (Files.exists(absolute)) {
                inspect(path);
            } else {
                demand(
                        Files.isWritable(folder),
                        path,
                        "the folder " + folder + " is not writable",
                        "leave to create files in it");
                create(absolute);
            }
        } catch (IOException e) {
            throw new StoreException("store.path " + path + ": " + e, e);
        }
    }

    private static void inspect(Path path) throws IOException {
        demand(Files.isRegularFile(path), path, "not a file", "a SQLite file, or nothing yet");
        demand(Files.isReadable(path), path, "not readable for this user", "leave to read and write");
        demand(Files.isWritable(path), path, "not writable for this user", "leave to read and write");
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(MAGIC.length);
            demand(
                    head.length == 0 || Arrays.equals(head, MAGIC),
                    path,
                    "not a database",
                    "a SQLite file, or nothing yet");
        }
    }

    private static void create(Path path) throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was first, and the file is its work: as good.
            inspect(path);
        }
    }

    private static void demand(boolean holds, Path path, String problem, String expected) {
        if (!holds) {
            throw new StoreException("store.path " + path + ": " + problem + " (expected: " + expected + ")");
        }
    }
}
