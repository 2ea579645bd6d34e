package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.NOBODY;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.WINDOW;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.store.InboxRow;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.store.jdbc.WriterConnection;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ids of texts that were told before the commit, when there is none. */
class InboxIdTest {

    private final List<Long> onWay = new CopyOnWriteArrayList<>();
    private Path file;
    private HikariDataSource writerPool;
    private HikariDataSource readerPool;
    private GroupCommit writer;
    private SqliteInboxTable inbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        StoreFixture.open(file).close();
        reopen();
    }

    private void reopen() {
        StoreSettings settings = StoreSettings.at(file);
        Pragmas pragmas = Pragmas.ofWriter(settings.busyTimeout());
        writerPool = Pool.open("writer", settings, pragmas, 1, StoreFixture.THREADS);
        readerPool = Pool.open("reader", settings, Pragmas.ofReaders(settings.busyTimeout()), 1, StoreFixture.THREADS);
        WriterConnection connection = new WriterConnection(writerPool, new SqliteDialect(pragmas));
        writer = new GroupCommit(connection, settings, Duration.ofSeconds(5), StoreFixture.THREADS);
        inbox = new SqliteInboxTable(writer, new Readers(readerPool, new SqliteDialect(pragmas)), StoreFixture.SECRET);
        writer.start();
    }

    @AfterEach
    void close() {
        writer.close();
        readerPool.close();
        writerPool.close();
    }

    private CompletableFuture<OptionalLong> add(String words) {
        return inbox.add(text(words, NOON), WINDOW, onWay::add);
    }

    /** Adds a text in a transaction that fails when it is committed, after one that does, or does not. */
    private void lose(String words, boolean andTheOneBefore) {
        AtomicBoolean running = new AtomicBoolean();
        AtomicBoolean goesOn = new AtomicBoolean();
        CompletableFuture<Integer> before = writer.submit(statements -> {
            running.set(true);
            Awaitility.await().untilTrue(goesOn);
            return andTheOneBefore ? leaveNothing(statements) : 0;
        });
        Awaitility.await().untilTrue(running);
        CompletableFuture<OptionalLong> lost = add(words);
        CompletableFuture<Integer> failure = writer.submit(InboxIdTest::leaveNothing);
        goesOn.set(true);
        assertThat(awaitFailure(lost)).isInstanceOf(StoreException.class);
        awaitFailure(failure);
        assertThat(before.isCompletedExceptionally()).isEqualTo(andTheOneBefore);
    }

    /** What SQLite does by itself when the disk fails: nothing is left to be committed. */
    private static int leaveNothing(Statements statements) throws SQLException {
        return statements.of("ROLLBACK").update();
    }

    @Test
    void theIdOfATextThatDidNotGetToTheDiskIsGivenToNoOther() {
        lose("lost", false);

        long again = await(add("lost")).orElseThrow();

        assertThat(onWay).hasSize(2).doesNotHaveDuplicates().endsWith(again);
        assertThat(inbox.open(0, 10)).extracting(InboxRow::id).containsExactly(again);
    }

    /** Else a device would be dialled each time that its text is sent again to a server whose disk is full. */
    @Test
    void whileTheDiskTakesNothingATextIsOnItsWayOnlyWhenItIsThere() {
        lose("first", false);
        assertThat(onWay).as("ahead of the disk").hasSize(1);

        lose("second", true);
        assertThat(onWay).as("not ahead of it").hasSize(1);

        // Changes nothing, and so proves nothing.
        int deleted = await(writer.submit(
                statements -> statements.of("DELETE FROM inbox WHERE id = 0").update()));
        assertThat(deleted).isZero();
        lose("second", false);
        assertThat(onWay).as("still not ahead of it").hasSize(1);

        long third = await(add("third")).orElseThrow();
        assertThat(onWay).hasSize(2).endsWith(third);
        lose("fourth", false);
        assertThat(onWay).as("ahead of it again").hasSize(3);
    }

    @Test
    void aRepetitionIsOnNoWay() {
        await(add("one"));

        assertThat(await(add("one"))).isEmpty();
        assertThat(onWay).hasSize(1);
    }

    @Test
    void idsGoOnWhereTheyEndedThoughTheRowsAreGone() {
        long last = await(add("one")).orElseThrow();
        await(writer.submit(statements -> statements.of("DELETE FROM inbox").update()));
        close();
        reopen();

        assertThat(await(inbox.add(text("two", NOON), WINDOW, NOBODY)).orElseThrow())
                .isGreaterThan(last);
    }
}
