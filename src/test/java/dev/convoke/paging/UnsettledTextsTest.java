package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable;
import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UnsettledTextsTest {

    private final ScriptedTable table = new ScriptedTable();
    private final UnsettledTexts inFlight = new UnsettledTexts(table, 1_000);

    /** Keeps what it is asked to settle until the test says what became of it. */
    private static class ScriptedTable implements InboxTable {

        private final List<List<Long>> asked = new ArrayList<>();
        private final List<Optional<ConferenceNumber>> rooms = new ArrayList<>();
        private final List<CompletableFuture<Void>> answers = new ArrayList<>();

        @Override
        public CompletableFuture<Void> settle(List<Settlement> texts) {
            asked.add(texts.stream().map(Settlement::id).toList());
            texts.forEach(text -> rooms.add(text.named()));
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
        settle(inFlight, id);
    }

    private static void settle(UnsettledTexts texts, long id) {
        texts.settle(id, "in-room", true, NOON, mo -> {});
    }

    private static ReceivedText text(long id) {
        return ReceivedText.stored(id, received("text " + id, NOON));
    }

    private void hold(long... ids) {
        for (long id : ids) {
            inFlight.reserve();
            inFlight.offer(text(id));
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
    void givesSlotsBackWhenTheSettlementIsOnDiskAndNotBefore() {
        hold(1, 2);

        settle(1);
        assertThat(inFlight.count()).isEqualTo(2);
        table.succeed();

        assertThat(inFlight.count()).isEqualTo(1);
    }

    @Test
    void settlesATextOnce() {
        hold(1);

        settle(1);
        table.succeed();
        settle(1);

        assertThat(table.asked).containsExactly(List.of(1L));
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void tellsOfATextBeforeItsSettlementIsOnItsWayAndOnlyOfOneInHand() {
        hold(1);
        inFlight.reserve();
        inFlight.await(2);
        List<String> told = new ArrayList<>();

        for (long id = 1; id <= 3; id++) {
            inFlight.settle(id, "in-room", true, NOON, mo -> told.add(mo.text() + table.asked));
        }

        assertThat(told).containsExactly("text 1[]");
        assertThat(table.asked).containsExactly(List.of(1L));
        assertThat(inFlight.waits(2)).isTrue();
    }

    @Test
    void keepsTheRoomOfATextInHandWithItsSettlement() {
        hold(1, 2);
        inFlight.about(1, new ConferenceNumber("8401234"));
        inFlight.about(3, new ConferenceNumber("8401234"));

        settle(1);
        table.succeed();
        settle(2);
        table.succeed();
        settle(3);

        assertThat(table.rooms)
                .containsExactly(Optional.of(new ConferenceNumber("8401234")), Optional.<ConferenceNumber>empty());
    }

    @Test
    void aTextThatIsForgottenIsNeitherInHandNorInLine() {
        hold(1);
        inFlight.await(2);
        inFlight.forget(1);
        inFlight.forget(2);

        settle(1);

        assertThat(table.asked).isEmpty();
        assertThat(inFlight.anyoneWaits()).isFalse();
        assertThat(inFlight.waits(2)).isFalse();
    }

    @Test
    void writesAgainWhatTheStoreDidNotTakeAndWhatWaitedBehindIt() {
        hold(1, 2);
        settle(1);
        settle(2);
        table.fail();

        inFlight.settleAgain();
        table.succeed();

        assertThat(table.asked.get(1)).containsExactlyInAnyOrder(1L, 2L);
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void goesOnAfterAFailureWithTheNextSettlement() {
        hold(1, 2);
        settle(1);
        table.fail();

        settle(2);
        table.succeed();

        assertThat(table.asked).containsExactly(List.of(1L), List.of(2L));
        assertThat(inFlight.count()).isEqualTo(1);
    }

    @Test
    void writesNoMoreThanSomeHundredAtOnce() {
        hold(LongStream.rangeClosed(0, 450).toArray());

        LongStream.rangeClosed(0, 450).forEach(this::settle);
        for (int write = 0; write < 4; write++) {
            table.succeed();
        }

        assertThat(table.asked).extracting(List::size).containsExactly(1, 200, 200, 50);
        assertThat(inFlight.count()).isZero();
    }

    /** The room of a text may get known on one thread while another settles it. */
    @Test
    void aTextWhoseRoomGetsKnownMeanwhileIsSettledAllTheSame() throws InterruptedException {
        int texts = 20_000;
        hold(LongStream.range(0, texts).toArray());
        Thread reader = new Thread(
                () -> LongStream.range(0, texts).forEach(id -> inFlight.about(id, new ConferenceNumber("8401234"))));
        reader.start();
        List<Long> settled = new ArrayList<>();

        for (long id = 0; id < texts; id++) {
            inFlight.settle(id, "in-room", true, NOON, mo -> settled.add(1L));
        }
        reader.join();

        assertThat(settled).hasSize(texts);
    }

    @Test
    void losesNoneThatThreadsSettleAtTheSameTime() {
        int texts = 20_000;
        ExecutorService disk = Executors.newSingleThreadExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        ConcurrentLinkedQueue<Long> written = new ConcurrentLinkedQueue<>();
        UnsettledTexts busy = new UnsettledTexts(
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
            busy.offer(text(id));
            threads.execute(() -> settle(busy, id));
        }

        await().until(() -> busy.count() == 0);
        assertThat(written).hasSize(texts).doesNotHaveDuplicates();
        threads.shutdown();
        disk.shutdown();
    }
}
