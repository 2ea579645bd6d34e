package dev.convoke.sms;

import static dev.convoke.sms.ScriptedMessaging.later;
import static dev.convoke.sms.ScriptedMessaging.taken;
import static dev.convoke.sms.ScriptedMessaging.unknown;
import static dev.convoke.sms.SmsFixture.ALICE;
import static dev.convoke.sms.SmsFixture.BOB;
import static dev.convoke.sms.SmsFixture.NOON;
import static dev.convoke.sms.SmsFixture.answer;
import static dev.convoke.sms.SmsFixture.await;
import static dev.convoke.sms.SmsFixture.look;
import static dev.convoke.sms.SmsFixture.notice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.convoke.sms.MobileTerminated.Urgency;
import dev.convoke.sms.PageMessaging.Sent;
import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.sms.PageMessaging.Trouble;
import dev.convoke.sms.SmsFixture.HandClock;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxTest {

    private static final OutboxSettings SETTINGS = new OutboxSettings(
            4, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1), false, Duration.ofHours(1));

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private ScriptedMessaging centre = new ScriptedMessaging();
    private Path file;
    private Store store;
    private Outbox outbox;

    @BeforeEach
    void open() {
        file = folder.resolve("convoke.db");
        store = SmsFixture.open(file);
        outbox = outbox();
    }

    private Outbox outbox() {
        return new Outbox(store.outbox(), centre, SETTINGS, clock, SmsFixture.THREADS);
    }

    @AfterEach
    void close() {
        outbox.close();
        store.close();
    }

    private void send(MobileTerminated... texts) {
        for (MobileTerminated text : texts) {
            await(outbox.send(text));
        }
    }

    private List<String> states() {
        return look(file, "SELECT state FROM outbox ORDER BY id");
    }

    private void awaitStates(String... states) {
        await().untilAsserted(() -> assertThat(states()).containsExactly(states));
    }

    private static Msisdn person(int i) {
        return new Msisdn("+4477009" + (10_000 + i));
    }

    @Test
    void sendsWhatItIsGiven() {
        outbox.start();

        send(answer(ALICE, "The room is full."));

        awaitStates("sent");
        assertThat(centre.givenWhole()).containsExactly(answer(ALICE, "The room is full."));
        assertThat(look(file, "SELECT sent_link || message_id FROM outbox JOIN outbox_part ON outbox = id"))
                .containsExactly("mainid-1");
        assertThat(outbox.counts()).isEqualTo(new OutboxCounts(1, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void wakesForANewTextWithoutWaitingForThePoll() {
        outbox.start();
        awaitStates();
        long before = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            int texts = i + 1;
            send(notice(BOB, "text " + i));
            await().until(() -> outbox.counts().sent() == texts);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void sendsAnswersFirstAndOtherwiseInOrder() {
        send(notice(person(1), "notice 1"), notice(person(2), "notice 2"), answer(person(3), "answer 1"));
        send(notice(person(4), "notice 3"), answer(person(5), "answer 2"));

        outbox.start();

        awaitStates("sent", "sent", "sent", "sent", "sent");
        assertThat(centre.given()).containsExactly("answer 1", "answer 2", "notice 1", "notice 2", "notice 3");
    }

    @Test
    void keepsTheOrderOfOnePersonsTextsOneAtATime() {
        centre.holds();
        outbox.start();
        send(notice(ALICE, "1"), notice(ALICE, "2"), notice(BOB, "3"));
        await().until(() -> centre.held() == 2);
        assertThat(centre.given()).containsExactlyInAnyOrder("1", "3");

        centre.answers(text -> taken("x"));
        centre.release(taken("x"));

        awaitStates("sent", "sent", "sent");
        assertThat(centre.given().get(2)).isEqualTo("2");
    }

    @Test
    void manyTextsToOnePersonDoNotWaitForThePoll() {
        outbox.start();
        awaitStates();
        long before = System.nanoTime();

        IntStream.range(0, 20).forEach(i -> send(notice(ALICE, "text " + i)));

        await().until(() -> outbox.counts().sent() == 20);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThat(centre.given())
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "text " + i).toList());
    }

    @Test
    void aTextThatIsPutOffIsNotOvertakenByTheNextToTheSamePerson() {
        centre.answers(text -> text.text().equals("1") ? later("throttled") : taken("x"));
        outbox.start();
        send(notice(ALICE, "1"), notice(ALICE, "2"), notice(BOB, "3"));
        awaitStates("waiting", "waiting", "sent");

        centre.answers(text -> taken("x"));
        clock.advance(Duration.ofSeconds(10));

        awaitStates("sent", "sent", "sent");
        assertThat(centre.given()).containsSubsequence("1", "1", "2").hasSize(4);
    }

    @Test
    void holdsNoMoreInFlightThanAllowed() {
        centre.holds();
        outbox.start();
        IntStream.range(0, 20).forEach(i -> send(notice(person(i), "text " + i)));
        await().until(() -> centre.held() == 4);
        assertThat(outbox.counts().inFlight()).isEqualTo(4);

        centre.answers(text -> taken("x"));
        centre.release(taken("x"));

        await().until(() -> outbox.counts().sent() == 20);
        assertThat(centre.mostInFlight()).isEqualTo(4);
        assertThat(centre.given()).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void triesAgainWithGrowingDelays() {
        centre.answers(text -> later("link down"));
        outbox.start();
        send(notice(ALICE, "1"));

        for (int seconds : new int[] {10, 20, 30, 30}) {
            await().until(() -> dueIn().equals(Duration.ofSeconds(seconds)));
            clock.advance(Duration.ofSeconds(seconds));
        }

        await().until(() -> outbox.counts().retried() == 5);
        // It is counted before it is written.
        await().untilAsserted(() ->
                assertThat(look(file, "SELECT detail FROM outbox")).containsExactly("link down"));
    }

    private Duration dueIn() {
        List<String> next = look(file, "SELECT next_attempt_at FROM outbox WHERE state = 'waiting'");
        return next.isEmpty() ? Duration.ZERO : Duration.ofMillis(Long.parseLong(next.get(0)) - clock.millis());
    }

    @Test
    void givesUpWhenTheTextExpires() {
        centre.answers(text -> later("link down"));
        outbox.start();
        send(notice(ALICE, "1"));
        await().until(() -> outbox.counts().retried() == 1);

        clock.advance(Duration.ofMinutes(5));

        awaitStates("expired");
        await().until(() -> outbox.counts().expired() == 1);
        assertThat(centre.given()).containsExactly("1");
    }

    @Test
    void neverSendsWhatExpiredWhileTheServerWasDown() {
        send(notice(ALICE, "1"));
        clock.advance(Duration.ofMinutes(5));

        outbox.start();

        awaitStates("expired");
        assertThat(centre.given()).isEmpty();
    }

    @Test
    void doesNotRepeatWhatTheMessageCentreRefused() {
        centre.answers(text -> new Submitted.Rejected("ESME_RINVDSTADR\u0007\n", Sent.NOTHING));
        outbox.start();

        send(notice(ALICE, "1"));

        awaitStates("failed");
        assertThat(look(file, "SELECT detail FROM outbox")).containsExactly("ESME_RINVDSTADR??");
        assertThat(outbox.counts().failed()).isEqualTo(1);
    }

    @Test
    void doesNotRepeatWhatWasSentWithoutAnAnswer() {
        centre.answers(text -> unknown("no response"));
        outbox.start();

        send(notice(ALICE, "1"), notice(ALICE, "2"));

        awaitStates("unknown", "unknown");
        assertThat(centre.given()).containsExactly("1", "2");
        assertThat(outbox.counts().unknown()).isEqualTo(2);
    }

    @Test
    void doesNotWaitForeverForALinkThatNeverAnswers() {
        centre.holds();
        outbox.start();
        send(notice(ALICE, "1"));

        awaitStates("unknown");
        centre.release(taken("late"));

        assertThat(look(file, "SELECT detail FROM outbox")).containsExactly("no answer in time");
        assertThat(outbox.counts()).isEqualTo(new OutboxCounts(1, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void aLinkThatThrowsOrFailsCostsOneTextOnly() {
        centre.answers(text -> {
            if (text.text().equals("poison")) {
                throw new IllegalStateException("on purpose");
            }
            return taken("x");
        });
        outbox.start();

        send(notice(ALICE, "poison"), notice(ALICE, "sound"));

        awaitStates("unknown", "sent");
    }

    @Test
    void whatFindsNoRoomWaitsAndIsNoAttempt() {
        centre.isFull(true);
        outbox.start();
        send(notice(ALICE, "1"), answer(BOB, "2"));
        await().during(Duration.ofMillis(300)).until(() -> centre.given().isEmpty());
        assertThat(states()).containsExactly("waiting", "waiting");

        centre.isFull(false);

        awaitStates("sent", "sent");
        assertThat(look(file, "SELECT DISTINCT attempts FROM outbox")).containsExactly("0");
    }

    @Test
    void aLinkWithoutRoomDoesNotHoldUpTheOthers() {
        centre.refuses(text -> text.link().equals("slow"));
        outbox.start();
        for (int i = 0; i < 300; i++) {
            send(new MobileTerminated(
                    person(i), SmsFixture.SERVICE, "slow", "slow", Urgency.ANSWER, NOON.plusSeconds(300)));
        }

        send(notice(ALICE, "1"), notice(ALICE, "2"));

        await().until(() -> centre.given().equals(List.of("1", "2")));
        centre.refuses(text -> false);
        await().until(() -> outbox.counts().sent() == 302);
    }

    @Test
    void sendsWhatIsOfUnknownOutcomeAgainIfItIsToldTo() {
        outbox = new Outbox(store.outbox(), centre, resending(), clock, SmsFixture.THREADS);
        centre.answers(text -> unknown("no response"));
        outbox.start();
        send(notice(ALICE, "1"));
        await().until(() -> outbox.counts().retried() == 1);

        centre.answers(text -> taken("x"));
        clock.advance(Duration.ofSeconds(10));

        awaitStates("sent");
        assertThat(centre.given()).containsExactly("1", "1");
        assertThat(outbox.counts().unknown()).isZero();
    }

    private static OutboxSettings resending() {
        return new OutboxSettings(
                4, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(1), true, Duration.ofHours(1));
    }

    @Test
    void sendsWhatACrashInterruptedAgainIfItIsToldTo() {
        send(notice(ALICE, "1"));
        await(store.outbox().sending(1, "main", 1, NOON));
        outbox = new Outbox(store.outbox(), centre, resending(), clock, SmsFixture.THREADS);

        outbox.start();

        awaitStates("sent");
    }

    @Test
    void goesOnWhereALongTextWasPutOff() {
        Sent first = new Sent(0, List.of(MessageId.of("A1"), MessageId.of("A2")));
        centre.answers(text -> new Submitted.TryLater(Trouble.THROTTLED, "throttled", first));
        outbox.start();
        send(notice(ALICE, "long"));
        await().until(() -> outbox.counts().retried() == 1);
        await().until(() -> states().equals(List.of("waiting")));

        centre.answers(text -> new Submitted.Taken(new Sent(2, List.of(MessageId.of("A3")))));
        clock.advance(Duration.ofSeconds(10));

        awaitStates("sent");
        assertThat(centre.errands().get(1).begun()).isEqualTo(new Errand.Begun("main", 1, 2));
        assertThat(centre.errands()).extracting(Errand::reference).containsExactly(1, 1);
        assertThat(look(file, "SELECT number || message_id FROM outbox_part ORDER BY number"))
                .containsExactly("1a1", "2a2", "3a3");
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED, 10, 10", "TEMPORARY, 10, 20", "QUEUE_FULL, 80, 100"})
    void triesAgainAsTheTroubleAsks(Trouble trouble, int first, int second) {
        OutboxSettings settings = new OutboxSettings(
                4, Duration.ofSeconds(10), Duration.ofSeconds(100), Duration.ofSeconds(1), false, Duration.ofHours(1));

        assertThat(settings.delayAfter(trouble, 1)).hasSeconds(first);
        assertThat(settings.delayAfter(trouble, 2)).hasSeconds(second);
    }

    @Test
    void keepsThePort() {
        MobileTerminated text = new MobileTerminated(
                BOB, SmsFixture.SERVICE, OptionalInt.of(16_000), "{}", "", Urgency.NOTICE, NOON.plusSeconds(60));
        outbox.start();

        send(text);

        awaitStates("sent");
        assertThat(centre.givenWhole()).containsExactly(text);
    }

    @Test
    void knowsEveryAnswerThatAMessageCentreCanGive() {
        assertThat(Submitted.class.getPermittedSubclasses())
                .as("the cases of OutboxDispatch.onAnswer and OutboxLedger.close")
                .containsExactlyInAnyOrder(
                        Submitted.Taken.class,
                        Submitted.NoRoom.class,
                        Submitted.TryLater.class,
                        Submitted.Rejected.class,
                        Submitted.OutcomeUnknown.class);
    }

    @Test
    void afterACrashSendsWhatWaitedAndNotAgainWhatWasBeingSent() {
        centre.holds();
        outbox.start();
        send(notice(ALICE, "in flight"), notice(ALICE, "waiting"));
        await().until(() -> centre.held() == 1);
        store.close();
        centre.release(taken("never written"));
        outbox.close();
        store = SmsFixture.open(file);
        assertThat(states()).containsExactly("sending", "waiting");
        centre = new ScriptedMessaging();
        outbox = outbox();

        outbox.start();

        awaitStates("unknown", "sent");
        assertThat(centre.given()).containsExactly("waiting");
        assertThat(outbox.counts()).isEqualTo(new OutboxCounts(0, 1, 0, 0, 1, 0, 0));
    }

    @Test
    void closingWaitsForWhatIsWithTheLinks() {
        centre.holds();
        outbox.start();
        send(notice(ALICE, "1"), notice(ALICE, "2"));
        await().until(() -> centre.held() == 1);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(outbox::close);

        centre.release(taken("x"));

        await(closed);
        awaitStates("sent", "waiting");
    }

    @Test
    void failsWhenTheStoreFails() {
        outbox.start();
        store.close();

        CompletableFuture<Void> sent = outbox.send(notice(ALICE, "1"));

        assertThatThrownBy(() -> sent.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(StoreException.class);
    }

    @Test
    void deletesRowsThatAreOverWhenTheirTimeIs() {
        outbox.start();
        send(notice(ALICE, "1"));
        awaitStates("sent");
        outbox.close();
        clock.advance(Duration.ofHours(2));
        outbox = outbox();

        outbox.start();

        awaitStates();
    }

    @Test
    void keepsAllThatATextIs() {
        MobileTerminated text = new MobileTerminated(
                BOB, SmsFixture.SERVICE, "\u4f1a\u8bae", "", Urgency.NOTICE, NOON.plus(Duration.ofMinutes(1)));

        outbox.start();
        send(text);

        awaitStates("sent");
        assertThat(centre.givenWhole()).containsExactly(text);
    }
}
