package dev.convoke.admission;

import static dev.convoke.inbound.Reception.PIN;
import static dev.convoke.inbound.Reception.sentence;
import static dev.convoke.inbound.Reception.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.inbound.Reception;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guessing is slowed down, and nobody is locked out by others' guesses. Default patience: 3, 30 per network, 10 per room. */
class PinGuardTest {

    private static final int MODERATOR = 1;
    private static final int GUESSER = 666;
    private static final String HOME = "198.51.100.7:5000";
    private static final String LAIR = "192.0.2.66:5000";

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private Verdict tries(int person, String address, String number, String pin) {
        return reception.decide(person, address + " " + number + " " + pin);
    }

    private Verdict guesses(int person, String address) {
        return tries(person, address, "8401234", "000000");
    }

    private String moderatorAt(String address) {
        return word(tries(MODERATOR, address, "8401234", PIN));
    }

    @Test
    void afterThreeWrongPinsTheCallerWaitsAndTheDelayDoublesUpToALimit() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(word(guesses(GUESSER, LAIR))).isEqualTo("wrong-pin");
        }

        for (int delay : new int[] {10, 20, 40, 80, 160, 320, 600, 600}) {
            sentences.add(sentence(guesses(GUESSER, LAIR)));
            reception.clock.advance(Duration.ofSeconds(delay).minusMillis(1));
            assertThat(word(guesses(GUESSER, LAIR)))
                    .as("just before %d s", delay)
                    .isEqualTo("pin-delay");
            reception.clock.advance(Duration.ofMillis(1));
            assertThat(word(guesses(GUESSER, LAIR))).as("after %d s", delay).isEqualTo("wrong-pin");
        }

        assertThat(sentences)
                .startsWith(
                        "Too many wrong numbers or PINs. Wait 10 seconds and text again.",
                        "Too many wrong numbers or PINs. Wait 20 seconds and text again.")
                .endsWith("Too many wrong numbers or PINs. Wait 10 minutes and text again.");
    }

    @Test
    void duringTheDelayNotEvenTheRightPinIsLookedAt() {
        for (int i = 0; i < 3; i++) {
            guesses(GUESSER, LAIR);
        }

        assertThat(word(tries(GUESSER, LAIR, "8401234", PIN))).isEqualTo("pin-delay");
        reception.clock.advance(Duration.ofSeconds(10));
        assertThat(word(tries(GUESSER, LAIR, "8401234", PIN))).isEqualTo("moderator");
    }

    @Test
    void whoIsPatientStartsAnew() {
        for (int i = 0; i < 3; i++) {
            guesses(GUESSER, LAIR);
        }

        reception.clock.advance(Duration.ofMinutes(61));

        assertThat(word(guesses(GUESSER, LAIR))).isEqualTo("wrong-pin");
        assertThat(word(guesses(GUESSER, LAIR))).isEqualTo("wrong-pin");
    }

    @Test
    void unknownNumbersSlowDownExactlyAsWrongPinsDo() {
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            known.add(sentence(tries(100 + i % 7, "192.0.2.1:5000", "8401234", "000000")));
            unknown.add(sentence(tries(200 + i % 7, "192.0.2.2:5000", "9999999", "000000")));
            reception.clock.advance(Duration.ofSeconds(i % 5));
        }

        assertThat(unknown).isEqualTo(known);
        assertThat(known.stream().distinct().count()).isGreaterThan(2);
    }

    @Test
    void fishingForNumbersWithoutPinsIsSlowedDownToo() {
        for (int i = 0; i < 3; i++) {
            assertThat(word(reception.decide(GUESSER, LAIR + " 999999" + i))).isEqualTo("unknown-room");
        }

        assertThat(word(reception.decide(GUESSER, LAIR + " 8401234"))).isEqualTo("pin-delay");
    }

    @Test
    void aRoomOfOnesOwnDoesNotBuyGuessesAtAnother() {
        reception.add(reception.row(new dev.convoke.terms.ConferenceNumber("5550000"), "717273", Optional.empty()));
        for (int i = 0; i < 2; i++) {
            guesses(GUESSER, LAIR);
            assertThat(word(tries(GUESSER, LAIR, "5550000", "717273"))).isEqualTo("moderator");
        }

        guesses(GUESSER, LAIR);

        assertThat(word(guesses(GUESSER, LAIR))).isEqualTo("pin-delay");
    }

    @Test
    void whatIsTypedAtTheDoorCountsForTheAddressThatWasDialled() {
        for (int i = 0; i < 3; i++) {
            reception.atTheDoor(GUESSER, LAIR, "8401234", Optional.of("000000"));
        }

        assertThat(word(reception.atTheDoor(GUESSER, LAIR, "8401234", Optional.of(PIN))))
                .isEqualTo("pin-delay");
        assertThat(word(guesses(GUESSER, LAIR))).isEqualTo("pin-delay");
    }

    @Test
    void theRoomIsUnderAttackAndTheModeratorComesIn() {
        for (int i = 0; i < 200; i++) {
            guesses(1_000 + i, "192.0.2." + i + ":5000");
        }

        assertThat(moderatorAt(HOME)).isEqualTo("moderator");
    }

    @Test
    void someoneForgesTheModeratorsNumberAndSheComesIn() {
        for (int i = 0; i < 200; i++) {
            guesses(MODERATOR, "192.0.2." + i % 100 + ":5000");
        }

        assertThat(moderatorAt(HOME)).isEqualTo("moderator");
    }

    @Test
    void whoHasBeenLetInBeforeIsNotHeldUpByOthersAtHisAddress() {
        assertThat(moderatorAt(HOME)).isEqualTo("moderator");
        for (int i = 0; i < 100; i++) {
            guesses(1_000 + i, HOME);
        }

        assertThat(word(guesses(2_000, HOME))).isEqualTo("pin-delay");
        assertThat(moderatorAt(HOME)).isEqualTo("moderator");
    }

    @Test
    void participantsWithoutPinAreNotConcernedByAnAttackOnTheRoom() {
        for (int i = 0; i < 50; i++) {
            guesses(1_000 + i, "192.0.2." + i + ":5000");
        }

        assertThat(word(reception.decide(2, HOME + " 8401234 Bob"))).isEqualTo("participant");
    }

    @Test
    void manyForgedSendersAtOneAddressGetNoFurtherThanItsNetwork() {
        int looked = 0;
        for (int i = 0; i < 1_000; i++) {
            looked += word(guesses(1_000 + i, "192.0.2.66:" + (2_000 + i))).equals("wrong-pin") ? 1 : 0;
        }

        assertThat(looked).isEqualTo(30);
    }

    @Test
    void oneIpv6SubscriberIsOneNetwork() {
        int looked = 0;
        for (int i = 0; i < 1_000; i++) {
            String address = String.format("[2001:db8:7:%x::1]:5000", i);
            looked += word(guesses(1_000 + i, address)).equals("wrong-pin") ? 1 : 0;
        }

        assertThat(looked).isEqualTo(30);
    }

    @Test
    void onceTheRoomIsAttackedASingleFailureMeansWaiting() {
        for (int i = 0; i < 10; i++) {
            guesses(1_000 + i, "192.0.2." + i + ":5000");
        }

        assertThat(word(guesses(GUESSER, LAIR))).isEqualTo("wrong-pin");
        assertThat(word(guesses(GUESSER, LAIR))).isEqualTo("pin-delay");
    }

    @Test
    void oneSenderWithManyAddressesIsMuted() {
        assertThat(reception.admission.isMuted(Reception.person(GUESSER))).isFalse();

        for (int i = 0; i < 3; i++) {
            guesses(GUESSER, "192.0.2." + i + ":5000");
        }

        assertThat(reception.admission.isMuted(Reception.person(GUESSER))).isTrue();
        reception.clock.advance(Duration.ofSeconds(10));
        assertThat(reception.admission.isMuted(Reception.person(GUESSER))).isFalse();
    }

    @Test
    void whatIsRememberedIsBounded() {
        FailureBackoff<Integer> strikes = new FailureBackoff<>(1, PinBackoff.defaults(), 1_000);
        strikes.strike(-1, 0);

        for (int i = 0; i < 999; i++) {
            strikes.strike(i, 0);
        }
        assertThat(strikes.count(-1, 0)).isEqualTo(1);
        strikes.strike(999, 0);
        strikes.strike(1_000, 0);

        assertThat(strikes.count(0, 0)).isZero();
        assertThat(strikes.count(1_000, 0)).isEqualTo(1);
    }
}
