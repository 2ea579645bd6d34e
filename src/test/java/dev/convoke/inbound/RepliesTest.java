package dev.convoke.inbound;

import static dev.convoke.inbound.Desk.NOT_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.RateLimit;
import dev.convoke.terms.Originator;
import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is answered, how often, and who is not. */
@Timeout(30)
class RepliesTest {

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
            desk.outcomeOf(1, "198.51.100.7:99999 8401234");
        }
        assertThat(desk.answers).hasSize(10);
        assertThat(desk.desk.answersWithheld()).isEqualTo(5);

        desk.reception.clock.advance(Duration.ofMinutes(1));
        desk.outcomeOf(1, "198.51.100.7:99999 8401234");
        desk.outcomeOf(2, "198.51.100.7:99999 8401234");

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
                new RateLimit(4, Duration.ofMinutes(1)),
                defaults.invitations(),
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
        assertThat(desk.sentences()).containsOnly(NOT_ACCEPTED).hasSize(3);

        String wrong = desk.outcomeOf(1, "192.0.2.8:5000 8401234 000009");
        desk.dialFor(1, "192.0.2.9:5000 8401234 492150").fails(RefusalReason.UNREACHABLE);
        String right = desk.outcomeOf(5);

        assertThat(List.of(wrong, right)).containsExactly("wrong-pin", "unreachable");
        assertThat(desk.answers).hasSize(3);
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
