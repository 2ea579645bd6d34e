package dev.convoke.store.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

/** What writer and readers make of what a dialect says, over a real file and a dialect that says what the test wants. */
@Timeout(60)
class WriterAndDialectTest {

    private static final int IN_THE_WAY = 5;
    private static final int CORRUPT = 11;
    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    private final Told dialect = new Told();
    private HikariDataSource pool;
    private StoreSettings settings;
    private WriterConnection connection;
    private GroupCommit writer;

    /** Refuses as many new connections as it is told to, with an error code that it is told. */
    private static final class Told implements Dialect {
        private final AtomicInteger verified = new AtomicInteger();
        private volatile int refusals;
        private volatile int code;
        private volatile Optional<String> changesQuery = Optional.of("SELECT total_changes()");

        void refuse(int connections, int errorCode) {
            refusals = connections;
            code = errorCode;
        }

        @Override
        public void verify(Connection connection) throws SQLException {
            if (verified.incrementAndGet() <= refusals) {
                throw new SQLException("told to refuse", "", code);
            }
        }

        @Override
        public boolean isBusy(Throwable failure) {
            return failure instanceof SQLException sql && sql.getErrorCode() == IN_THE_WAY;
        }

        @Override
        public Optional<String> changesQuery() {
            return changesQuery;
        }

        @Override
        public Connection physical(Connection borrowed) throws SQLException {
            return borrowed.unwrap(SQLiteConnection.class);
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) throws SQLException {
        settings = new StoreSettings(folder.resolve("numbers.db"), 1, 100, Duration.ofMillis(200));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + settings.path());
        config.setMaximumPoolSize(1);
        config.setThreadFactory(THREADS.factory("dialect-test"));
        pool = new HikariDataSource(config);
        try (Connection first = pool.getConnection()) {
            first.createStatement().execute("CREATE TABLE number (n INTEGER PRIMARY KEY)");
        }
        connection = new WriterConnection(pool, dialect);
        writer = new GroupCommit(connection, settings, Duration.ofSeconds(10), THREADS);
    }

    @AfterEach
    void close() {
        writer.close();
        pool.close();
    }

    private CompletableFuture<Integer> insert(int n) {
        return writer.submit(statements ->
                statements.of("INSERT INTO number (n) VALUES (?)").number(n).update());
    }

    private void insertDirectly(int n) throws SQLException {
        connection.begin().of("INSERT INTO number (n) VALUES (?)").number(n).update();
    }

    /** Only when the writer's connection is back in the pool, which has no other. */
    private List<Integer> numbers() {
        return new Readers(pool, dialect).list("SELECT n FROM number ORDER BY n", query -> {}, row -> row.getInt(1));
    }

    private static Throwable failureOf(CompletableFuture<?> write) throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("it was written: " + write.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            return requireNonNull(failed.getCause());
        }
    }

    @Test
    void whatIsInTheWayIsTriedAgain() throws Exception {
        dialect.refuse(2, IN_THE_WAY);
        writer.start();

        assertThat(insert(7).get(10, TimeUnit.SECONDS)).isEqualTo(1);

        assertThat(dialect.verified).hasValue(3);
        writer.close();
        assertThat(numbers()).containsExactly(7);
    }

    @Test
    void anotherFailureIsNotTriedAgainAndCostsOneBatch() throws Exception {
        dialect.refuse(1, CORRUPT);
        writer.start();

        assertThat(failureOf(insert(7))).isInstanceOf(StoreException.class).hasMessageContaining("told to refuse");
        assertThat(dialect.verified).hasValue(1);

        assertThat(insert(8).get(10, TimeUnit.SECONDS)).isEqualTo(1);
        writer.close();
        assertThat(numbers()).containsExactly(8);
    }

    @Test
    void whatStaysInTheWayIsGivenUpWhenTheTimeIsOver() throws Exception {
        dialect.refuse(Integer.MAX_VALUE, IN_THE_WAY);
        writer.start();
        long beganNanos = System.nanoTime();

        assertThat(failureOf(insert(7))).isInstanceOf(StoreException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isGreaterThanOrEqualTo(settings.busyTimeout());
        assertThat(dialect.verified).hasValueGreaterThan(1);
    }

    @Test
    void saysByTheQueryWhetherAnythingWasWritten() throws SQLException {
        connection.begin();
        assertThat(connection.hasWritten()).isFalse();

        insertDirectly(7);
        connection.commit();

        assertThat(connection.hasWritten()).isTrue();
        connection.release();
    }

    @Test
    void withoutAQueryWhatWasCommittedCountsAsWritten() throws SQLException {
        dialect.changesQuery = Optional.empty();

        connection.begin();
        connection.commit();

        assertThat(connection.hasWritten()).isTrue();
        connection.release();
    }

    @Test
    void aQueryThatFailsSaysThatNothingIsKnown() throws SQLException {
        dialect.changesQuery = Optional.of("SELECT nonsense");
        insertDirectly(7);
        connection.commit();

        assertThat(connection.hasWritten()).isFalse();
        connection.release();
    }

    @Test
    void aRollbackUndoesAllAndASavepointOnlyWhatCameAfter() throws SQLException {
        insertDirectly(1);
        connection.rollback();
        insertDirectly(2);
        connection.setSavepoint();
        insertDirectly(3);
        connection.undoToSavepoint();
        connection.setSavepoint();
        insertDirectly(4);
        connection.releaseSavepoint();
        connection.commit();
        connection.release();

        assertThat(numbers()).containsExactly(2, 4);
    }

    @Test
    void aDiscardedConnectionTakesItsTransactionAlongAndTheNextIsVerified() throws SQLException {
        insertDirectly(1);
        connection.discard();
        insertDirectly(2);
        connection.commit();
        connection.release();

        assertThat(dialect.verified).hasValue(2);
        assertThat(numbers()).containsExactly(2);
    }

    @Test
    void nothingCanBeCommittedThatHasNotBegun() {
        assertThatThrownBy(connection::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReadThatFailsSaysWhy() {
        Readers readers = new Readers(pool, dialect);

        assertThatThrownBy(() -> readers.first("SELECT nonsense", query -> {}, row -> row.getInt(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot read: ")
                .hasMessageContaining("nonsense");
        assertThat(readers.first("SELECT ?", query -> query.number(3), row -> row.getInt(1)))
                .contains(3);
    }
}
