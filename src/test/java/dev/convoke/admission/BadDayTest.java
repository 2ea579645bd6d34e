package dev.convoke.admission;

import static dev.convoke.inbound.Reception.PIN;
import static dev.convoke.inbound.Reception.ROOM;
import static dev.convoke.inbound.Reception.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.inbound.Reception;
import dev.convoke.store.InvitationRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many guess by forged senders, and those who are right come in; and still nobody guesses more than so much. */
class BadDayTest {

    private static final int MODERATOR = 1;
    private static final int PARTICIPANT = 2;
    private static final int FORGED = 1_000;
    private static final String HOME = "198.51.100.7:5000";
    private static final String LAIR = "192.0.2.66:5000";
    private static final ConferenceNumber OTHER_ROOM = new ConferenceNumber("8406666");
    private static final String OTHER_PIN = "555512";

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private int senders = FORGED;

    @BeforeEach
    void addTheOtherRoom() {
        reception.add(reception.row(OTHER_ROOM, OTHER_PIN, Optional.empty()));
    }

    private String enters(int person, String address, ConferenceNumber room, String pin) {
        return word(reception.decide(person, address + " " + room + " " + pin));
    }

    private String commands(int person, ConferenceNumber room, String pin) {
        return reception
                .admission
                .refuseCommand(Reception.person(person), room, Pin.parse(pin).orElseThrow())
                .map(refused -> refused.reason().label())
                .orElse("done");
    }

    private boolean forgerGuessesAt(String address) {
        return enters(senders++, address, ROOM, "000000").equals("wrong-pin");
    }

    private boolean forgerGuessesByCommand() {
        return commands(senders++, ROOM, "000000").equals("wrong-pin");
    }

    private void forgers(int count, IntPredicate guess) {
        for (int i = 0; i < count; i++) {
            boolean unused = guess.test(i);
        }
    }

    // ---- commands -----------------------------------------------------------------------------------------------

    @Test
    void thirtySixWrongCommandsInOneRoomConcernNoOtherRoomAndNoDialIn() {
        forgers(36, i -> forgerGuessesByCommand());

        assertThat(commands(MODERATOR, OTHER_ROOM, OTHER_PIN)).isEqualTo("done");
        assertThat(enters(MODERATOR, HOME, ROOM, PIN)).isEqualTo("moderator");
    }

    @Test
    void aFirstTimeModeratorCommandsWhileOthersGuess() {
        forgers(29, i -> forgerGuessesByCommand());
        assertThat(commands(MODERATOR, ROOM, PIN)).isEqualTo("done");

        forgers(100, i -> forgerGuessesByCommand());
        assertThat(commands(MODERATOR, ROOM, PIN)).as("who was right before").isEqualTo("done");
        assertThat(commands(3, ROOM, PIN)).isEqualTo("pin-delay");
        reception.clock.advance(Duration.ofMinutes(6));
        assertThat(commands(3, ROOM, PIN)).as("one failure is forgiven").isEqualTo("done");
    }

    @Test
    void oneNumberThatGuessesHoldsUpNobodyElseInItsRoom() {
        forgers(200, i -> commands(FORGED, ROOM, "000000").isEmpty());

        assertThat(commands(MODERATOR, ROOM, PIN)).isEqualTo("done");
    }

    @Test
    void oneNumberDoesNotGuessItsWayThroughAllRooms() {
        int looked = 0;
        for (int i = 0; i < 1_000; i++) {
            String label = commands(FORGED, new ConferenceNumber("" + (5_000_000 + i)), "000000");
            looked += label.equals("unknown-room") ? 1 : 0;
        }

        assertThat(looked).isEqualTo(300);
    }

    // ---- dial-ins -----------------------------------------------------------------------------------------------

    @Test
    void thirtySixTextsThatNameAnAddressConcernNobodyThereWhoIsForAnotherRoomOrTextsNoPin() {
        forgers(36, i -> forgerGuessesAt("198.51.100.7:" + (4_000 + i)));

        assertThat(enters(MODERATOR, HOME, OTHER_ROOM, OTHER_PIN)).isEqualTo("moderator");
        assertThat(enters(PARTICIPANT, HOME, OTHER_ROOM, "Bob")).isEqualTo("participant");
        assertThat(enters(PARTICIPANT, HOME, ROOM, "Bob")).isEqualTo("participant");
        assertThat(commands(MODERATOR, ROOM, PIN)).isEqualTo("done");
    }

