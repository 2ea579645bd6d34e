package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.ALICE;
import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.look;
import static dev.convoke.paging.SmsFixture.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MoSink.Taken;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.SqliteStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is stored, handed over, settled, and taken for a repetition; how much there is room for. */
class InboxTest {

    @RegisterExtension
    private final TestInbox test = new TestInbox();

    @Test
    void handsOverWhatItStored() throws InterruptedException {
        test.inbox.start(test.handed::add);

        Taken taken = test.accept("203.0.113.7:5000 8401234");

        assertThat(taken).isEqualTo(Taken.STORED);
        assertThat(test.next().mo()).isEqualTo(received("203.0.113.7:5000 8401234", NOON));
        assertThat(test.outcomes()).containsExactly("open");
    }

    @Test
    void handsOverInTheOrderOfTheCommits() {
        Inbox roomy = test.roomy();
        roomy.start(test.handed::add);

        List<CompletableFuture<Taken>> all = IntStream.range(0, 500)
                .mapToObj(i -> roomy.accept(received("text " + i, NOON)))
                .toList();

        all.forEach(SmsFixture::await);
        assertThat(test.handed).extracting(ReceivedText::id).isSorted().hasSize(500);
        assertThat(roomy.counts()).isEqualTo(new InboxCounts(500, 0, 0, 0, 0, 0, 0, 0, 500));
        roomy.close();
    }

    @Test
    void settlesOnceAndForgetsTheText() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.accept("203.0.113.7:5000 8401234 4921");
        long id = test.next().id();

