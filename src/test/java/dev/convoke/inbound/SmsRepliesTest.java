package dev.convoke.inbound;

import static dev.convoke.inbound.Desk.NOT_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.RateLimit;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is answered, how often, and who is not. */
@Timeout(30)
class SmsRepliesTest {

    @RegisterExtension
    private final Desk desk = new Desk();

    @Test
    void machinesAreNeverAnsweredNorDialled() {
        long code = desk.texts(new Originator.ShortCode("12345"), "198.51.100.7:5000 8401234 000000");
        long name = desk.texts(new Originator.Alphanumeric("INFOSMS"), "198.51.100.7:5000 8401234");

        assertThat(desk.outcomeOf(code)).isEqualTo("not-a-phone");
        assertThat(desk.outcomeOf(name)).isEqualTo("not-a-phone");
        assertThat(desk.answers).isEmpty();
        assertThat(desk.dialled).isEmpty();
    }

    @Test
    void oneSenderIsAnsweredOnlySoOftenAndLaterAgain() {
        for (int i = 0; i < 15; i++) {
            desk.outcomeOf(1, "HELP");
        }
        assertThat(desk.answers).hasSize(10);
        assertThat(desk.desk.answersWithheld()).isEqualTo(5);

        desk.reception.clock.advance(Duration.ofMinutes(1));
        desk.outcomeOf(1, "HELP");
        desk.outcomeOf(2, "HELP");

        assertThat(desk.answers).hasSize(12);
    }

    @Test
    void allTogetherAreAnsweredOnlySoOften() {
        AdmissionSettings defaults = AdmissionSettings.defaults();
        desk.reopen(new AdmissionSettings(
                defaults.early(),
                defaults.perSender(),
                defaults.perDevice(),
                defaults.perHost(),
                defaults.overall(),
                defaults.pins(),
                defaults.answers(),
                defaults.answersStrangers(),
                new RateLimit(4, Duration.ofMinutes(1)),
                defaults.invitations(),
                defaults.invitationsParticipants(),
                defaults.threads(),
                defaults.waiting(),
                defaults.remembered()));

        for (int i = 0; i < 9; i++) {
            desk.outcomeOf(i, "198.51.100.7:5000 9999999");
        }

        assertThat(desk.answers).hasSize(4);
    }

    @Test
    void oneSenderWithManyAddressesLearnsNothingFromAnswersAnyMore() {
        for (int i = 0; i < 3; i++) {
            desk.outcomeOf(1, "192.0.2." + i + ":5000 8401234 00000" + i);
        }
        assertThat(desk.sentences()).containsOnly(NOT_ACCEPTED).hasSize(2);

        String wrong = desk.outcomeOf(1, "192.0.2.8:5000 8401234 000009");
        desk.dialFor(1, "192.0.2.9:5000 8401234 492150").fails(RefusalReason.UNREACHABLE);
        String right = desk.outcomeOf(5);

        assertThat(List.of(wrong, right)).containsExactly("wrong-pin", "unreachable");
        assertThat(desk.answers).hasSize(2);
    }

    @Test
    void theSameRefusalIsToldTwiceAndThenNoMoreForAWhile() {
        for (int i = 0; i < 5; i++) {
            desk.outcomeOf(1, "198.51.100.7:99999 8401234");
        }
        desk.outcomeOf(1, "198.51.100.7 8401234");
        desk.outcomeOf(2, "198.51.100.7:99999 8401234");
        assertThat(desk.answers).hasSize(4);

        desk.reception.clock.advance(Duration.ofMinutes(10));
        desk.outcomeOf(1, "198.51.100.7:99999 8401234");
        assertThat(desk.answers).hasSize(5);
    }

    @Test
    void howLongToWaitDoesNotMakeARefusalAnotherOne() {
        for (int i = 0; i < 3; i++) {
            desk.outcomeOf(1, "198.51.100.7:5000 8401234 000000");
        }
        for (int i = 0; i < 9; i++) {
            desk.outcomeOf(1, "198.51.100.7:5000 8401234 000000");
            desk.reception.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(desk.sentences()).hasSize(4);
    }

    @Test
    void twoHundredGuessesOfOneNumberAreNotDialledAndHardlyAnswered() {
        for (int i = 0; i < 200; i++) {
            desk.outcomeOf(1, "198.51.100.7:5000 8401234 " + (100_000 + i));
        }

        assertThat(desk.dialled).isEmpty();
        assertThat(desk.answers).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void twoHundredNumbersAtOneAddressAreNotDialled() {
        for (int i = 0; i < 200; i++) {
            desk.outcomeOf(i, "198.51.100.7:5000 8401234 " + (100_000 + i));
        }

        assertThat(desk.dialled).isEmpty();
        // Who was looked at and is wrong is told; who did nothing and waits for them is not.
        assertThat(desk.sentences()).containsOnly(NOT_ACCEPTED).hasSize(30);
    }

    @Test
    void fifteenHundredForgedSendersMakeUsTextFewAndSilenceNobodyWhoWasHere() {
        Desk.Dialled regular = desk.dialFor(1, "198.51.100.1:5000 8401234 Ann");
        regular.arrives();
        desk.outcomeOf(1);
        desk.reception.wasIn(2, "participant");

        for (int i = 0; i < 1_500; i++) {
            desk.texts(1_000 + i, "198.51." + i % 200 + ".7:5000 8401234 000000");
        }
        assertThat(desk.outcomeOf(3, "198.51.100.3:99999 8401234")).isEqualTo("malformed");
        await().atMost(Desk.PATIENCE).until(() -> desk.settled.size() >= 1_502);

        assertThat(desk.answers).hasSize(300);
        desk.outcomeOf(1, "198.51.100.1:99999 8401234");
        desk.outcomeOf(2, "198.51.100.2:5000 8401234 000000");
        assertThat(desk.answers.subList(300, 302))
                .extracting(answer -> answer.to())
                .containsExactly(Reception.person(1), Reception.person(2));
    }

    @Test
    void whatPeoplePayForByPhoneIsNeverTexted() {
        desk.outcomeOf(desk.texts(new Originator.Phone(new Msisdn("+449012345678")), "HELP"));
        desk.outcomeOf(desk.texts(new Originator.Phone(new Msisdn("+19005551234")), "198.51.100.7:99999 8401234"));

        assertThat(desk.answers).isEmpty();
        assertThat(desk.desk.answersWithheld()).isEqualTo(2);
    }

    @Test
    void aDelayIsTold() {
        for (int i = 0; i < 4; i++) {
            desk.outcomeOf(1, "198.51.100.7:5000 8401234 000000");
        }

        assertThat(desk.sentences()).endsWith("Too many wrong numbers or PINs. Wait 10 seconds and text again.");
        assertThat(desk.desk.counts().refusals())
                .containsEntry(RefusalReason.WRONG_PIN, 3L)
                .containsEntry(RefusalReason.PIN_DELAY, 1L);
    }
}
