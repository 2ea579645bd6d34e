package dev.convoke.admission;

import static dev.convoke.inbound.Reception.NOON;
import static dev.convoke.inbound.Reception.PIN;
import static dev.convoke.inbound.Reception.ROOM;
import static dev.convoke.inbound.Reception.sentence;
import static dev.convoke.inbound.Reception.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.Verdict.Admitted;
import dev.convoke.admission.Verdict.AskInside;
import dev.convoke.inbound.Reception;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import dev.convoke.terms.ServiceNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Number, PIN, role, bound service numbers, limits. The delays are in {@link PinGuardTest}, the times in {@link BookingWindowTest}. */
class AdmissionTest {

    private static final ConferenceNumber PRIVATE = new ConferenceNumber("7777001");
    private static final ServiceNumber BOUND = new ServiceNumber("+441632960001");

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private void reopen(AdmissionSettings settings) {
        reception.reopen(settings);
    }

    @Test
    void theRightPinMakesTheModeratorAndHandsOverTheRoomAsItsRowIs() {
        Verdict verdict = reception.decide(1, "JOIN 198.51.100.7:5000 8401234 492150 Alice");

        assertThat(verdict)
                .isEqualTo(new Admitted(
                        DeviceAddress.parse("198.51.100.7:5000").orElseThrow(),
                        new RoomEntry(
                                new RoomProfile(ROOM, "Budget", false, Reception.EMPTY_TIMEOUT),
                                new Person.Phone(Reception.person(1)),
                                Nick.parse("Alice"),
                                Role.MODERATOR)));
    }

    @Test
    void theNumberAloneMakesAParticipant() {
        assertThat(word(reception.decide(2, "198.51.100.7:5000 8401234 Bob"))).isEqualTo("participant");
    }

    @Test
    void aWrongPinIsRefusedEvenWhereNoneIsNeeded() {
        assertThat(word(reception.decide(2, "198.51.100.7:5000 8401234 492151")))
                .isEqualTo("wrong-pin");
    }

    @Test
    void aRoomMayAskItsParticipantsForAPin() {
        reception.add(reception.row(PRIVATE, PIN, Optional.of("2222333")));

        assertThat(word(reception.decide(1, "198.51.100.7:5000 7777001 492150")))
                .isEqualTo("moderator");
        assertThat(word(reception.decide(2, "198.51.100.7:5000 7777001 2222333")))
                .isEqualTo("participant");
        assertThat(word(reception.decide(3, "198.51.100.7:5000 7777001"))).isEqualTo("pin-required");
        assertThat(word(reception.decide(4, "198.51.100.7:5000 7777001 2222334")))
                .isEqualTo("wrong-pin");
    }

    @Test
    void unknownNumberWrongPinAndMissingPinGetOneSentence() {
        reception.add(reception.row(PRIVATE, PIN, Optional.of("2222333")));

        List<Verdict> verdicts = List.of(
                reception.decide(1, "198.51.100.7:5000 9999999"),
                reception.decide(2, "198.51.100.7:5000 9999999 492150"),
                reception.decide(3, "198.51.100.7:5000 8401234 000000"),
                reception.decide(4, "198.51.100.7:5000 7777001"),
                reception.decide(5, "198.51.100.7:5000 7777001 000000"));

        assertThat(verdicts.stream().map(Reception::word))
                .containsExactly("unknown-room", "unknown-room", "wrong-pin", "pin-required", "wrong-pin");
        assertThat(verdicts.stream().map(Reception::sentence).distinct())
                .containsExactly("Number or PIN not accepted. Check both and text again.");
    }

    @Test
    void timesShowOnlyAfterNumberAndPinWereRight() {
        reception.book("2026-12-02T10:00", "Europe/London", Duration.ofHours(1));

        assertThat(sentence(reception.decide(1, "198.51.100.7:5000 8401234 000000")))
                .isEqualTo("Number or PIN not accepted. Check both and text again.");
        assertThat(word(reception.decide(2, "198.51.100.7:5000 8401234 492150")))
                .isEqualTo("too-early");
    }

