package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.GroupCommit.Step;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.store.jdbc.WriterConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer alone, on a file with one table of numbers. */
class GroupCommitTest {

    private static final Duration BUSY_TIMEOUT = Duration.ofMillis(500);
    private static final int QUEUE = 2_000;

    private final CountDownLatch gate = new CountDownLatch(1);
    private Path file;
    private HikariDataSource pool;
    private GroupCommit writer;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("numbers.db");
        start(QUEUE, Duration.ofSeconds(10));
        await(writer.submit(statements -> statements
                .of("CREATE TABLE number (n INTEGER PRIMARY KEY, filler TEXT)")
                .update()));
    }

    private void start(int queue, Duration closeDeadline) {
        StoreSettings settings = new StoreSettings(file, 1, queue, BUSY_TIMEOUT);
        Pragmas pragmas = Pragmas.ofWriter(BUSY_TIMEOUT);
        pool = Pool.open("test-pool", settings, pragmas, 1, StoreFixture.THREADS);
        WriterConnection connection = new WriterConnection(pool, new SqliteDialect(pragmas));
        writer = new GroupCommit(connection, settings, closeDeadline, StoreFixture.THREADS);
        writer.start();
    }

    private void restart(int queue, Duration closeDeadline) {
        writer.close();
        pool.close();
        start(queue, closeDeadline);
    }

    @AfterEach
    void close() {
        gate.countDown();
        writer.close();
        pool.close();
    }

    private static Step<Integer> insert(long n) {
        return statements ->
                statements.of("INSERT INTO number (n) VALUES (?)").number(n).update();
    }

    private List<CompletableFuture<Integer>> insertAll(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> writer.submit(insert(n))).toList();
    }

    /** Holds up the writer until the gate is opened; what is handed in meanwhile becomes one batch. */
    private void holdUp() {
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Boolean> hold = writer.submit(statements -> {
            held.countDown();
            return passed(gate);
        });
        assertThat(passed(held)).isTrue();
        assertThat(hold).isNotDone();
    }

    private static boolean passed(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> numbers() {
        try {
            return SqlProbe.column(file, "SELECT n FROM number ORDER BY n");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void completesInOrderOnTheWriterThread() {
        List<Integer> order = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        holdUp();

        List<CompletableFuture<Void>> all = IntStream.range(0, 100)
                .mapToObj(n -> writer.submit(insert(n)).thenAccept(rows -> {
                    order.add(n);
                    threads.add(Thread.currentThread().getName());
                }))
                .toList();
        gate.countDown();
        all.forEach(StoreFixture::await);

        assertThat(order).isEqualTo(IntStream.range(0, 100).boxed().toList());
        assertThat(threads).containsOnly("store-writer");
    }

    @Test
    void completesAfterTheCommitAndNotBefore() {
        List<List<String>> seenByOthers = new ArrayList<>();
        holdUp();

        CompletableFuture<Integer> write = writer.submit(insert(7));
        CompletableFuture<Void> look = write.thenAccept(rows -> seenByOthers.add(numbers()));
        List<String> before = numbers();
        gate.countDown();
        await(look);

        assertThat(before).isEmpty();
        assertThat(seenByOthers).containsExactly(List.of("7"));
    }

    @Test
    void commitsWhatArrivedDuringACommitAsOneTransaction() throws IOException {
        Path log = file.resolveSibling("numbers.db-wal");
        holdUp();
        long octetsBefore = Files.size(log);

        List<CompletableFuture<Integer>> all = insertAll(0, 900);
        gate.countDown();
        all.forEach(StoreFixture::await);

        // One transaction writes each page once; 900 would write a page of 4,096 octets each.
        assertThat(Files.size(log) - octetsBefore).isLessThan(20 * 4_096);
    }

    @Test
    void aStepThatFailsFailsAlone() {
        await(writer.submit(insert(3)));
        holdUp();

        CompletableFuture<Integer> before = writer.submit(insert(1));
        CompletableFuture<Integer> taken = writer.submit(insert(3));
        CompletableFuture<Integer> between = writer.submit(insert(2));
        CompletableFuture<Integer> defect = writer.submit(statements -> {
            throw new IllegalStateException("a defect");
        });
        CompletableFuture<Integer> error = writer.submit(statements -> {
            throw new AssertionError("a worse one");
        });
        CompletableFuture<Integer> after = writer.submit(insert(4));
        gate.countDown();

        assertThat(awaitFailure(taken)).isInstanceOf(StoreException.class).hasMessageContaining("UNIQUE");
        assertThat(awaitFailure(defect)).isInstanceOf(StoreException.class).hasMessage("not written: a defect");
        assertThat(awaitFailure(error)).isInstanceOf(StoreException.class).hasMessage("not written: a worse one");
        assertThat(List.of(await(before), await(between), await(after))).containsOnly(1);
        assertThat(numbers()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void aStepThatFailsHalfWayLeavesNothing() {
        CompletableFuture<Integer> half = writer.submit(statements -> {
            insert(1).run(statements);
            throw new IllegalStateException("half way");
        });

        awaitFailure(half);

        assertThat(numbers()).isEmpty();
    }

    @Test
    void tellsOnceThatAStepHasRunBeforeItIsOnDiskThoughTheBatchRunsTwice() {
        List<String> told = new CopyOnWriteArrayList<>();
        holdUp();

        CompletableFuture<Integer> write =
                writer.submit(insert(1), rows -> told.add(rows + " row, on disk: " + numbers()));
        CompletableFuture<Integer> taken = writer.submit(insert(1), rows -> told.add("never"));
        gate.countDown();

        awaitFailure(taken);
        assertThat(await(write)).isEqualTo(1);
        assertThat(told).containsExactly("1 row, on disk: []");
        assertThat(numbers()).containsExactly("1");
    }

    @Test
    void tellsAgainOfAStepThatSaysSomethingElseWhenItRunsAgain() {
        List<Integer> told = new CopyOnWriteArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        holdUp();

        CompletableFuture<Integer> write = writer.submit(statements -> runs.incrementAndGet(), told::add);
        CompletableFuture<Integer> defect = writer.submit(statements -> {
            throw new IllegalStateException("wanted by this test");
        });
        gate.countDown();

        awaitFailure(defect);
        assertThat(await(write)).isEqualTo(2);
        assertThat(told).containsExactly(1, 2);
    }

    @Test
    void whoFailsWhenToldOfAStepCostsTheStepNothing() {
        CompletableFuture<Integer> write = writer.submit(insert(1), rows -> {
            throw new OutOfMemoryError("wanted by this test");
        });

        assertThat(await(write)).isEqualTo(1);
        assertThat(numbers()).containsExactly("1");
    }

    @Test
    void aFullQueueIsAnAnswerAtOnce() {
        restart(16, Duration.ofSeconds(10));
        holdUp();
        List<CompletableFuture<Integer>> queued = insertAll(0, 16);

        CompletableFuture<Integer> oneTooMany = writer.submit(insert(16));

        assertThat(oneTooMany).isCompletedExceptionally();
        assertThat(awaitFailure(oneTooMany)).hasMessage("the queue of the store is full (16 writes wait)");
        gate.countDown();
        queued.forEach(StoreFixture::await);
        assertThat(numbers()).hasSize(16);
    }

    @Test
    void closeWritesWhatIsQueuedAndTakesNoMore() {
        List<CompletableFuture<Integer>> queued = insertAll(0, QUEUE);

        writer.close();

        assertThat(queued).allMatch(write -> write.isDone() && !write.isCompletedExceptionally());
        assertThat(numbers()).hasSize(QUEUE);
        assertThat(awaitFailure(writer.submit(insert(QUEUE)))).hasMessage("the store is closed");
    }

    @Test
    void closeGivesUpAfterItsDeadlineAndTellsWhoWaits() {
        restart(QUEUE, Duration.ofMillis(50));
        holdUp();
        CompletableFuture<Integer> queued = writer.submit(insert(1));

        writer.close();
        gate.countDown();

        assertThat(awaitFailure(queued)).hasMessage("the store is closed");
        assertThat(numbers()).isEmpty();
    }

    @Test
    void everyWriteOfManyThreadsIsAnsweredThoughTheStoreClosesAmongThem() {
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            for (int n = 0; n < 5_000; n++) {
                all.add(writer.submit(insert(n)));
            }
        });

        await().until(() -> !numbers().isEmpty());
        writer.close();
        await(others);

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        long written =
                all.stream().filter(write -> !write.isCompletedExceptionally()).count();
        assertThat(numbers()).hasSize((int) written);
    }

    @Test
    void waitsForAnotherProcessThatWrites() throws SQLException {
        CompletableFuture<Integer> write;
        try (Connection other = SqlProbe.connect(file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO number (n) VALUES (1)");
            write = writer.submit(insert(2));
            assertThat(write).isNotDone();
            statement.execute("COMMIT");
        }

        assertThat(await(write)).isEqualTo(1);
        assertThat(numbers()).containsExactly("1", "2");
    }

    @Test
    void failsWhenAnotherProcessWritesForTooLongAndGoesOnWhenItIsDone() throws SQLException {
        try (Connection other = SqlProbe.connect(file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            Throwable failure = awaitFailure(writer.submit(insert(1)));

            assertThat(failure).isInstanceOf(StoreException.class).hasMessageContaining("SQLITE_BUSY");
        }
        assertThat(await(writer.submit(insert(2)))).isEqualTo(1);
        assertThat(numbers()).containsExactly("2");
    }

    @Test
    void whatAFullDiskDidNotTakeIsAFailureAndNothingElseIs() {
        holdUp();
        List<CompletableFuture<Integer>> small = insertAll(0, 10);
        CompletableFuture<Integer> large = writer.submit(GroupCommitTest::fillTheDisk);
        gate.countDown();

        assertThat(awaitFailure(large)).isInstanceOf(StoreException.class).hasMessageContaining("SQLITE_FULL");
        await().until(() -> small.stream().allMatch(CompletableFuture::isDone));
        List<String> written = IntStream.range(0, 10)
                .filter(n -> !small.get(n).isCompletedExceptionally())
                .mapToObj(Integer::toString)
                .toList();
        assertThat(numbers()).isEqualTo(written);
        assertThat(await(writer.submit(insert(100)))).isEqualTo(1);
    }

    /** SQLite answers as on a full disk when a file reaches the size that the connection allows. */
    private static int fillTheDisk(Statements statements) throws SQLException {
        statements.of("PRAGMA max_page_count = 20").any();
        return statements
                .of("INSERT INTO number (n, filler) VALUES (99, ?)")
                .text("x".repeat(1_000_000))
                .update();
    }

    @Test
    void deletesInSlicesAndAddsThemUp() {
        insertAll(0, 1_050).forEach(StoreFixture::await);

        int deleted = await(writer.submitSliced(
                100,
                statements -> statements
                        .of("DELETE FROM number WHERE n IN (SELECT n FROM number WHERE n >= 5 LIMIT 100)")
                        .update()));

        assertThat(deleted).isEqualTo(1_045);
        assertThat(numbers()).hasSize(5);
    }

    @Test
    void letsWhatNobodyWaitsForWaitAWhileForOthers() {
        long sinceNanos = System.nanoTime();

        await(writer.submitAtLeisure(insert(7)));

        assertThat(Duration.ofNanos(System.nanoTime() - sinceNanos))
                .isGreaterThanOrEqualTo(Duration.ofMillis(GroupCommit.LEISURE_MS));
        assertThat(numbers()).containsExactly("7");
    }

    @Test
    void writesWhatNobodyWaitsForWithTheNextStepAndBeforeIt() {
        List<String> order = new ArrayList<>();
        AtomicInteger shared = new AtomicInteger();

        for (int round = 0; round < 100; round++) {
            String urgent = String.valueOf(2 * round + 1);
            var first = writer.submitAtLeisure(insert(2L * round)).thenRun(() -> {
                order.add("at leisure");
                // Others see what was committed with it, and nothing that comes with a later commit.
                shared.addAndGet(numbers().contains(urgent) ? 1 : 0);
            });
            await(writer.submit(insert(2L * round + 1)).thenRun(() -> order.add("urgent")));
            await(first);
        }

        // Not always: the threads may be held up for longer than the leisure lasts.
        assertThat(shared).hasPositiveValue();
        assertThat(order.subList(0, 4)).containsExactly("at leisure", "urgent", "at leisure", "urgent");
    }

    @Test
    void writesWhatNobodyWaitsForWhenItCloses() {
        CompletableFuture<Integer> write = writer.submitAtLeisure(insert(7));

        writer.close();

        assertThat(write).isCompletedWithValue(1);
        assertThat(numbers()).containsExactly("7");
    }
}
