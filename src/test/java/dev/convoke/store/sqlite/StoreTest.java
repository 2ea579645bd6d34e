package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.NOBODY;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.THREADS;
import static dev.convoke.store.sqlite.StoreFixture.WINDOW;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.notice;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static dev.convoke.store.sqlite.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.ConferenceNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("convoke.db");
    }

    @Test
    void dataSurvivesCloseAndOpen() {
        long inboxId;
        try (Store store = StoreFixture.create(file())) {
            await(store.rooms().add(room(ROOM)));
            inboxId = await(store.inbox().add(text("hello", NOON), WINDOW, NOBODY))
                    .orElseThrow();
            await(store.outbox().add(notice("hello", 0)));
        }

        try (Store store = StoreFixture.open(file())) {
            assertThat(store.rooms().find(ROOM)).contains(room(ROOM));
            assertThat(store.inbox().open(0, 10))
                    .containsExactly(text("hello", NOON).withId(inboxId));
            assertThat(store.outbox().due(NOON, 10, Optional.empty())).hasSize(1);
        }
    }

    @Test
    void closeLeavesOneFileAndNoThread() throws IOException {
        Store store = StoreFixture.create(file());
        await(store.rooms().add(room(ROOM)));

        store.close();
        store.close();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
        StoreFixture.awaitNoThread();
    }

    @Test
    void refusesWritesAndReadsAfterClose() {
        Store store = StoreFixture.open(file());
        store.close();

        assertThat(awaitFailure(store.rooms().add(room(ROOM))))
                .isInstanceOf(StoreException.class)
                .hasMessage("the store is closed");
        assertThatThrownBy(() -> store.rooms().find(ROOM)).isInstanceOf(StoreException.class);
    }

    @Test
    void whatWasAnsweredIsThereAfterACrash() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("crashed")).resolve("convoke.db");
        try (Store store = StoreFixture.open(file())) {
            List<CompletableFuture<Boolean>> rooms = IntStream.range(1_000, 1_500)
                    .mapToObj(n -> store.rooms().add(room(new ConferenceNumber("" + n))))
                    .toList();
            rooms.forEach(StoreFixture::await);

            // What a crash leaves: the file and its log as they are, without a close.
            Files.copy(file(), copy);
            Files.copy(folder.resolve("convoke.db-wal"), copy.resolveSibling("convoke.db-wal"));
        }

        try (Store store = StoreFixture.open(copy)) {
            assertThat(store.rooms().list(1_000)).hasSize(500);
        }
    }

    @Test
    void twoStoresWriteToOneFileAtOnce() {
        try (Store server = StoreFixture.open(file());
                Store commandLine = StoreFixture.open(file())) {
            List<CompletableFuture<Boolean>> writes = IntStream.range(1_000, 2_000)
                    .mapToObj(n -> (n % 2 == 0 ? server : commandLine).rooms().add(room(new ConferenceNumber("" + n))))
                    .toList();

            assertThat(writes).allMatch(StoreFixture::await);
            assertThat(server.rooms().list(2_000)).hasSize(1_000);
            assertThat(commandLine.rooms().list(2_000)).hasSize(1_000);
        }
    }

    @Test
    void oneOfTwoStoresGetsANumberThatBothWant() {
        try (Store server = StoreFixture.open(file());
                Store commandLine = StoreFixture.open(file())) {
            CompletableFuture<Boolean> first = server.rooms().add(room(ROOM));
            CompletableFuture<Boolean> second = commandLine.rooms().add(room(ROOM));

            assertThat(List.of(await(first), await(second))).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void severalStoresMayCreateOneFileAtOnce() {
        List<CompletableFuture<Store>> opening = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> StoreFixture.create(file())))
                .toList();

        List<Store> stores = opening.stream().map(StoreFixture::await).toList();

        await(stores.get(0).rooms().add(room(ROOM)));
        assertThat(stores).allMatch(store -> store.rooms().find(ROOM).isPresent());
        stores.forEach(Store::close);
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));

        try (Store store = StoreFixture.create(file())) {
            await(store.rooms().add(room(ROOM)));

            for (String name : List.of("convoke.db", "convoke.db-wal", "convoke.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void readsAreForThreadsThatMayBlock() throws InterruptedException {
        try (Store store = StoreFixture.open(file())) {
            CompletableFuture<Object> read = new CompletableFuture<>();
            Thread loop = new EventLoop(() -> {
                try {
                    read.complete(store.rooms().find(ROOM));
                } catch (Throwable e) {
                    read.completeExceptionally(e);
                }
            });
            loop.start();

            assertThat(awaitFailure(read)).isInstanceOf(AssertionError.class).hasMessageContaining("a-loop");
        }
    }

    private static final class EventLoop extends Thread implements NonBlockingThread {
        EventLoop(Runnable task) {
            super(task, "a-loop");
        }
    }

    @Test
    void connectionsForReadingCannotWrite() throws SQLException {
        try (Store store = StoreFixture.open(file())) {
            await(store.rooms().add(room(OTHER_ROOM)));
            Pragmas pragmas = Pragmas.ofReaders(BUSY_TIMEOUT);

            try (HikariDataSource pool = Pool.open("test-pool", StoreSettings.at(file()), pragmas, 1, THREADS);
                    Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("DELETE FROM room"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("SQLITE_READONLY");
            }
        }
    }

    @Test
    void refusesAConnectionWhosePragmasAreNotThoseAskedFor() throws SQLException {
        try (Connection connection = SqlProbe.connect(file())) {
            Pragmas pragmas = Pragmas.ofWriter(BUSY_TIMEOUT);

            assertThatThrownBy(() -> pragmas.verify(connection))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("pragma journal_mode: delete (expected: wal)");
        }
    }

    @Test
    void readsBackThatACommitIsDurable() throws SQLException {
        StoreFixture.open(file()).close();
        try (HikariDataSource pool =
                        Pool.open("test-pool", StoreSettings.at(file()), Pragmas.ofWriter(BUSY_TIMEOUT), 1, THREADS);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");

            assertThatThrownBy(() -> Pragmas.ofWriter(BUSY_TIMEOUT).verify(connection))
                    .hasMessageStartingWith("pragma synchronous: 0 (expected: 2)");
        }
    }
}