    @Test
    void anAddressThatThePolicyDeniesIsRefusedBeforeAnythingIsLookedUp() {
        Verdict verdict = reception.decide(1, "10.1.2.3:5000 8401234 000000");

        assertThat(sentence(verdict))
                .isEqualTo(
                        "The address 10.1.2.3 port 5000 cannot be reached from here. Text a public address and a port above"
                                + " 1023.");
    }

    @Test
    void withoutNumberTheVisitorIsAskedInside() {
        DeviceAddress at = DeviceAddress.parse("[2001:db8::7]:5000").orElseThrow();

        Verdict verdict = reception.decide(1, "[2001:db8::7]:5000 Alice");

        assertThat(verdict)
                .isEqualTo(new AskInside(
                        at, new Visitor(Reception.person(1), at, Reception.SERVICE, Nick.parse("Alice"))));
    }

    @Test
    void aBoundServiceNumberSelectsItsRoomAndItsDigitsAreThePin() {
        reception
                .store
                .rooms()
                .update(Reception.bound(reception.row(ROOM, PIN, Optional.empty()), BOUND))
                .join();

        assertThat(word(reception.decide(1, BOUND, "198.51.100.7:5000 492150"))).isEqualTo("moderator");
        assertThat(word(reception.decide(2, BOUND, "198.51.100.7:5000"))).isEqualTo("participant");
        assertThat(word(reception.decide(3, BOUND, "198.51.100.7:5000 8401234")))
                .isEqualTo("participant");
        assertThat(word(reception.decide(4, BOUND, "198.51.100.7:5000 8401234 492150")))
                .isEqualTo("moderator");
        assertThat(word(reception.decide(5, BOUND, "198.51.100.7:5000 492151"))).isEqualTo("wrong-pin");
    }

