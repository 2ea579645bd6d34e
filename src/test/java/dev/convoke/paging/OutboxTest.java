package dev.convoke.paging;

import static dev.convoke.paging.ScriptedMessaging.taken;
import static dev.convoke.paging.SmsFixture.ALICE;
import static dev.convoke.paging.SmsFixture.BOB;
import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.answer;
import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.look;
import static dev.convoke.paging.SmsFixture.notice;
import static dev.convoke.paging.TestOutbox.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.MobileTerminated.Urgency;
import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.store.StoreException;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent, in which order, how many at once, and what closing waits for. */
class OutboxTest {

    @RegisterExtension
    private final TestOutbox test = new TestOutbox(Duration.ofSeconds(1));

    @Test
    void sendsWhatItIsGiven() {
        test.outbox.start();

        test.send(answer(ALICE, "The room is full."));

        test.awaitStates("sent");
        assertThat(test.centre.givenWhole()).containsExactly(answer(ALICE, "The room is full."));
        assertThat(look(test.file, "SELECT sent_link || message_id FROM outbox JOIN outbox_part ON outbox = id"))
                .containsExactly("mainid-1");
        assertThat(test.outbox.counts()).isEqualTo(new OutboxCounts(1, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void tellsWhatTheMessageCentreRefusesAndWhatAReceiptSaidBeforeItsAnswer() {
        test.centre.answers(
                text -> text.text().equals("no") ? new Submitted.Rejected("bad", Sent.NOTHING) : taken("id"));
        Receipts receipts =
                new Receipts(test.store.outbox(), (id, delivered) -> test.told.add(id + " late"), test.clock);
        await(receipts.accept(receipt("id", Receipt.DELIVERED)));
        List<Long> known = new CopyOnWriteArrayList<>();
        test.outbox.start();

        await(test.outbox.send(notice(ALICE, "yes"), known::add));
        await(test.outbox.send(notice(BOB, "no"), known::add));

        await().untilAsserted(() ->
                assertThat(test.told).containsExactlyInAnyOrder(known.get(0) + " true", known.get(1) + " false"));
    }

    @Test
    void aReceiptThatComesLaterIsToldOnceItIsFinal() {
        List<String> told = new CopyOnWriteArrayList<>();
        Receipts receipts =
                new Receipts(test.store.outbox(), (id, delivered) -> told.add(id + " " + delivered), test.clock);
        test.centre.answers(text -> taken(text.text()));
        test.send(notice(ALICE, "a1"), notice(BOB, "b2"));
        test.outbox.start();
        test.awaitStates("sent", "sent");

        await(receipts.accept(receipt("a1", Receipt.ENROUTE)));
        assertThat(told).isEmpty();
        await(receipts.accept(receipt("a1", Receipt.DELIVERED)));
        await(receipts.accept(receipt("a1", Receipt.DELIVERED)));
        await(receipts.accept(receipt("b2", Receipt.UNDELIVERABLE)));

        assertThat(told).containsExactly("1 true", "2 false");
        assertThat(test.told).isEmpty();
    }

    private static DeliveryReceipt receipt(String id, Receipt state) {
        return new DeliveryReceipt("main", MessageId.of(id), Optional.empty(), state);
    }

    @Test
    void wakesForANewTextWithoutWaitingForThePoll() {
        test.outbox.start();
        test.awaitStates();
        long before = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            int texts = i + 1;
            test.send(notice(BOB, "text " + i));
            await().until(() -> test.outbox.counts().sent() == texts);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void sendsAnswersFirstAndOtherwiseInOrder() {
        test.send(notice(person(1), "notice 1"), notice(person(2), "notice 2"), answer(person(3), "answer 1"));
        test.send(notice(person(4), "notice 3"), answer(person(5), "answer 2"));

        test.outbox.start();

        test.awaitStates("sent", "sent", "sent", "sent", "sent");
        assertThat(test.centre.given()).containsExactly("answer 1", "answer 2", "notice 1", "notice 2", "notice 3");
    }

    @Test
    void keepsTheOrderOfOnePersonsTextsOneAtATime() {
        test.centre.holds();
        test.outbox.start();
        test.send(notice(ALICE, "1"), notice(ALICE, "2"), notice(BOB, "3"));
        await().until(() -> test.centre.held() == 2);
        assertThat(test.centre.given()).containsExactlyInAnyOrder("1", "3");

        test.centre.answers(text -> taken("x"));
        test.centre.release(taken("x"));

        test.awaitStates("sent", "sent", "sent");
        assertThat(test.centre.given().get(2)).isEqualTo("2");
    }

    @Test
    void manyTextsToOnePersonDoNotWaitForThePoll() {
        test.outbox.start();
        test.awaitStates();
        long before = System.nanoTime();

        IntStream.range(0, 20).forEach(i -> test.send(notice(ALICE, "text " + i)));

        await().until(() -> test.outbox.counts().sent() == 20);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThat(test.centre.given())
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "text " + i).toList());
    }

    @Test
    void holdsNoMoreInFlightThanAllowed() {
        test.centre.holds();
        test.outbox.start();
        IntStream.range(0, 20).forEach(i -> test.send(notice(person(i), "text " + i)));
        await().until(() -> test.centre.held() == 4);
        assertThat(test.outbox.counts().inFlight()).isEqualTo(4);

        test.centre.answers(text -> taken("x"));
        test.centre.release(taken("x"));

        await().until(() -> test.outbox.counts().sent() == 20);
        assertThat(test.centre.mostInFlight()).isEqualTo(4);
        assertThat(test.centre.given()).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void whatFindsNoRoomWaitsAndIsNoAttempt() {
        test.centre.isFull(true);
        test.outbox.start();
        test.send(notice(ALICE, "1"), answer(BOB, "2"));
        await().during(Duration.ofMillis(300)).until(() -> test.centre.given().isEmpty());
        assertThat(test.states()).containsExactly("waiting", "waiting");

        test.centre.isFull(false);

        test.awaitStates("sent", "sent");
        assertThat(look(test.file, "SELECT DISTINCT attempts FROM outbox")).containsExactly("0");
    }

    @Test
    void aLinkWithoutRoomDoesNotHoldUpTheOthers() {
        test.centre.refuses(text -> text.link().equals("slow"));
        test.outbox.start();
        for (int i = 0; i < 300; i++) {
            test.send(new MobileTerminated(
                    person(i), SmsFixture.SERVICE, "slow", "slow", Urgency.ANSWER, NOON.plusSeconds(300)));
        }

        test.send(notice(ALICE, "1"), notice(ALICE, "2"));

        await().until(() -> test.centre.given().equals(List.of("1", "2")));
        test.centre.refuses(text -> false);
        await().until(() -> test.outbox.counts().sent() == 302);
    }

    @Test
    void keepsThePort() {
        MobileTerminated text = new MobileTerminated(
                BOB, SmsFixture.SERVICE, OptionalInt.of(16_000), "{}", "", Urgency.NOTICE, NOON.plusSeconds(60));
        test.outbox.start();

        test.send(text);

        test.awaitStates("sent");
        assertThat(test.centre.givenWhole()).containsExactly(text);
    }

    @Test
    void closingWaitsForWhatIsWithTheLinks() throws InterruptedException {
        test.centre.holds();
        test.outbox.start();
        test.send(notice(ALICE, "1"), notice(ALICE, "2"));
        await().until(() -> test.centre.held() == 1);
        Thread closing = SmsFixture.THREADS.thread("closing", test.outbox::close);
        closing.start();
        // It has said that nothing more is to be handed over, and waits.
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

        test.centre.release(taken("x"));

        closing.join(TimeUnit.SECONDS.toMillis(10));
        test.awaitStates("sent", "waiting");
    }

    @Test
    void failsWhenTheStoreFails() {
        test.outbox.start();
        test.store.close();

        CompletableFuture<Void> sent = test.outbox.send(notice(ALICE, "1"));

        assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
    }

    @Test
    void deletesRowsThatAreOverWhenTheirTimeIs() {
        test.outbox.start();
        test.send(notice(ALICE, "1"));
        test.awaitStates("sent");
        test.outbox.close();
        test.clock.advance(Duration.ofHours(2));
        test.renew();

        test.outbox.start();

        test.awaitStates();
    }

    @Test
    void keepsAllThatATextIs() {
        MobileTerminated text = new MobileTerminated(
                BOB, SmsFixture.SERVICE, "\u4f1a\u8bae", "", Urgency.NOTICE, NOON.plus(Duration.ofMinutes(1)));

        test.outbox.start();
        test.send(text);

        test.awaitStates("sent");
        assertThat(test.centre.givenWhole()).containsExactly(text);
    }
}
