package dev.convoke.admission;

import static dev.convoke.admission.Desk.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.admission.Desk.Dialled;
import dev.convoke.admission.Desk.Settled;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialInText.Verb;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Visitor;
import dev.convoke.room.event.RosterRow;
import dev.convoke.sms.MobileTerminated;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Originator;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the text to the dial-out, the answer, and the settled row. */
@Timeout(30)
class FrontDeskTest {

    private static final String NOT_ACCEPTED = "Number or PIN not accepted. Check both and text again.";

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void reopen(AdmissionSettings settings) {
        desk.reception.store.rooms().remove(Reception.ROOM).join();
        desk.close();
        desk = new Desk(folder, settings);
    }

    // ---- dial-ins -----------------------------------------------------------------------------------------------

    @Test
    void anAdmittedTextIsDialledAndSettledOnlyWhenTheDeviceIsInTheRoom() {
        Dialled dialled = desk.dialFor(1, "198.51.100.7:5000 8401234 492150 Alice");
        assertThat(dialled.who())
                .isInstanceOfSatisfying(
                        RoomEntry.class, entry -> assertThat(entry.role()).isEqualTo(Role.MODERATOR));
        assertThat(desk.settled).isEmpty();

        dialled.arrives();

        assertThat(desk.outcomeOf(1)).isEqualTo("in-room");
        assertThat(desk.settled).containsExactly(new Settled(1, "in-room", true));
        assertThat(desk.answers).isEmpty();
    }

    @Test
    void aWrongPinConnectsToNothingAndIsAnsweredFromTheNumberAndLinkOfTheText() {
        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 8401234 000000")).isEqualTo("wrong-pin");

        assertThat(desk.dialled).isEmpty();
        assertThat(desk.settled).containsExactly(new Settled(1, "wrong-pin", false));
        assertThat(desk.answers)
                .containsExactly(new MobileTerminated(
                                Reception.person(1),
                                Reception.SERVICE,
                                NOT_ACCEPTED,
                                "main",
                                MobileTerminated.Urgency.ANSWER,
                                Reception.NOON.plus(Duration.ofMinutes(10)))
                        .about(Optional.of(Reception.ROOM)));
    }

    @Test
    void whoIsNotReachedIsToldTheAddress() {
        desk.dialFor(1, "198.51.100.7:5000 8401234").fails(RefusalReason.UNREACHABLE);

        assertThat(desk.outcomeOf(1)).isEqualTo("unreachable");
        assertThat(desk.sentences())
                .containsExactly("Could not connect to 198.51.100.7:5000. Is the port open? Text again when it is.");
        assertThat(desk.desk.counts().refusals()).containsEntry(RefusalReason.UNREACHABLE, 1L);
    }

    @Test
    void whoFindsTheRoomFullIsTold() {
        desk.dialFor(1, "198.51.100.7:5000 8401234").fails(RefusalReason.ROOM_FULL);

        assertThat(desk.outcomeOf(1)).isEqualTo("room-full");
        assertThat(desk.sentences()).containsExactly("The room is full.");
    }

    @Test
    void aDialOutThatBreaksIsOurTrouble() {
        desk.dialFor(1, "198.51.100.7:5000 8401234")
                .result()
                .completeExceptionally(new IllegalStateException("no loop (wanted by this test)"));

        assertThat(desk.outcomeOf(1)).isEqualTo("busy");
        assertThat(desk.sentences()).containsExactly("The service is busy. Text again in a minute.");
    }

    @Test
    void aDecisionThatFailsIsOurTroubleAndCostsOneTextOnly() {
        PinVault old = PinVault.open(folder.resolve("old.key"));
        ConferenceNumber number = new ConferenceNumber("5550000");
        var row = desk.reception.row(number, "717273", Optional.empty());
        desk.reception.add(new dev.convoke.store.RoomRow(
                number,
                row.name(),
                old.digest(number, Pin.parse("717273").orElseThrow()),
                row.participantPin(),
                row.serviceNumber(),
                row.transcript(),
                row.emptyTimeout(),
                row.createdAt()));

        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 5550000 717273")).isEqualTo("busy");
        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 8401234 000000")).isEqualTo("wrong-pin");
    }

