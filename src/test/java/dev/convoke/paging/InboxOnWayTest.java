package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MoSink.Taken;
import dev.convoke.paging.SmsFixture.HandClock;
import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that are handed over while they are being written; the test says when they are on disk, and whether. */
class InboxOnWayTest {

    private static final Duration OLD = Duration.ofHours(1);

    private final HandClock clock = new HandClock();
    private final SlowDisk disk = new SlowDisk();
    private final List<ReceivedText> handed = new CopyOnWriteArrayList<>();
    private volatile boolean room = true;
    private Store store;
    private Inbox inbox;

    /** Tells of a text at once, and leaves it to the test whether it gets to the disk. */
    private static final class SlowDisk implements InboxTable {

        private final CompletableFuture<OptionalLong> added = new CompletableFuture<>();
        private final List<String> settled = new CopyOnWriteArrayList<>();

        @Override
        public CompletableFuture<OptionalLong> add(InboxRow row, Duration duplicateWindow, LongConsumer onWay) {
            onWay.accept(7);
            return added;
        }

        void writes() {
            added.complete(OptionalLong.of(7));
        }

        void findsItRepeatedAfterAll() {
            added.complete(OptionalLong.empty());
        }

        void fails() {
            added.completeExceptionally(new StoreException("on purpose"));
        }

        @Override
        public CompletableFuture<Void> settle(List<Settlement> texts) {
            texts.forEach(text -> settled.add(text.outcome()));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public List<InboxRow> open(long afterId, int limit) {
            return List.of();
        }

        @Override
        public CompletableFuture<Integer> purge(Instant before) {
            return CompletableFuture.completedFuture(0);
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        store = SmsFixture.open(folder.resolve("convoke.db"));
        inbox = new Inbox(disk, store.parts(), InboxSettings.defaults(), clock, SmsFixture.THREADS);
        inbox.start(text -> room && handed.add(text));
    }

    @AfterEach
    void close() {
        inbox.close();
        store.close();
    }

    @Test
    void isHandedOverBeforeItIsOnDiskAndAnsweredAfterwards() throws InterruptedException {
        CompletableFuture<Taken> taken = inbox.accept(received("one", NOON));

        assertThat(handed).hasSize(1);
        assertThat(handed.get(0).onDisk()).isNotDone();
        assertThat(taken).isNotDone();
        assertThat(inbox.counts().stored()).isZero();

        disk.writes();

        assertThat(handed.get(0).awaitOnDisk()).isTrue();
        assertThat(taken).isCompletedWithValue(Taken.STORED);
        assertThat(inbox.counts().stored()).isEqualTo(1);
    }

    @Test
    void takesNoSlotAndNoSettlementIfItDoesNotGetThere() throws InterruptedException {
        CompletableFuture<Taken> taken = inbox.accept(received("one", NOON));

        disk.fails();
        inbox.settle(7, "in-room", true);

        assertThat(handed.get(0).awaitOnDisk()).isFalse();
        assertThat(taken).isCompletedExceptionally();
        assertThat(inbox.counts().pending()).isZero();
        assertThat(disk.settled).isEmpty();
    }

    @Test
    void takesNoSlotAndNoSettlementIfItIsFoundToBeARepetitionAfterAll() throws InterruptedException {
        CompletableFuture<Taken> taken = inbox.accept(received("one", NOON));

        disk.findsItRepeatedAfterAll();
        inbox.settle(7, "in-room", true);

        assertThat(handed.get(0).awaitOnDisk()).isFalse();
        assertThat(taken).isCompletedWithValue(Taken.DUPLICATE);
        assertThat(inbox.counts().pending()).isZero();
        assertThat(disk.settled).isEmpty();
    }

    /** It is no text of ours: neither a verdict about it counts, nor is its sender to be kept from sending it again. */
    @Test
    void isNoFailureIfItDoesNotGetThere() {
        clock.advance(Duration.ofMinutes(1));
        var unused = inbox.accept(received("one", clock.instant()));
        disk.fails();
        inbox.settle(7, "wrong-pin", false);
        clock.advance(Duration.ofSeconds(1));
        inbox.onLost("main");

        var afterwards = inbox.accept(received("one", clock.instant()));

        assertThat(handed).hasSize(2);
        assertThat(disk.settled).isEmpty();
        assertThat(afterwards).isCompletedExceptionally();
    }

    /** Else all that comes later would wait behind it for ever. */
    @Test
    void waitsForNoRoomIfItDoesNotGetThere() {
        room = false;
        var unused = inbox.accept(received("one", NOON));

        disk.fails();
        room = true;
        var afterwards = inbox.accept(received("two", NOON));

        assertThat(afterwards).isDone();
        assertThat(handed).extracting(text -> text.mo().text()).containsExactly("two");
    }

    @Test
    void isNotPassedOverBeforeItIsOnDisk() {
        clock.advance(OLD);
        var unused = inbox.accept(received("stale", NOON));
        assertThat(disk.settled).isEmpty();

        disk.writes();

        await().untilAsserted(() -> assertThat(disk.settled).containsExactly(Inbox.STALE));
        await().untilAsserted(() -> assertThat(inbox.counts().pending()).isZero());
    }
}