        test.inbox.settle(id, "in-room", true);
        test.inbox.settle(id, "busy", false);

        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly("in-room"));
        assertThat(look(test.file, "SELECT text FROM inbox")).containsExactly("");
        await().untilAsserted(() -> assertThat(test.inbox.counts().pending()).isZero());
    }

    @Test
    void aTextThatComesAgainIsADuplicateWhileOpenAndAfterItWasAccepted() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.accept("8401234");
        Taken whileOpen = test.accept("8401234");
        test.inbox.settle(test.next().id(), "in-room", true);

        Taken afterwards = test.accept("8401234");

        assertThat(whileOpen).isEqualTo(Taken.DUPLICATE);
        assertThat(afterwards).isEqualTo(Taken.DUPLICATE);
        assertThat(test.handed).isEmpty();
        assertThat(test.inbox.counts().duplicates()).isEqualTo(2);
    }

    @Test
    void aTextThatComesAgainIsANewTryAfterItFailedOrAfterTheWindow() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.accept("8401234");
        test.inbox.settle(test.next().id(), "wrong-pin", false);
        Taken afterFailure = test.accept("8401234");
        test.inbox.settle(test.next().id(), "in-room", true);
        test.clock.advance(Duration.ofMinutes(3));

        Taken afterWindow = test.accept("8401234");

        assertThat(afterFailure).isEqualTo(Taken.STORED);
        assertThat(afterWindow).isEqualTo(Taken.STORED);
    }

    private void fail(ReceivedText text) {
        test.inbox.settle(text.id(), "wrong-pin", false);
    }

    @Test
    void aTextThatFailedIsSentAgainIfItsLinkWasLostAndANewTryAfterThat() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.clock.advance(Duration.ofMinutes(1));
        test.accept("8401234");
        fail(test.next());
        test.clock.advance(Duration.ofSeconds(1));
        test.inbox.onLost("main");

        Taken again = test.accept("8401234");
        Taken byTheSameLink = test.accept("8401234");

        assertThat(again).isEqualTo(Taken.DUPLICATE);
        assertThat(byTheSameLink).isEqualTo(Taken.STORED);
        assertThat(test.inbox.counts().pending()).isEqualTo(1);
    }

    @Test
    void aTextThatFailedIsANewTryIfAnotherLinkWasLostOrItsOwnTooLongAgo() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.clock.advance(Duration.ofMinutes(3));
        test.inbox.onLost("main");
        test.accept("8401234");
        fail(test.next());
        test.inbox.onLost("other");
        Taken afterAnother = test.accept("8401234");
        fail(test.next());
        test.clock.advance(Duration.ofSeconds(1));
        test.inbox.onLost("main");
        test.clock.advance(Duration.ofMinutes(2));

        Taken late = test.accept("8401234");

        assertThat(afterAnother).isEqualTo(Taken.STORED);
        assertThat(late).isEqualTo(Taken.STORED);
    }

    @Test
    void aTextThatFailedAfterARestartIsSentAgainIfItCameBeforeThat() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.accept("8401234");
        test.next();
        test.clock.advance(Duration.ofSeconds(5));
        test.crashAndReopen();
        test.inbox.start(test.handed::add);
        fail(test.next());

        assertThat(test.accept("8401234")).isEqualTo(Taken.DUPLICATE);
        assertThat(test.accept("8401235")).isEqualTo(Taken.STORED);
    }

    @Test
    void isFullUntilSomethingIsSettled() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.accept("one");
        test.accept("two");
        test.accept("three");

        Taken fourth = test.accept("four");
        test.inbox.settle(test.next().id(), "in-room", true);
        await().until(() -> test.inbox.counts().pending() == 2);
        Taken again = test.accept("four");

        assertThat(fourth).isEqualTo(Taken.FULL);
        assertThat(again).isEqualTo(Taken.STORED);
        assertThat(test.inbox.counts().full()).isEqualTo(1);
    }

    @Test
    void duplicatesAndFailuresTakeNoSlot() {
        test.inbox.start(test.handed::add);
        test.accept("one");
        IntStream.range(0, 10).forEach(i -> test.accept("one"));

        assertThat(test.accept("two")).isEqualTo(Taken.STORED);
        assertThat(test.inbox.counts().pending()).isEqualTo(2);
    }

    @Test
    void isFullBeforeTheStartAndAfterTheEnd() {
        Taken before = test.accept("one");
        test.inbox.start(test.handed::add);
        test.inbox.close();
        Taken after = test.accept("one");

        assertThat(before).isEqualTo(Taken.FULL);
        assertThat(after).isEqualTo(Taken.FULL);
        assertThat(test.outcomes()).isEmpty();
    }

    @Test
    void failsWhenTheStoreFails() {
        test.inbox.start(test.handed::add);
        test.store.close();

        CompletableFuture<Taken> taken = test.inbox.accept(received("one", NOON));

        assertThatThrownBy(() -> taken.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
        assertThat(test.handed).isEmpty();
        assertThat(test.inbox.counts()).isEqualTo(new InboxCounts(0, 0, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void handsOverALittleLaterWhatTheNextStepHadNoRoomFor() {
        List<String> taken = new ArrayList<>();
        List<Long> owed = new ArrayList<>();
        test.inbox.start(text -> {
            synchronized (taken) {
                if (!owed.isEmpty()) {
                    return false;
                }
                owed.add(text.id());
                return taken.add(text.mo().text());
            }
        });
        test.accept("one");
        test.accept("two");
        test.accept("three");

        await().until(() -> {
            synchronized (taken) {
                owed.forEach(id -> test.inbox.settle(id, "in-room", true));
                owed.clear();
                return taken.size() == 3;
            }
        });

        assertThat(taken).containsExactly("one", "two", "three");
        await().untilAsserted(() -> assertThat(test.outcomes()).hasSize(3).containsOnly("in-room"));
    }

    @Test
    void aNextStepThatThrowsCostsOneText() {
        test.inbox.start(text -> {
            if (text.mo().text().equals("poison")) {
                throw new IllegalStateException("on purpose");
            }
            return test.handed.add(text);
        });

        Taken poison = test.accept("poison");
        Taken sound = test.accept("sound");

        assertThat(poison).isEqualTo(Taken.STORED);
        assertThat(sound).isEqualTo(Taken.STORED);
        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly(Inbox.DEFECT, "open"));
    }

    @Test
    void settlesAgainWhatTheStoreDidNotTake() throws Exception {
        test.shut();
        test.reopen(SqliteStore.open(
                new StoreSettings(test.file, 1, 100, Duration.ofMillis(100)),
                StoreSecret.random(),
                SmsFixture.THREADS));
        test.inbox.start(test.handed::add);
        test.accept("one");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + test.file);
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            test.inbox.settle(test.next().id(), "in-room", true);
            CompletableFuture<Taken> refused = test.inbox.accept(received("two", NOON));
            assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
            lock.execute("ROLLBACK");
        }

        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly("in-room"));
        await().untilAsserted(() -> assertThat(test.inbox.counts().pending()).isZero());
    }

    @Test
    void neverShowsATextOrAWholeNumber() {
        String shown = ReceivedText.stored(1, received("8401234 4921", NOON)).toString();

        assertThat(shown).doesNotContain("4921").doesNotContain(ALICE.e164());
    }
}
