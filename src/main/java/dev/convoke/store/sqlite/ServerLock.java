package dev.convoke.store.sqlite;

import dev.convoke.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One server at a time on a data file. Commands may share the file with a server, but two servers would each deal with the
 * texts that the other has in hand, send its answers a second time, and write its meetings off as crashed.
 *
 * <p>The lock is on a file beside the data, {@code PATH.lock}: SQLite has locks of its own on the data file, which the
 * closing of any other handle on that file by the same process would drop. It is the operating system's, so it goes with the
 * process however that ends; the empty file stays.
 *
 * <p>Made and closed by the thread that starts and stops the server.
 */
public final class ServerLock implements AutoCloseable {

    private static final int LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final FileChannel file;

    private ServerLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @param store the data file, whose folder must exist
     * @throws StoreException if another server has it, or the lock file cannot be written
     */
    public static ServerLock take(Path store) {
        Path path = lockOf(store);
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (staysTaken(file)) {
                file.close();
                throw new StoreException("store.path " + store + ": another server is running on it (expected: one at a"
                        + " time; stop the other, or give this one a store.path of its own)");
            }
            return new ServerLock(file);
        } catch (IOException e) {
            throw unusable(store, path, e);
        }
    }

    /** A command that asks {@link #isHeld} has the lock itself for an instant. */
    private static boolean staysTaken(FileChannel file) throws IOException {
        for (int look = 1; look < LOOKS; look++) {
            if (!isTaken(file)) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return isTaken(file);
    }

    /**
     * Whether a server is running on the data file, as far as can be seen at this moment. For other processes than the
     * server: closing the lock file, as this does, lets go of the own process's lock on it.
     *
     * @throws StoreException if the lock file cannot be read
     */
    public static boolean isHeld(Path store) {
        Path path = lockOf(store);
        if (!Files.exists(path)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return isTaken(file);
        } catch (IOException e) {
            throw unusable(store, path, e);
        }
    }

    private static Path lockOf(Path store) {
        return store.resolveSibling(store.getFileName() + ".lock");
    }

    private static StoreException unusable(Path store, Path path, IOException e) {
        return new StoreException("store.path " + store + ": the lock file " + path + " cannot be used: " + e, e);
    }

    private static boolean isTaken(FileChannel file) throws IOException {
        try {
            @Nullable FileLock lock = file.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException sameProcess) {
            return true;
        }
    }

    /** Lets the next server in. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