    @Test
    void numberAndPinTogetherNameAnotherRoomOnABoundServiceNumberToo() {
        reception
                .store
                .rooms()
                .update(Reception.bound(reception.row(ROOM, PIN, Optional.empty()), BOUND))
                .join();
        reception.add(reception.row(PRIVATE, "556677", Optional.empty()));

        Verdict verdict = reception.decide(1, BOUND, "198.51.100.7:5000 7777001 556677");

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Admitted.class,
                        admitted -> assertThat(admitted.entry().room().number()).isEqualTo(PRIVATE));
    }

    @Test
    void digitsThatCanBeNoPinAreANumberEvenToABoundServiceNumber() {
        reception
                .store
                .rooms()
                .update(Reception.bound(reception.row(ROOM, PIN, Optional.empty()), BOUND))
                .join();

        assertThat(word(reception.decide(1, BOUND, "198.51.100.7:5000 123"))).isEqualTo("unknown-room");
    }

    @Test
    void atTheDoorTheSameIsDecidedWithoutChargingAConnection() {
        reopen(limits(new RateLimit(1, Duration.ofHours(1)), new RateLimit(1, Duration.ofHours(1))));
        reception.decide(1, "198.51.100.7:5000");

        assertThat(word(reception.atTheDoor(1, "198.51.100.7:5000", "9999999", Optional.empty())))
                .isEqualTo("unknown-room");
        assertThat(word(reception.atTheDoor(1, "198.51.100.7:5000", "8401234", Optional.of("000000"))))
                .isEqualTo("wrong-pin");
        assertThat(word(reception.atTheDoor(1, "198.51.100.7:5000", "8401234", Optional.of(PIN))))
                .isEqualTo("moderator");
    }

    private static AdmissionSettings limits(RateLimit perSender, RateLimit perDevice) {
        return limits(
                perSender,
                perDevice,
                AdmissionSettings.defaults().perHost(),
                AdmissionSettings.defaults().overall());
    }

    private static AdmissionSettings limits(
            RateLimit perSender, RateLimit perDevice, RateLimit perHost, RateLimit overall) {
        AdmissionSettings defaults = AdmissionSettings.defaults();
        return new AdmissionSettings(
                defaults.early(),
                perSender,
                perDevice,
                perHost,
                overall,
                defaults.pins(),
                defaults.answers(),
                defaults.answersStrangers(),
                defaults.answersOverall(),
                defaults.invitations(),
                defaults.invitationsParticipants(),
                defaults.threads(),
                defaults.waiting(),
                defaults.remembered());
    }

    private static final RateLimit THREE_A_MINUTE = new RateLimit(3, Duration.ofMinutes(1));
    private static final RateLimit PLENTY = new RateLimit(1_000, Duration.ofMinutes(1));

    private List<String> words(int count, java.util.function.IntFunction<Verdict> decide) {
        return IntStream.range(0, count).mapToObj(decide).map(Reception::word).toList();
    }

    @Test
    void oneSenderMayAskForSoManyConnectionsAndIsToldHowLongToWait() {
        reopen(limits(THREE_A_MINUTE, PLENTY));

        List<String> words = words(3, i -> reception.decide(1, "198.51.100.7:500" + i + " 8401234"));
        Verdict fourth = reception.decide(1, "198.51.100.7:5009 8401234");
        reception.clock.advance(Duration.ofSeconds(20));

        assertThat(words).containsOnly("participant");
        assertThat(sentence(fourth)).isEqualTo("Too many texts from your number. Wait 20 seconds and text again.");
        assertThat(word(reception.decide(1, "198.51.100.7:5009 8401234"))).isEqualTo("participant");
        assertThat(word(reception.decide(2, "198.51.100.7:5009 8401234"))).isEqualTo("participant");
    }

    @Test
    void whoForgesTheModeratorsNumberDoesNotUseUpHisConnections() {
        reopen(limits(THREE_A_MINUTE, PLENTY));

        words(10, i -> reception.decide(1, "198.51.100.66:500" + i + " 8401234"));

        assertThat(word(reception.decide(1, "198.51.100.7:5000 8401234"))).isEqualTo("sender-limit");
        assertThat(word(reception.decide(1, "198.51.100.7:5000 8401234 492150")))
                .isEqualTo("moderator");
    }

    @Test
    void whoKnowsThePinHasALimitToo() {
        reopen(limits(THREE_A_MINUTE, PLENTY));

        assertThat(words(4, i -> reception.decide(1, "198.51.100.7:500" + i + " 8401234 492150")))
                .containsExactly("moderator", "moderator", "moderator", "sender-limit");
    }

    @Test
    void oneDeviceIsConnectedToOnlySoOftenWhoeverAsks() {
        reopen(limits(PLENTY, THREE_A_MINUTE));

        assertThat(words(4, i -> reception.decide(i, "198.51.100.7:5000 8401234")))
                .containsExactly("participant", "participant", "participant", "target-limit");
        assertThat(word(reception.decide(9, "198.51.100.7:5000 8401234 492150")))
                .isEqualTo("target-limit");
        assertThat(word(reception.decide(9, "198.51.100.7:5001 8401234"))).isEqualTo("participant");
    }

    @Test
    void oneHostIsConnectedToOnlySoOftenWhateverThePort() {
        reopen(limits(PLENTY, PLENTY, THREE_A_MINUTE, PLENTY));

        assertThat(words(4, i -> reception.decide(i, "198.51.100.7:500" + i)))
                .containsExactly("ask", "ask", "ask", "target-limit");
        assertThat(word(reception.decide(9, "198.51.100.8:5000"))).isEqualTo("ask");
    }

    @Test
    void beyondTheOverallLimitTheServiceIsBusy() {
        reopen(limits(PLENTY, PLENTY, PLENTY, THREE_A_MINUTE));

        assertThat(words(4, i -> reception.decide(i, "198.51.100." + i + ":5000 8401234")))
                .containsExactly("participant", "participant", "participant", "busy");
    }

    @Test
    void whatIsRefusedForItsNumberCostsNoConnection() {
        reopen(limits(THREE_A_MINUTE, THREE_A_MINUTE));

        words(2, i -> reception.decide(1, "198.51.100.7:5000 999999" + i));

        assertThat(words(3, i -> reception.decide(1, "198.51.100.7:5000 8401234")))
                .containsOnly("participant");
    }

    @Test
    void aClockThatIsSetBackDoesNotRefillALimit() {
        reopen(limits(THREE_A_MINUTE, PLENTY));
        words(3, i -> reception.decide(1, "198.51.100.7:5000 8401234"));

        reception.clock.set(NOON.minus(Duration.ofHours(1)));

        assertThat(word(reception.decide(1, "198.51.100.7:5000 8401234"))).isEqualTo("sender-limit");
    }
}
