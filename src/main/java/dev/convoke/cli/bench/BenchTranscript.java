package dev.convoke.cli.bench;

import dev.convoke.cli.base.CliThreads;
import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.persistence.MeetingRecorder;
import dev.convoke.room.port.MeetingRecords;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.ServerLock;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.wire.LineFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A durable transcript as the server keeps it, in a file of its own: the same store, the same recorder. */
final class BenchTranscript implements AutoCloseable {

    /** No server's file has this name, so none is written into by mistake. */
    static final String FILE = "bench.db";

    private static final Logger LOG = LoggerFactory.getLogger(BenchTranscript.class);

    /** Nobody texts for these rooms: no PIN has this digest. */
    private static final PinDigest NO_PIN = new PinDigest("bench", "0".repeat(64));

    private final ServerLock lock;
    private final Store store;

    private BenchTranscript(ServerLock lock, Store store) {
        this.lock = lock;
        this.store = store;
    }

    /** Opens the file in that folder, which is made if it is not there; what it holds already stays. */
    static BenchTranscript open(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Complaint("--transcript " + folder + ": the folder cannot be made: " + e);
        }
        ServerLock lock = ServerLock.take(file);
        try {
            return new BenchTranscript(
                    lock, SqliteStore.open(StoreSettings.at(file), StoreSecret.random(), CliThreads.maker()));
        } catch (RuntimeException failure) {
            unlock(lock);
            throw failure;
        }
    }

    /** A meeting is recorded of a room that has a row. */
    void add(ConferenceNumber room) {
        StoreAccess.await(store.rooms()
                .add(RoomRow.plain(room, "Bench", NO_PIN, Instant.now()).withTranscript(true)));
    }

    MeetingRecords records() {
        return new MeetingRecorder(store.meetings(), new LineFormat());
    }

    @Override
    public void close() {
        store.close();
        unlock(lock);
    }

    private static void unlock(ServerLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock file did not close as it should: {}", e.toString());
        }
    }
}