    @Test
    void oneSendersTextsAreDecidedInOrder() {
        List<Long> ids = IntStream.range(0, 200)
                .mapToObj(i -> desk.texts(i % 5, "198.51.100.7:5000 8401234 00000" + i % 10))
                .toList();
        await().atMost(PATIENCE).until(() -> desk.settled.size() == ids.size());

        for (int person = 0; person < 5; person++) {
            int who = person;
            assertThat(desk.settled.stream().map(Settled::id).filter(id -> (id - 1) % 5 == who))
                    .hasSize(40)
                    .isSorted();
        }
    }

    @Test
    void aDialOutUnderWayHoldsUpNobodyNotEvenItsSender() {
        desk.dialFor(1, "198.51.100.7:5000 8401234");

        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 9999999")).isEqualTo("unknown-room");
        assertThat(desk.dialFor(2, "198.51.100.8:5000 8401234").to()).hasToString("198.51.100.8:5000");
    }

    @Test
    void theEndOfADialOutIsDealtWithOnTheSendersThread() throws InterruptedException {
        AtomicReference<String> settledOn = new AtomicReference<>("");
        CountDownLatch settled = new CountDownLatch(1);
        CompletableFuture<Optional<RefusalReason>> result = new CompletableFuture<>();
        Dialler dialler = new Dialler() {
            @Override
            public CompletableFuture<Optional<RefusalReason>> dial(DeviceAddress to, RoomEntry entry) {
                return result;
            }

            @Override
            public CompletableFuture<Optional<RefusalReason>> dialAndAsk(DeviceAddress to, Visitor visitor) {
                return result;
            }
        };
        Settler settler = (id, outcome, accepted) -> {
            settledOn.set(Thread.currentThread().getName());
            settled.countDown();
        };
        try (FrontDesk other = new FrontDesk(
                desk.reception.admission,
                desk.reception.consent,
                desk.ports(dialler, settler, answer -> {}),
                AdmissionSettings.defaults(),
                desk.reception.clock,
                Reception.THREADS)) {
            other.take(desk.received(1, new Originator.Phone(Reception.person(1)), "198.51.100.7:5000"));

            result.complete(Optional.empty());

            assertThat(settled.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(settledOn.get()).startsWith("admission-");
        }
    }

    // ---- asked inside -------------------------------------------------------------------------------------------

    @Test
    void anAddressAloneIsDialledAndAsked() {
        Dialled dialled = desk.dialFor(1, "198.51.100.7:5000");

        assertThat(dialled.who()).isInstanceOf(Visitor.class);
        dialled.arrives();
        assertThat(desk.outcomeOf(1)).isEqualTo("in-room");
    }

    @Test
    void whoWasTurnedAwayAtTheDoorIsNotTexted() {
        List<RefusalReason> told = List.of(RefusalReason.WRONG_PIN, RefusalReason.TOO_EARLY, RefusalReason.NO_ANSWER);

        told.forEach(reason -> desk.dialFor(1, "198.51.100.7:5000").fails(reason));

        for (int i = 0; i < told.size(); i++) {
            assertThat(desk.outcomeOf(i + 1L)).isEqualTo(told.get(i).label());
        }
        assertThat(desk.answers).isEmpty();
    }

    @Test
    void theDoorAsksAdmissionAndEachTryCounts() {
        Visitor visitor = new Visitor(
                Reception.person(1),
                DeviceAddress.parse("198.51.100.7:5000").orElseThrow(),
                Reception.SERVICE,
                Nick.parse("Alice"));

        Verdict wrong = atTheDoor(visitor, "000000");
        Verdict right = atTheDoor(visitor, "492150");

        assertThat(wrong).isEqualTo(new Refused(RefusalReason.WRONG_PIN));
        assertThat(Reception.word(right)).isEqualTo("moderator");
        assertThat(desk.desk.counts().refusals()).containsEntry(RefusalReason.WRONG_PIN, 1L);
    }

    private Verdict atTheDoor(Visitor visitor, String pin) {
        return desk.desk
                .atTheDoor(visitor, Reception.ROOM, Pin.parse(pin))
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    // ---- answers ------------------------------------------------------------------------------------------------

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
        reopen(new AdmissionSettings(
                defaults.early(),
                defaults.perSender(),
                defaults.perDevice(),
                defaults.perHost(),
                defaults.overall(),
                defaults.pins(),
                defaults.answers(),
                new Limit(4, Duration.ofMinutes(1)),
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
        assertThat(desk.sentences().get(2)).contains("203.0.113.7:5000 8401234");
    }

    @Test
    void aStopOutlivesTheServer() {
        desk.outcomeOf(1, "STOP");

        reopen(AdmissionSettings.defaults());

        desk.outcomeOf(1, "HELP");
        assertThat(desk.sentences()).isEmpty();
    }

    @Test
    void whoSaidStopMayStillDialIn() {
        desk.outcomeOf(1, "STOP");

        desk.dialFor(1, "198.51.100.7:5000 8401234").arrives();

        await().atMost(PATIENCE).until(() -> desk.settled.size() == 2);
    }

    // ---- blocks -------------------------------------------------------------------------------------------------

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
    void whoIsBlockedFromARoomIsToldAtTheDoorThatThereIsNone() {
        desk.block("+4477*", Optional.of(Reception.ROOM), false);

        assertThat(Reception.word(desk.reception.atTheDoor(1, "198.51.100.7:5000", "8401234", Optional.empty())))
                .isEqualTo("unknown-room");
    }

    // ---- help ---------------------------------------------------------------------------------------------------

    @Test
    void helpFitsOneSms() {
        desk.outcomeOf(1, "HELP");

        assertThat(desk.sentences().get(0)).hasSizeLessThanOrEqualTo(160).matches("[ -Z_a-z]*");
    }

    // ---- other texts --------------------------------------------------------------------------------------------

    @Test
    void whatIsNotForUsIsSettledInSilenceAndCounted() {
        assertThat(desk.outcomeOf(1, "lunch at noon?")).isEqualTo("not-for-us");
        assertThat(desk.outcomeOf(1, "")).isEqualTo("not-for-us");

        assertThat(desk.answers).isEmpty();
        assertThat(desk.desk.counts().outcomes()).containsEntry("not-for-us", 2L);
    }

    @Test
    void whatCannotBeReadIsAnsweredWithWhatIsWrong() {
        assertThat(desk.outcomeOf(1, "JOIN 198.51.100.7:5000 198.51.100.8:5000 8401234"))
                .isEqualTo("malformed");

        assertThat(desk.sentences())
                .singleElement()
                .asString()
                .startsWith("Your text could not be read: ")
                .contains("two addresses")
                .endsWith("Send for example: 203.0.113.7:5000 8401234");
    }

    // ---- commands by text ---------------------------------------------------------------------------------------

    @Test
    void theModeratorClosesTheMeetingByText() {
        assertThat(desk.outcomeOf(1, "CLOSE 8401234 492150")).isEqualTo("command");
        desk.inMeeting = false;
        desk.outcomeOf(1, "CLOSE 8401234 492150");

        assertThat(desk.commands).containsExactly("close 8401234", "close 8401234");
        assertThat(desk.sentences()).containsExactly("Room 8401234 is closed.", "Room 8401234: no meeting is on.");
    }

    @Test
    void theModeratorAsksByTextWhoIsThere() {
        desk.roster = List.of(
                new RosterRow(Nick.parse("Alice").orElseThrow(), Role.MODERATOR, false, 0),
                new RosterRow(Nick.parse("Bob").orElseThrow(), Role.PARTICIPANT, false, 0),
                new RosterRow(Nick.parse("Carol").orElseThrow(), Role.PARTICIPANT, true, 0));

        desk.outcomeOf(1, "WHO 8401234 492150");

        assertThat(desk.sentences()).containsExactly("Room 8401234, 3 in: Alice (moderator), Bob, Carol (waiting)");
    }

    @Test
    void aFullHouseIsToldInOneSms() {
        desk.roster = IntStream.range(0, 500)
                .mapToObj(i -> new RosterRow(Nick.parse("Person " + i).orElseThrow(), Role.PARTICIPANT, false, 0))
                .toList();

        desk.outcomeOf(1, "WHO 8401234 492150");

        assertThat(desk.sentences().get(0))
                .startsWith("Room 8401234, 500 in: Person 0, Person 1, ")
                .endsWith(", Person 10, Person 11 and 488 more")
                .satisfies(text -> assertThat(OneSms.holds(text)).isTrue());
    }

    @Test
    void aCommandNeedsTheModeratorsPin() {
        desk.reception.add(desk.reception.row(new ConferenceNumber("7777001"), "492150", Optional.of("2222333")));

        assertThat(desk.outcomeOf(1, "CLOSE 8401234 000000")).isEqualTo("wrong-pin");
        assertThat(desk.outcomeOf(2, "CLOSE 9999999 492150")).isEqualTo("unknown-room");
        assertThat(desk.outcomeOf(3, "CLOSE 7777001 2222333")).isEqualTo("wrong-pin");

        assertThat(desk.commands).isEmpty();
        assertThat(desk.sentences()).containsOnly(NOT_ACCEPTED).hasSize(3);
    }

    @Test
    void guessingByCommandIsSlowedDown() {
        for (int i = 0; i < 3; i++) {
            desk.outcomeOf(1, "WHO 8401234 00000" + i);
        }

        assertThat(desk.outcomeOf(1, "WHO 8401234 492150")).isEqualTo("pin-delay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "true  | true  > LOCK   > Room 8401234 is now locked.",
                "true  | false > LOCK   > Room 8401234 was already locked.",
                "false | true  > LOCK   > Room 8401234: no meeting is on.",
                "true  | true  > UNLOCK > Room 8401234 is now unlocked.",
            })
    void theModeratorLocksAndUnlocksByText(String now, String verb, String expected) {
        desk.inMeeting = now.startsWith("true");
        desk.lockChanges = now.endsWith("true");

        desk.outcomeOf(1, verb + " 8401234 492150");

        assertThat(desk.commands).containsExactly(verb.toLowerCase(Locale.ROOT) + " 8401234");
        assertThat(desk.sentences()).containsExactly(expected);
    }

    @Test
    void openWithoutAnAddressIsAnsweredWithWhatIsMissing() {
        assertThat(desk.outcomeOf(1, "OPEN 8401234 492150")).isEqualTo("malformed");

        assertThat(desk.sentences().get(0)).contains("OPEN needs the address and port of your device");
        assertThat(OneSms.holds(desk.sentences().get(0))).isTrue();
    }

    @Test
    void theModeratorsHelpListsEveryCommandInOneSms() {
        desk.outcomeOf(1, "HELP 8401234 492150");

        assertThat(desk.sentences().get(0)).contains("OPEN");
        for (Verb verb : Verb.values()) {
            assertThat(desk.sentences().get(0) + "HELP").contains(verb.name());
        }
        assertThat(OneSms.holds(desk.sentences().get(0).replace("8401234", "123456789012")))
                .isTrue();
    }

    @Test
    void anOutboxThatFailsDoesNotLeaveTheTextOpen() {
        desk.outboxFails = true;

        assertThat(desk.outcomeOf(1, "198.51.100.7:5000 9999999")).isEqualTo("unknown-room");
        assertThat(desk.outcomeOf(1, "HELP")).isEqualTo("help");
    }

    // ---- too much, and the end ----------------------------------------------------------------------------------

    @Test
    void whatWaitsIsBoundedAndTheRestStaysInTheInbox() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch atWork = new CountDownLatch(1);
        try (Lanes lanes = new Lanes(1, 10, Reception.THREADS)) {
            lanes.begin("busy", () -> {
                atWork.countDown();
                awaitQuietly(gate);
            });
            atWork.await();

            long taken =
                    IntStream.range(0, 50).filter(i -> lanes.begin(i, () -> {})).count();
            boolean ends = lanes.end("busy", () -> {});
            gate.countDown();

            assertThat(taken).isEqualTo(10);
            assertThat(ends).as("what was begun may end").isTrue();
            await().atMost(PATIENCE).until(() -> lanes.waiting() == 0);
            assertThat(lanes.begin("again", () -> {})).isTrue();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClosedDeskTakesNothingAndLeavesADialOutsTextOpen() {
        Dialled dialled = desk.dialFor(1, "198.51.100.7:5000 8401234");

        desk.desk.close();
        dialled.arrives();

        assertThat(desk.desk.take(desk.received(9, new Originator.Phone(Reception.person(1)), "HELP")))
                .isFalse();
        assertThat(desk.settled).isEmpty();
    }
}
