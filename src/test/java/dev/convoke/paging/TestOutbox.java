package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.ClosedAfterEach;
import dev.convoke.TestFolder;
import dev.convoke.paging.SmsFixture.HandClock;
import dev.convoke.store.Store;
import dev.convoke.terms.Msisdn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An outbox on a real SQLite file, with a message centre that answers as it is told to; one per test. */
final class TestOutbox implements ClosedAfterEach {

    private final TestFolder folder = new TestFolder();
    final HandClock clock = new HandClock();
    final Path file = folder.path().resolve("convoke.db");
    ScriptedMessaging centre = new ScriptedMessaging();
    final List<String> told = new CopyOnWriteArrayList<>();
    Store store;
    Outbox outbox;

    private final Duration pollInterval;

    /** That looks so often for texts whose time has come or is over. */
    TestOutbox(Duration pollInterval) {
        this.pollInterval = pollInterval;
        store = SmsFixture.open(file);
        outbox = outboxThat(false);
    }

    /** Goes on with a new outbox; the old one is closed or was never started. */
    void renew() {
        outbox = outboxThat(false);
    }

    /** Goes on with an outbox that sends what is of unknown outcome again; the old one is closed or was never started. */
    void renewResending() {
        outbox = outboxThat(true);
    }

    private Outbox outboxThat(boolean resends) {
        OutboxSettings settings = new OutboxSettings(
                4, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1), resends, Duration.ofHours(1));
        return new Outbox(
                store.outbox(),
                centre,
                settings,
                (id, delivered) -> told.add(id + " " + delivered),
                clock,
                SmsFixture.THREADS,
                pollInterval);
    }

    void send(MobileTerminated... texts) {
        for (MobileTerminated text : texts) {
            await(outbox.send(text));
        }
    }

    List<String> states() {
        return look(file, "SELECT state FROM outbox ORDER BY id");
    }

    void awaitStates(String... states) {
        await().untilAsserted(() -> assertThat(states()).containsExactly(states));
    }

    static Msisdn person(int i) {
        return new Msisdn("+4477009" + (10_000 + i));
    }

    @Override
    public void close() {
        outbox.close();
        store.close();
        folder.close();
    }
}
