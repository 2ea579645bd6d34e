package dev.convoke.paging;

import static dev.convoke.paging.ScriptedMessaging.later;
import static dev.convoke.paging.ScriptedMessaging.taken;
import static dev.convoke.paging.ScriptedMessaging.unknown;
import static dev.convoke.paging.SmsFixture.ALICE;
import static dev.convoke.paging.SmsFixture.BOB;
import static dev.convoke.paging.SmsFixture.NOON;
import static dev.convoke.paging.SmsFixture.await;
import static dev.convoke.paging.SmsFixture.look;
import static dev.convoke.paging.SmsFixture.notice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.PageMessaging.Trouble;
import dev.convoke.terms.MessageId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that the message centre puts off, refuses or does not answer, and those that a crash interrupts. */
class OutboxTroubleTest {

    @RegisterExtension
    private final TestOutbox test = new TestOutbox(Duration.ofMillis(20));

    @Test
    void aTextThatIsPutOffIsNotOvertakenByTheNextToTheSamePerson() {
        test.centre.answers(text -> text.text().equals("1") ? later("throttled") : taken("x"));
        test.outbox.start();
        test.send(notice(ALICE, "1"), notice(ALICE, "2"), notice(BOB, "3"));
        test.awaitStates("waiting", "waiting", "sent");

        test.centre.answers(text -> taken("x"));
        test.clock.advance(Duration.ofSeconds(10));

        test.awaitStates("sent", "sent", "sent");
        assertThat(test.centre.given()).containsSubsequence("1", "1", "2").hasSize(4);
    }

    @Test
    void triesAgainWithGrowingDelays() {
        test.centre.answers(text -> later("link down"));
        test.outbox.start();
        test.send(notice(ALICE, "1"));

        for (int seconds : new int[] {10, 20, 30, 30}) {
            await().until(() -> dueIn().equals(Duration.ofSeconds(seconds)));
            test.clock.advance(Duration.ofSeconds(seconds));
        }

        await().until(() -> test.outbox.counts().retried() == 5);
        // It is counted before it is written.
        await().untilAsserted(() ->
                assertThat(look(test.file, "SELECT detail FROM outbox")).containsExactly("link down"));
    }

    private Duration dueIn() {
        List<String> next = look(test.file, "SELECT next_attempt_at FROM outbox WHERE state = 'waiting'");
        return next.isEmpty() ? Duration.ZERO : Duration.ofMillis(Long.parseLong(next.get(0)) - test.clock.millis());
    }

    @Test
    void givesUpWhenTheTextExpires() {
        test.centre.answers(text -> later("link down"));
        test.outbox.start();
        test.send(notice(ALICE, "1"));
        await().until(() -> test.outbox.counts().retried() == 1);

        test.clock.advance(Duration.ofMinutes(5));

        test.awaitStates("expired");
        await().until(() -> test.outbox.counts().expired() == 1);
        assertThat(test.centre.given()).containsExactly("1");
    }

    @Test
    void neverSendsWhatExpiredWhileTheServerWasDown() {
        test.send(notice(ALICE, "1"));
        test.clock.advance(Duration.ofMinutes(5));

        test.outbox.start();

        test.awaitStates("expired");
        assertThat(test.centre.given()).isEmpty();
    }

    @Test
    void doesNotRepeatWhatTheMessageCentreRefused() {
        test.centre.answers(text -> new Submitted.Rejected("ESME_RINVDSTADR\u0007\n", Sent.NOTHING));
        test.outbox.start();

        test.send(notice(ALICE, "1"));

        test.awaitStates("failed");
        assertThat(look(test.file, "SELECT detail FROM outbox")).containsExactly("ESME_RINVDSTADR??");
        assertThat(test.outbox.counts().failed()).isEqualTo(1);
    }

    @Test
    void doesNotRepeatWhatWasSentWithoutAnAnswer() {
        test.centre.answers(text -> unknown("no response"));
        test.outbox.start();

        test.send(notice(ALICE, "1"), notice(ALICE, "2"));

        test.awaitStates("unknown", "unknown");
        assertThat(test.centre.given()).containsExactly("1", "2");
        assertThat(test.outbox.counts().unknown()).isEqualTo(2);
    }

    @Test
    void doesNotWaitForeverForALinkThatNeverAnswers() {
        test.centre.holds();
        test.outbox.start();
        test.send(notice(ALICE, "1"));

        test.awaitStates("unknown");
        test.centre.release(taken("late"));

        assertThat(look(test.file, "SELECT detail FROM outbox")).containsExactly("no answer in time");
        assertThat(test.outbox.counts()).isEqualTo(new OutboxCounts(1, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void aLinkThatThrowsOrFailsCostsOneTextOnly() {
        test.centre.answers(text -> {
            if (text.text().equals("poison")) {
                throw new IllegalStateException("on purpose");
            }
            return taken("x");
        });
        test.outbox.start();

        test.send(notice(ALICE, "poison"), notice(ALICE, "sound"));

        test.awaitStates("unknown", "sent");
    }

    @Test
    void sendsWhatIsOfUnknownOutcomeAgainIfItIsToldTo() {
        test.renewResending();
        test.centre.answers(text -> unknown("no response"));
        test.outbox.start();
        test.send(notice(ALICE, "1"));
        await().until(() -> test.outbox.counts().retried() == 1);

        test.centre.answers(text -> taken("x"));
        test.clock.advance(Duration.ofSeconds(10));

        test.awaitStates("sent");
        assertThat(test.centre.given()).containsExactly("1", "1");
        assertThat(test.outbox.counts().unknown()).isZero();
    }

    @Test
    void sendsWhatACrashInterruptedAgainIfItIsToldTo() {
        test.send(notice(ALICE, "1"));
        await(test.store.outbox().sending(1, "main", 1, NOON));
        test.renewResending();

        test.outbox.start();

        test.awaitStates("sent");
    }

    @Test
    void goesOnWhereALongTextWasPutOff() {
        Sent first = new Sent(0, List.of(MessageId.of("A1"), MessageId.of("A2")));
        test.centre.answers(text -> new Submitted.TryLater(Trouble.THROTTLED, "throttled", first));
        test.outbox.start();
        test.send(notice(ALICE, "long"));
        await().until(() -> test.outbox.counts().retried() == 1);
        await().until(() -> test.states().equals(List.of("waiting")));

        test.centre.answers(text -> new Submitted.Taken(new Sent(2, List.of(MessageId.of("A3")))));
        test.clock.advance(Duration.ofSeconds(10));

        test.awaitStates("sent");
        assertThat(test.centre.requests().get(1).begun()).isEqualTo(new SubmitRequest.Begun("main", 1, 2));
        assertThat(test.centre.requests()).extracting(SubmitRequest::reference).containsExactly(1, 1);
        assertThat(look(test.file, "SELECT number || message_id FROM outbox_part ORDER BY number"))
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
        test.centre.holds();
        test.outbox.start();
        test.send(notice(ALICE, "in flight"), notice(ALICE, "waiting"));
        await().until(() -> test.centre.held() == 1);
        test.store.close();
        test.centre.release(taken("never written"));
        test.outbox.close();
        test.store = SmsFixture.open(test.file);
        assertThat(test.states()).containsExactly("sending", "waiting");
        test.centre = new ScriptedMessaging();
        test.renew();

        test.outbox.start();

        test.awaitStates("unknown", "sent");
        assertThat(test.centre.given()).containsExactly("waiting");
        assertThat(test.outbox.counts()).isEqualTo(new OutboxCounts(0, 1, 0, 0, 1, 0, 0));
    }
}