    @Test
    void participantsWhoMistypeTheNumberHoldUpNobodyElse() {
        for (int i = 0; i < 33; i++) {
            assertThat(word(reception.decide(100 + i, HOME + " 8401235"))).isIn("unknown-room", "pin-delay");
        }

        assertThat(enters(PARTICIPANT, HOME, ROOM, "Bob")).isEqualTo("participant");
        assertThat(enters(MODERATOR, HOME, ROOM, PIN)).isEqualTo("moderator");
    }

    @Test
    void whoIsBehindARelayIsAPortOfIt() {
        reception.reopenWithRelay("198.51.100.7");
        forgers(100, i -> forgerGuessesAt("198.51.100.7:24690"));

        assertThat(enters(MODERATOR, "198.51.100.7:24691", ROOM, PIN)).isEqualTo("moderator");
        assertThat(enters(MODERATOR, "198.51.100.7:24690", ROOM, PIN)).isEqualTo("moderator");
        assertThat(enters(3, "198.51.100.7:24690", ROOM, PIN)).isEqualTo("pin-delay");
    }

    @Test
    void theLimitOfConnectionsToAHostIsThatOfOnePortAtARelay() {
        AdmissionSettings settings = AdmissionSettings.defaults();
        DialLimits limits = new DialLimits(
                settings,
                new Addresses(
                        address -> true,
                        List.of(DeviceAddress.parseIp("198.51.100.7").orElseThrow())));
        long nowMs = reception.clock.millis();
        for (int i = 0; i < 3_000; i++) {
            var at = DeviceAddress.parse("198.51.100.7:" + (2_000 + i)).orElseThrow();
            assertThat(limits.charge(Reception.person(i), at, nowMs)).isEmpty();
        }
    }

    @Test
    void sixForgedTextsAnHourForADayShutNobodyOut() {
        for (int tenMinutes = 0; tenMinutes < 6 * 24; tenMinutes++) {
            forgerGuessesAt(HOME);
            forgerGuessesByCommand();
            reception.clock.advance(Duration.ofMinutes(10));

            int newcomer = 10_000 + tenMinutes;
            assertThat(enters(newcomer, HOME, ROOM, PIN)).isEqualTo("moderator");
            assertThat(commands(20_000 + tenMinutes, ROOM, PIN)).isEqualTo("done");
        }
    }

    // ---- who has been here before -------------------------------------------------------------------------------

    @Test
    void whoIsOnRecordAsModeratorWaitsForNobodyElseEvenAfterARestart() {
        reception.wasIn(MODERATOR, "moderator");
        reception.reopen(AdmissionSettings.defaults());
        forgers(100, i -> forgerGuessesAt(HOME));
        forgers(100, i -> forgerGuessesByCommand());

        assertThat(enters(MODERATOR, HOME, ROOM, PIN)).isEqualTo("moderator");
        assertThat(commands(MODERATOR, ROOM, PIN)).isEqualTo("done");
        assertThat(enters(3, HOME, ROOM, PIN)).isEqualTo("pin-delay");
    }

    @Test
    void aModeratorOnRecordWhoMistypesOnceInARoomUnderAttackDoesNotWait() {
        reception.wasIn(MODERATOR, "moderator");
        for (int i = 0; i < 50; i++) {
            forgerGuessesAt("192.0.2." + i + ":5000");
        }

        assertThat(enters(MODERATOR, HOME, ROOM, "000000")).isEqualTo("wrong-pin");
        assertThat(enters(MODERATOR, HOME, ROOM, PIN)).isEqualTo("moderator");
    }

    @Test
    void whoWasInvitedWaitsForNobodyElse() {
        Instant now = reception.clock.instant();
        var invited = new InvitationRow(
                ROOM,
                Reception.person(MODERATOR),
                new Person.Phone(Reception.person(9)),
                now,
                now.plus(Duration.ofHours(2)));
        reception
                .store
                .invitations()
                .put(List.of(invited), Duration.ofMinutes(1))
                .join();
        forgers(100, i -> forgerGuessesAt(HOME));

        assertThat(enters(MODERATOR, HOME, ROOM, PIN)).isEqualTo("moderator");
    }

