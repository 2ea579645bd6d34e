package dev.convoke.paging;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts between the hand-over and the disk that has their settlement: what may come in between, and is handled once all the same. */
@Timeout(60)
class InboxInHandTest {

    @RegisterExtension
    private final TestInbox test = new TestInbox();

    /** What the next step was offered, in order, with what it said. */
    private final List<String> offered = new CopyOnWriteArrayList<>();

    private volatile boolean room = true;

    private boolean take(ReceivedText text) {
        offered.add(text.mo().text() + (room ? "" : ", refused"));
        return room && test.handed.add(text);
    }

    private void settles(ReceivedText text, String outcome, boolean accepted) {
        test.inbox.settle(text.id(), outcome, accepted);
        await().until(() -> test.inbox.counts().pending() == 0);
    }

    /** The step settles on another thread before it has said that it takes the text, or on its own. */
    @Test
    void isSettledThoughTheNextStepHasNotSaidYetThatItTakesIt() {
        test.inbox.start(text -> {
            test.inbox.settle(text.id(), "in-room", true);
            return true;
        });

        test.accept("one");

        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly("in-room"));
        await().until(() -> test.inbox.counts().pending() == 0);
    }

    @Test
    void aTextThatWaitedAndIsSettledWhileItIsOfferedAgainHoldsUpNobody() {
        room = false;
        test.inbox.start(text -> {
            if (take(text)) {
                test.inbox.settle(text.id(), "in-room", true);
            }
            return room;
        });
        test.accept("one");
        room = true;
        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly("in-room"));
        await().until(() -> test.inbox.counts().pending() == 0);
        offered.clear();

        test.accept("two");

        assertThat(offered).as("at once, not with the next sweep").containsExactly("two");
    }

    @Test
    void whoComesWhileATextThatWaitedIsOfferedAgainStaysBehindIt() {
        room = false;
        test.inbox.start(text -> {
            if (room && text.mo().text().equals("one")) {
                assertThat(test.accept("two")).isEqualTo(Taken.STORED);
            }
            return take(text);
        });
        test.accept("one");
        room = true;

        await().until(() -> test.handed.size() == 2);

        assertThat(offered.subList(offered.indexOf("one"), offered.size())).containsExactly("one", "two");
    }

    @Test
    void whatWaitsIsNotInHandAndNotSettled() throws InterruptedException {
        room = false;
        test.inbox.start(text -> {
            test.handed.add(text);
            return room;
        });
        test.accept("one");

        test.inbox.settle(test.next().id(), "in-room", true);
        room = true;
        test.next();

        assertThat(test.outcomes()).containsExactly("open");
        assertThat(test.inbox.counts().pending()).isEqualTo(1);
    }

    @Test
    void aSecondVerdictCountsForNothing() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.clock.advance(Duration.ofMinutes(1));
        test.accept("8401234");
        ReceivedText refused = test.next();
        settles(refused, "wrong-pin", false);
        test.inbox.settle(refused.id(), "in-room", true);
        test.clock.advance(Duration.ofSeconds(1));
        test.inbox.onLost("main");

        Taken again = test.accept("8401234");

        assertThat(again).isEqualTo(Taken.DUPLICATE);
        assertThat(test.outcomes()).containsExactly("wrong-pin");
    }

    /** Its sender has had no answer, so what comes again is to be handled. */
    @Test
    void aTextOnWhichTheNextStepFailedIsHandledIfItComesAgainAfterItsLinkWasLost() throws InterruptedException {
        test.inbox.start(text -> {
            if (!room) {
                throw new IllegalStateException("wanted by this test");
            }
            return take(text);
        });
        test.clock.advance(Duration.ofMinutes(1));
        room = false;
        test.accept("8401234");
        await().until(() -> test.inbox.counts().pending() == 0);
        room = true;
        test.clock.advance(Duration.ofSeconds(1));
        test.inbox.onLost("main");

        Taken again = test.accept("8401234");

        assertThat(again).isEqualTo(Taken.STORED);
        assertThat(test.next().mo().text()).isEqualTo("8401234");
    }

    @Test
    void aRepetitionWhileTheSettlementIsNotOnDiskIsADuplicate() throws Exception {
        onAStoreThatDoesNotWaitLong();
        test.inbox.start(test.handed::add);
        test.accept("8401234");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + test.file);
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            test.inbox.settle(test.next().id(), "in-room", true);
            CompletableFuture<Taken> notTaken = test.inbox.accept(SmsFixture.received("8401235", SmsFixture.NOON));
            assertThatThrownBy(() -> notTaken.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
            lock.execute("ROLLBACK");
        }

        Taken again = test.accept("8401234");
        Taken whatWasNotTaken = test.accept("8401235");

        assertThat(again).isEqualTo(Taken.DUPLICATE);
        assertThat(whatWasNotTaken).isEqualTo(Taken.STORED);
        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly("in-room", "open"));
        await().until(() -> test.inbox.counts().pending() == 1);
    }

    /** A crash loses the settlement, not the text: it is handed over once more, and may be settled otherwise. */
    @Test
    void aTextWhoseSettlementACrashLostIsHandedOverAgain() throws Exception {
        onAStoreThatDoesNotWaitLong();
        test.inbox.start(test.handed::add);
        test.accept("8401234");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + test.file);
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            test.inbox.settle(test.next().id(), "in-room", true);
            test.shut();
            lock.execute("ROLLBACK");
        }
        test.reopen(SmsFixture.open(test.file));

        assertThat(test.inbox.start(test.handed::add)).isEqualTo(new Inbox.Replayed(1, 0));
        settles(test.next(), "unreachable", false);

        assertThat(test.outcomes()).containsExactly("unreachable");
    }

    private void onAStoreThatDoesNotWaitLong() {
        test.shut();
        test.reopen(SqliteStore.open(
                new StoreSettings(test.file, 1, 100, Duration.ofMillis(100)),
                StoreSecret.random(),
                SmsFixture.THREADS));
    }
}
