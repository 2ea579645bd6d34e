package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.look;
import static dev.convoke.paging.SmsFixture.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.ClosedAfterEach;
import dev.convoke.TestFolder;
import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.SmsFixture.HandClock;
import dev.convoke.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An inbox for three texts on a real SQLite file, not started yet; one per test. */
final class TestInbox implements ClosedAfterEach {

    static final int PORT = 40_001;
    static final InboxSettings.Parts PARTS = new InboxSettings.Parts(Duration.ofMinutes(5), 2, 255);
    private static final InboxSettings SETTINGS =
            new InboxSettings(Duration.ofMinutes(5), Duration.ofMinutes(2), 3, Duration.ofHours(1), PORT, PARTS);

    private final TestFolder folder = new TestFolder();
    final HandClock clock = new HandClock();
    final Path file = folder.path().resolve("convoke.db");

    /** What the next step was handed, if the test starts the inbox with this. */
    final BlockingQueue<ReceivedText> handed = new LinkedBlockingQueue<>();

    Store store;
    Inbox inbox;

    TestInbox() {
        store = SmsFixture.open(file);
        inbox = inboxOn(SETTINGS);
    }

    /** One more inbox on the same file, for more than three texts and without a port. */
    Inbox roomy() {
        return inboxOn(InboxSettings.defaults());
    }

    private Inbox inboxOn(InboxSettings settings) {
        return new Inbox(store.inbox(), store.parts(), settings, clock, SmsFixture.THREADS);
    }

    Taken accept(String text) {
        return await(inbox.accept(received(text, clock.instant())));
    }

    ReceivedText next() throws InterruptedException {
        ReceivedText text = handed.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("a text that is handed over").isNotNull();
        return text;
    }

    List<String> outcomes() {
        return look(file, "SELECT coalesce(outcome, state) FROM inbox ORDER BY id");
    }

    /** Ends everything without settling anything, and starts anew on the same file. */
    void crashAndReopen() {
        shut();
        reopen(SmsFixture.open(file));
    }

    /** Goes on with another store on the same file; the old one is closed already. */
    void reopen(Store other) {
        store = other;
        inbox = inboxOn(SETTINGS);
    }

    /** Ends everything, and leaves the file. */
    void shut() {
        store.close();
        inbox.close();
    }

    @Override
    public void close() {
        shut();
        folder.close();
    }
}