    @Test
    void havingBeenInARoomWithoutPinBuysNoGuesses() {
        reception.wasIn(MODERATOR, "participant");
        forgers(100, i -> forgerGuessesAt(LAIR));

        assertThat(enters(MODERATOR, LAIR, ROOM, PIN)).isEqualTo("pin-delay");
    }

    @Test
    void whoIsOnRecordStillWaitsForWhatHeGotWrongHimself() {
        reception.wasIn(MODERATOR, "moderator");

        int looked = 0;
        for (int i = 0; i < 100; i++) {
            looked += enters(MODERATOR, LAIR, ROOM, "000000").equals("wrong-pin") ? 1 : 0;
        }
        assertThat(looked).isEqualTo(3);
    }

    // ---- who is told --------------------------------------------------------------------------------------------

    @Test
    void whoDidNothingIsNotToldByTextThatOthersDid() {
        forgers(30, i -> forgerGuessesAt(LAIR));
        Refused innocent = (Refused) reception.decide(senders, LAIR + " 8401234 " + PIN);
        for (int i = 0; i < 3; i++) {
            enters(MODERATOR, HOME, ROOM, "000000");
        }
        Refused guilty = (Refused) reception.decide(MODERATOR, HOME + " 8401234 000000");

        assertThat(List.of(word(innocent), word(guilty))).containsOnly("pin-delay");
        assertThat(innocent.texted()).isFalse();
        assertThat(guilty.texted()).isTrue();
    }

    // ---- how much a guesser gets --------------------------------------------------------------------------------

    @Test
    void forgersAtOneAddressGuessFortyTimesInAnHourAndTenTimesInEachFurther() {
        List<Integer> hours = guessesByHour(i -> forgerGuessesAt(LAIR));

        assertThat(hours.get(0)).isBetween(39, 40);
        assertThat(hours.subList(1, 24)).containsOnly(10);
    }

    @Test
    void forgersByCommandGuessFortyTimesInAnHourAndTenTimesInEachFurther() {
        List<Integer> hours = guessesByHour(i -> forgerGuessesByCommand());

        assertThat(hours.get(0)).isBetween(39, 40);
        assertThat(hours.subList(1, 24)).containsOnly(10);
    }

    @Test
    void whoPausesUntilAllIsForgottenGainsNothing() {
        Deque<Instant> lastHour = new ArrayDeque<>();
        int all = 0;
        int most = 0;
        for (int i = 0; i < 24; i++) {
            for (int tries = 0; tries < 100; tries++) {
                if (forgerGuessesAt(LAIR)) {
                    lastHour.add(reception.clock.instant());
                    all++;
                }
            }
            Instant hourAgo = reception.clock.instant().minus(Duration.ofHours(1));
            lastHour.removeIf(guess -> !guess.isAfter(hourAgo));
            most = Math.max(most, lastHour.size());
            reception.clock.advance(Duration.ofMinutes(61));
        }

        assertThat(most).isEqualTo(30);
        // 30 each hour before, which is 720; once the first are spent, one for each six minutes.
        assertThat(all).isBetween(250, 270);
    }

    @Test
    void forgersFishForNumbersAtOneAddressTenTimesAsWidely() {
        int looked = 0;
        for (int i = 0; i < 2_000; i++) {
            looked += word(reception.decide(senders++, LAIR + " " + (5_000_000 + i)))
                            .equals("unknown-room")
                    ? 1
                    : 0;
        }

        assertThat(looked).isEqualTo(300);
    }

    /** How many are looked at in each of 24 hours, of one in half a minute. */
    private List<Integer> guessesByHour(IntPredicate guess) {
        List<Integer> hours = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            int looked = 0;
            for (int i = 0; i < 120; i++) {
                looked += guess.test(i) ? 1 : 0;
                reception.clock.advance(Duration.ofSeconds(30));
            }
            hours.add(looked);
        }
        return hours;
    }
}
