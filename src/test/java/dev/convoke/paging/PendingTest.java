package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PendingTest {

    private final ScriptedTable table = new ScriptedTable();
    private final Pending pending = new Pending(table, 1_000);

    /** Keeps what it is asked to settle until the test says what became of it. */
    private static class ScriptedTable implements InboxTable {

        private final List<List<Long>> asked = new ArrayList<>();
        private final List<CompletableFuture<Void>> answers = new ArrayList<>();

        @Override
        public CompletableFuture<Void> settle(List<Settlement> texts) {
            asked.add(texts.stream().map(Settlement::id).toList());
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }

        @Override
        public CompletableFuture<OptionalLong> add(InboxRow row, Duration duplicateWindow, LongConsumer onWay) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<InboxRow> open(long afterId, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Integer> purge(Instant before) {
            throw new UnsupportedOperationException();
        }

        void succeed() {
            answers.get(answers.size() - 1).complete(null);
        }

        void fail() {
            answers.get(answers.size() - 1).completeExceptionally(new IllegalStateException("no disk"));
        }
    }

    private void settle(long id) {
        pending.settle(id, "in-room", true, NOON);
    }

    private void hold(long... ids) {
        for (long id : ids) {
            pending.reserve();
            pending.hold(id);
        }
    }

    @Test
    void writesTogetherWhatIsSettledWhileOthersAreWritten() {
        hold(1, 2, 3);

        settle(1);
        settle(2);
        settle(3);
        assertThat(table.asked).containsExactly(List.of(1L));
        table.succeed();

        assertThat(table.asked).containsExactly(List.of(1L), List.of(2L, 3L));
    }

    @Test
    void givesPlacesBackWhenTheSettlementIsOnDiskAndNotBefore() {
        hold(1, 2);

        settle(1);
        assertThat(pending.count()).isEqualTo(2);
        table.succeed();

        assertThat(pending.count()).isEqualTo(1);
    }

    @Test
    void settlesATextOnce() {
        hold(1);

        settle(1);
        table.succeed();
        settle(1);

        assertThat(table.asked).containsExactly(List.of(1L));
        assertThat(pending.count()).isZero();
    }

    @Test
    void writesAgainWhatTheStoreDidNotTakeAndWhatWaitedBehindIt() {
        hold(1, 2);
        settle(1);
        settle(2);
        table.fail();

        pending.settleAgain();
        table.succeed();

        assertThat(table.asked.get(1)).containsExactlyInAnyOrder(1L, 2L);
        assertThat(pending.count()).isZero();
    }

    @Test
    void goesOnAfterAFailureWithTheNextSettlement() {
        hold(1, 2);
        settle(1);
        table.fail();

        settle(2);
        table.succeed();

        assertThat(table.asked).containsExactly(List.of(1L), List.of(2L));
        assertThat(pending.count()).isEqualTo(1);
    }

    @Test
    void writesNoMoreThanSomeHundredAtOnce() {
        hold(LongStream.rangeClosed(0, 450).toArray());

        LongStream.rangeClosed(0, 450).forEach(this::settle);
        for (int write = 0; write < 4; write++) {
            table.succeed();
        }

        assertThat(table.asked).extracting(List::size).containsExactly(1, 200, 200, 50);
        assertThat(pending.count()).isZero();
    }

    @Test
    void losesNoneThatThreadsSettleAtTheSameTime() {
        int texts = 20_000;
        ExecutorService disk = Executors.newSingleThreadExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        ConcurrentLinkedQueue<Long> written = new ConcurrentLinkedQueue<>();
        Pending busy = new Pending(
                new ScriptedTable() {
                    @Override
                    public CompletableFuture<Void> settle(List<Settlement> settled) {
                        return CompletableFuture.runAsync(() -> settled.forEach(text -> written.add(text.id())), disk);
                    }
                },
                texts);

        for (long text = 0; text < texts; text++) {
            long id = text;
            busy.reserve();
            busy.hold(id);
            threads.execute(() -> busy.settle(id, "in-room", true, NOON));
        }

        await().until(() -> busy.count() == 0);
        assertThat(written).hasSize(texts).doesNotHaveDuplicates();
        threads.shutdown();
        disk.shutdown();
    }
}
