package dev.convoke.paging;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.paging.MobileTerminated.Urgency;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the tests of inbox and outbox have in common: texts, a clock that is set by hand, and a look into the table. */
final class SmsFixture {

    static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    static final ServiceNumber SERVICE = new ServiceNumber("84433");
    static final Msisdn ALICE = new Msisdn("+447700900001");
    static final Msisdn BOB = new Msisdn("+447700900002");
    static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private static final StoreSecret SECRET =
            StoreSecret.of("a secret of the tests, 32 octets".getBytes(StandardCharsets.US_ASCII));

    private SmsFixture() {}

    static Store open(Path file) {
        return SqliteStore.open(StoreSettings.at(MigratedFile.at(file)), SECRET, THREADS);
    }

    /** A text from Alice, received now, without a time stamp by the message centre. */
    static MobileOriginated received(String text, Instant at) {
        return received(text, Optional.empty(), at);
    }

    static MobileOriginated received(String text, Optional<Instant> sentAt, Instant at) {
        return new MobileOriginated("main", new Originator.Phone(ALICE), SERVICE, text, sentAt, at);
    }

    /** A notice that expires five minutes after noon. */
    static MobileTerminated notice(Msisdn to, String text) {
        return new MobileTerminated(to, SERVICE, text, "main", Urgency.NOTICE, NOON.plus(Duration.ofMinutes(5)));
    }

    static MobileTerminated answer(Msisdn to, String text) {
        return new MobileTerminated(to, SERVICE, text, "main", Urgency.ANSWER, NOON.plus(Duration.ofMinutes(5)));
    }

    /** The result, within ten seconds. */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("did not complete well: " + e, e);
        }
    }

    /** The first column of every row that the query gives, in a connection of its own. */
    static List<String> look(Path file, String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    /** A clock that stands until it is moved. */
    static final class HandClock extends Clock {

        private volatile Instant now = NOON;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("this clock knows UTC alone");
        }
    }
}
