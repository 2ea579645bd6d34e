package dev.convoke.admission;

import static dev.convoke.inbound.Desk.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.inbound.Desk;
import dev.convoke.inbound.Reception;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.RefusalReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HELP, STOP and START, and the numbers that the operator blocks. */
@Timeout(30)
class ConsentTest {

    @RegisterExtension
    private final Desk desk = new Desk();

    @Test
    void whoSaidStopIsToldSoOnceAndNotAnsweredUntilHeSaysStart() {
        assertThat(desk.outcomeOf(1, "STOP")).isEqualTo("stop");
        assertThat(desk.outcomeOf(1, "STOP")).isEqualTo("stop");
        desk.outcomeOf(1, "198.51.100.7:5000 9999999");
        desk.outcomeOf(1, "HELP");
        assertThat(desk.sentences())
                .containsExactly("You get no more texts from Convoke. Text START to get them again.");
        assertThat(desk.desk.answersWithheld()).isEqualTo(2);

        assertThat(desk.outcomeOf(1, "START")).isEqualTo("start");
        assertThat(desk.outcomeOf(1, "HELP")).isEqualTo("help");

        assertThat(desk.sentences()).hasSize(3);
        assertThat(desk.sentences().get(1)).startsWith("You get texts from Convoke again.");
        assertThat(desk.sentences().get(2)).startsWith("Convoke: text JOIN");
    }

    @Test
    void aStopOutlivesTheServer() {
        desk.outcomeOf(1, "STOP");

        desk.reopen(AdmissionSettings.defaults());

        desk.outcomeOf(1, "HELP");
        assertThat(desk.sentences()).isEmpty();
    }

    @Test
    void whoSaidStopMayStillDialIn() {
        desk.outcomeOf(1, "STOP");

        desk.dialFor(1, "198.51.100.7:5000 8401234").arrives();

        await().atMost(PATIENCE).until(() -> desk.settled.size() == 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "198.51.100.7:5000 8401234 492150",
                "198.51.100.7:5000",
                "10.0.0.7:5000 8401234",
                "WHO 8401234 492150",
                "JOIN 8401234",
                "HELP"
            })
    void aBlockedNumbersTextIsSettledInSilenceAndCounted(String text) {
        desk.block("+4477*", Optional.empty(), false);

        assertThat(desk.outcomeOf(1, text)).isEqualTo("sender-blocked");

        assertThat(desk.answers).isEmpty();
        assertThat(desk.dialled).isEmpty();
        assertThat(desk.desk.counts().refusals()).containsEntry(RefusalReason.SENDER_BLOCKED, 1L);
    }

    @Test
    void aBlockedNumberMaySayStopAndHearsNothingOfIt() {
        desk.block("+4477*", Optional.empty(), false);

        assertThat(desk.outcomeOf(1, "STOP")).isEqualTo("stop");

        assertThat(desk.answers).isEmpty();
        assertThat(desk.reception.consent.isStopped(Reception.person(1))).isTrue();
    }

    @Test
    void aNumberThatIsAllowedInARoomEntersThisRoomOnly() {
        desk.reception.add(desk.reception.row(new ConferenceNumber("7777001"), "492150", Optional.empty()));
        desk.block("+4477*", Optional.empty(), false);
        desk.block(Reception.person(1).e164(), Optional.of(Reception.ROOM), true);

        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 7777001")).isEqualTo("sender-blocked");
        desk.dialFor(1, "198.51.100.7:5000 8401234").arrives();

        await().atMost(PATIENCE).until(() -> desk.settled.size() == 2);
    }

    @Test
    void helpFitsOneSms() {
        desk.outcomeOf(1, "HELP");

        assertThat(desk.sentences().get(0)).hasSizeLessThanOrEqualTo(160).matches("[ -Z_a-z]*");
    }
}
