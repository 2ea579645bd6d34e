package dev.convoke.paging;

import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MoSink.Taken;
import dev.convoke.terms.Originator;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of texts after a restart, and of those that come or wait too long. */
class InboxDispatchTest {

    @RegisterExtension
    private final TestInbox test = new TestInbox();

    @Test
    void handsOverAfterARestartWhatWasNotSettledAndIsTimely() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.accept("settled");
        test.accept("one");
        test.accept("two");
        test.inbox.settle(test.next().id(), "in-room", true);
        test.next();
        test.next();
        test.crashAndReopen();
        test.clock.advance(Duration.ofMinutes(5));

        Inbox.Replayed replayed = test.inbox.start(test.handed::add);

        assertThat(replayed).isEqualTo(new Inbox.Replayed(2, 0));
        assertThat(test.handed).extracting(text -> text.mo().text()).containsExactly("one", "two");
        assertThat(test.inbox.counts().pending()).isEqualTo(2);
    }

    @Test
    void dropsAfterARestartWhatIsTooOld() {
        test.inbox.start(test.handed::add);
        test.accept("one");
        test.crashAndReopen();
        test.handed.clear();
        test.clock.advance(Duration.ofMinutes(5).plusMillis(1));

        Inbox.Replayed replayed = test.inbox.start(test.handed::add);

        assertThat(replayed).isEqualTo(new Inbox.Replayed(0, 1));
        assertThat(test.handed).isEmpty();
        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly(Inbox.STALE));
        assertThat(test.accept("one")).as("the same text anew").isEqualTo(Taken.STORED);
    }

    @Test
    void replaysMoreThanAPageInOrder() {
        Inbox roomy = test.roomy();
        roomy.start(test.handed::add);
        IntStream.range(0, 450)
                .mapToObj(i -> roomy.accept(received("text " + i, NOON)))
                .toList()
                .forEach(SmsFixture::await);
        roomy.close();
        test.handed.clear();
        test.crashAndReopen();

        test.inbox.start(test.handed::add);

        assertThat(test.handed).extracting(ReceivedText::id).isSorted().hasSize(450);
        assertThat(test.accept("one more")).isEqualTo(Taken.FULL);
    }

    @Test
    void dropsAFreshTextThatTheMessageCentreHeldTooLong() {
        test.inbox.start(test.handed::add);

        Taken taken = await(test.inbox.accept(received("one", Optional.of(NOON.minus(Duration.ofMinutes(6))), NOON)));

        assertThat(taken).isEqualTo(Taken.STORED);
        assertThat(test.handed).isEmpty();
        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly(Inbox.STALE));
        assertThat(test.inbox.counts().stale()).isEqualTo(1);
    }

    @Test
    void dropsWhatWaitedTooLongForRoom() {
        test.inbox.start(text -> false);
        test.accept("one");
        test.clock.advance(Duration.ofMinutes(6));

        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly(Inbox.STALE));
    }

    @Test
    void deletesSettledRowsWhenTheirTimeIsOver() throws InterruptedException {
        test.inbox.start(test.handed::add);
        test.accept("old");
        test.inbox.settle(test.next().id(), "in-room", true);
        test.accept("open");
        await().until(() -> test.inbox.counts().pending() == 1);
        test.crashAndReopen();
        test.clock.advance(Duration.ofHours(2));

        test.inbox.start(test.handed::add);

        await().untilAsserted(() -> assertThat(test.outcomes()).containsExactly(Inbox.STALE));
    }

    @Test
    void keepsSendersThatAreNoPhones() throws InterruptedException {
        test.inbox.start(test.handed::add);
        MobileOriginated receipt = new MobileOriginated(
                "main", new Originator.Alphanumeric("Convoke"), SmsFixture.SERVICE, "x", Optional.of(NOON), NOON);
        await(test.inbox.accept(receipt));
        test.crashAndReopen();
        test.handed.clear();

        test.inbox.start(test.handed::add);

        assertThat(test.next().mo()).isEqualTo(receipt);
    }
}
