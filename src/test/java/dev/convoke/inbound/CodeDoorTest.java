package dev.convoke.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.CodeSettings;
import dev.convoke.admission.Verdict;
import dev.convoke.admission.Verdict.LetIn;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.inbound.DoorService.CodeCall;
import dev.convoke.inbound.DoorService.WordsCall;
import dev.convoke.inbound.Sight.State;
import dev.convoke.invitation.Codes.Grant;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.event.Glance;
import dev.convoke.store.BanRow;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Those who have connected and show a code, or say number and PIN. */
@Timeout(30)
class CodeDoorTest {

    private static final Person ALICE = new Person.Phone(Reception.person(1));
    private static final String NETWORK = "cb007109";
    private static final String NO_CODE = "0000-0000-0000";

    @RegisterExtension
    private final Desk desk = new Desk();

    private InvitationCode code(Role role) {
        return desk.reception
                .codes
                .issue(new Grant(Reception.ROOM, ALICE, ALICE, role, Nick.parse("Alice")))
                .join()
                .code();
    }

    private Verdict show(String typed) {
        return show(new CodeCall(typed, Optional.empty(), Optional.empty(), Optional.empty(), NETWORK));
    }

    private Verdict show(CodeCall call) {
        return desk.desk
                .doorService()
                .byCode(call)
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private Verdict say(String line) {
        return desk.desk
                .doorService()
                .byWords(WordsCall.parse(line, NETWORK).orElseThrow())
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private Sight look(String typed) {
        return desk.desk
                .doorService()
                .look(typed, NETWORK)
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private static String word(Verdict verdict) {
        return Reception.word(verdict);
    }

    @Test
    void whoShowsACodeIsWhomItWasMadeFor() {
        RoomEntry entry = ((LetIn) show(code(Role.MODERATOR).grouped())).entry();

        assertThat(entry.who()).isEqualTo(ALICE);
        assertThat(entry.role()).isEqualTo(Role.MODERATOR);
        assertThat(entry.nick()).isEqualTo(Nick.parse("Alice"));
        assertThat(entry.invited()).isFalse();
    }

    @Test
    void theNameThatIsAskedForAtTheDoorIsTaken() {
        CodeCall call = new CodeCall(
                code(Role.PARTICIPANT).digits(), Nick.parse("Ali"), Optional.empty(), Optional.empty(), NETWORK);

        assertThat(((LetIn) show(call)).entry().nick()).isEqualTo(Nick.parse("Ali"));
    }

    @Test
    void whatNoInvitationHasIsRefused() {
        assertThat(show(NO_CODE)).isEqualTo(new Refused(RefusalReason.BAD_CODE));
        assertThat(show("no code")).isEqualTo(new Refused(RefusalReason.BAD_CODE));
        assertThat(desk.desk.counts().refusals()).containsEntry(RefusalReason.BAD_CODE, 2L);
    }

    @Test
    void wrongCodesHoldUpTheirNetworkAloneAndForAWhile() {
        String good = code(Role.PARTICIPANT).digits();
        for (int i = 0; i < 10; i++) {
            assertThat(word(show(NO_CODE))).isEqualTo("bad-code");
        }

        Refused delayed = (Refused) show(good);
        assertThat(delayed.reason()).isEqualTo(RefusalReason.CODE_DELAY);
        assertThat(delayed.times().pause()).contains(Duration.ofSeconds(1));
        CodeCall elsewhere = new CodeCall(good, Optional.empty(), Optional.empty(), Optional.empty(), "cb00710a");
        assertThat(word(show(elsewhere))).isEqualTo("let in as participant");
        desk.reception.clock.advance(Duration.ofSeconds(1));
        assertThat(word(show(good))).isEqualTo("let in as participant");
    }

    @Test
    void lookingIsGuessingTooButSpendsNoCode() {
        String good = code(Role.PARTICIPANT).digits();
        for (int i = 0; i < 10; i++) {
            assertThat(look(good).state()).isEqualTo(State.AWAITED);
            assertThat(look(NO_CODE).refused()).contains(new Refused(RefusalReason.BAD_CODE));
        }

        assertThat(look(good).refused().orElseThrow().reason()).isEqualTo(RefusalReason.CODE_DELAY);
        assertThat(desk.reception.codes.find(good).orElseThrow().usedAt()).isEmpty();
    }

    @Test
    void aThousandWrongCodesOfManyNetworksHoldUpNobodyWhoGotNoneWrong() {
        for (int i = 0; i < 1_001; i++) {
            show(new CodeCall(NO_CODE, Optional.empty(), Optional.empty(), Optional.empty(), "net" + i));
        }

        String good = code(Role.PARTICIPANT).digits();
        assertThat(word(show(good))).isEqualTo("let in as participant");
        CodeCall guesser = new CodeCall(good, Optional.empty(), Optional.empty(), Optional.empty(), "net1");
        assertThat(word(show(guesser))).isEqualTo("too-fast");
    }

    @Test
    void afterItsTimeACodeOpensNothing() {
        InvitationCode code = code(Role.MODERATOR);

        desk.reception.clock.advance(Duration.ofHours(2));

        assertThat(word(show(code.digits()))).isEqualTo("code-ended");
        assertThat(look(code.digits()).state()).isEqualTo(State.OVER);
    }

    @Test
    void afterItWasTakenBackToo() {
        InvitationCode code = code(Role.MODERATOR);

        desk.reception.codes.revoke(ALICE).join();

        assertThat(word(show(code.digits()))).isEqualTo("code-ended");
    }

    @Test
    void whoIsBannedIsToldSo() {
        InvitationCode code = code(Role.PARTICIPANT);
        desk.reception
                .store
                .bans()
                .put(new BanRow(Reception.ROOM, ALICE, "", "", "", Reception.NOON, Optional.empty()))
                .join();

        assertThat(word(show(code.digits()))).isEqualTo("banned");
        assertThat(look(code.digits()).facts()).isEmpty();
    }

    @Test
    void whoIsBlockedIsToldThatThereIsNoSuchCode() {
        InvitationCode code = code(Role.PARTICIPANT);
        desk.block("+4477*", Optional.empty(), false);

        assertThat(show(code.digits())).isEqualTo(new Refused(RefusalReason.BAD_CODE));
    }

    @Test
    void beforeTheDoorsOpenOneIsToldWhenTheyDoAndAfterABookingThatIsCancelledNothing() {
        long booking = desk.reception
                .book("2026-12-01T14:00", "Europe/London", Duration.ofHours(1))
                .id();
        InvitationCode code = code(Role.PARTICIPANT);

        Refused early = (Refused) show(code.digits());
        assertThat(early.reason().label()).isEqualTo("too-early");
        assertThat(early.sentence())
                .isEqualTo(
                        "You are early: the meeting starts Tue 1 Dec 2026 14:00 (Europe/London). This code is good then.");
        assertThat(early.times().starts()).contains(Reception.NOON.plus(Duration.ofHours(2)));
        assertThat(early.times().doors()).contains(Reception.NOON.plus(Duration.ofMinutes(115)));
        assertThat(look(code.digits()).state()).isEqualTo(State.EARLY);

        desk.reception.clock.advance(Duration.ofMinutes(115));
        assertThat(word(show(code.digits()))).isEqualTo("let in as participant");
        desk.reception.store.bookings().cancel(booking).join();
        assertThat(word(show(code.digits()))).isEqualTo("code-ended");
    }

    @Test
    void aBookingThatIsMadeLongerKeepsItsCodesGood() {
        long booking = desk.reception
                .book("2026-12-01T12:00", "UTC", Duration.ofHours(1))
                .id();
        InvitationCode code = code(Role.PARTICIPANT);
        desk.reception.store.bookings().resize(booking, Duration.ofHours(2)).join();

        desk.reception.clock.advance(Duration.ofMinutes(90));
        assertThat(word(show(code.digits()))).isEqualTo("let in as participant");
        desk.reception.clock.advance(Duration.ofMinutes(30));
        assertThat(word(show(code.digits()))).isEqualTo("code-ended");
    }

    @Test
    void sessionAndCodeMustAgree() {
        InvitationCode code = code(Role.PARTICIPANT);
        CodeCall call = new CodeCall(code.digits(), Optional.empty(), Optional.of("2xj5"), Optional.empty(), NETWORK);
        assertThat(word(show(call))).isEqualTo("bad-code");

        desk.glance = Optional.of(glance("2xj6", false, false, false));
        assertThat(word(show(call))).isEqualTo("bad-code");
        desk.glance = Optional.of(glance("2xj5", false, false, false));
        assertThat(word(show(call))).isEqualTo("let in as participant");
    }

    private static Glance glance(String meeting, boolean locked, boolean full, boolean here) {
        return new Glance(
                Optional.of(meeting),
                locked,
                full,
                here,
                2,
                List.of(new Nick("Ann"), new Nick("Ben")),
                Optional.empty());
    }

    @Test
    void whoLooksSeesHowThingsStand() {
        String code = code(Role.PARTICIPANT).digits();
        assertThat(look(code).state()).isEqualTo(State.AWAITED);

        desk.glance = Optional.of(glance("2xj5", false, false, false));
        Sight open = look(code);
        assertThat(open.state()).isEqualTo(State.OPEN);
        assertThat(open.facts().orElseThrow().room().name()).isEqualTo("Budget");
        assertThat(open.facts().orElseThrow().glance().orElseThrow().names()).hasSize(2);
        desk.glance = Optional.of(glance("2xj5", true, false, false));
        assertThat(look(code).state()).isEqualTo(State.LOCKED);
        desk.glance = Optional.of(glance("2xj5", false, true, false));
        assertThat(look(code).state()).isEqualTo(State.FULL);
        desk.glance = Optional.of(glance("2xj5", false, true, true));
        assertThat(look(code).label()).isEqualTo("here-elsewhere");
    }

    @Test
    void aGuestIsSomebodyTheModeratorLetsInThoughTheRoomBeLocked() {
        InvitationCode code = desk.reception
                .codes
                .bearer(Reception.ROOM, ALICE, 1)
                .join()
                .get(0)
                .code();

        RoomEntry first = ((LetIn) show(code.digits())).entry();
        RoomEntry again = ((LetIn) show(code.digits())).entry();

        assertThat(first.who()).isInstanceOf(Person.Guest.class).isEqualTo(again.who());
        assertThat(first.invited()).isTrue();
        assertThat(first.role()).isEqualTo(Role.PARTICIPANT);
    }

    @Test
    void whoSaysTheModeratorsPinIsAGuestWhoModerates() {
        RoomEntry entry = ((LetIn) say("OPEN 8401234 492150 Alice")).entry();

        assertThat(entry.who()).isInstanceOf(Person.Guest.class);
        assertThat(entry.role()).isEqualTo(Role.MODERATOR);
        assertThat(entry.nick()).isEqualTo(Nick.parse("Alice"));
    }

    @Test
    void theNumberAloneIsWorthNothingUnlessTheSettingsSaySo() {
        assertThat(((Refused) say("JOIN 8401234 Bob")).sentence()).isEqualTo(Desk.NOT_ACCEPTED);

        desk.reception.codeSettings =
                new CodeSettings(0, true, CodeSettings.defaults().strangers());
        desk.reopen(AdmissionSettings.defaults());
        assertThat(word(say("JOIN 8401234 Bob"))).isEqualTo("let in as participant");
    }

    @Test
    void aCodeThatIsGoodOnceIsAsGoodAsBeforeForWhomTheRoomTurnsAway() {
        desk.reception.codeSettings =
                new CodeSettings(1, false, CodeSettings.defaults().strangers());
        desk.reopen(AdmissionSettings.defaults());
        String code = code(Role.PARTICIPANT).digits();
        CodeCall call = new CodeCall(code, Optional.empty(), Optional.empty(), Optional.empty(), NETWORK);
        String resume = ((LetIn) show(call)).resume();
        assertThat(word(show(call))).isEqualTo("code-ended");

        desk.desk.doorService().turnedAway(call);

        assertThat(word(show(call))).isEqualTo("let in as participant");
        CodeCall again = new CodeCall(code, Optional.empty(), Optional.empty(), Optional.of(resume), NETWORK);
        assertThat(word(show(again))).isEqualTo("let in as participant");
        desk.desk.doorService().turnedAway(again);
        assertThat(word(show(call))).as("it was used before").isEqualTo("code-ended");
    }

    @Test
    void whatWasTakenBackIsNotHandedBack() {
        desk.reception.codeSettings =
                new CodeSettings(1, false, CodeSettings.defaults().strangers());
        desk.reopen(AdmissionSettings.defaults());
        CodeCall call = new CodeCall(
                code(Role.PARTICIPANT).digits(), Optional.empty(), Optional.empty(), Optional.empty(), NETWORK);
        show(call);
        desk.reception.codes.revoke(Reception.ROOM, ALICE).join();

        desk.desk.doorService().turnedAway(call);

        assertThat(word(show(call))).isEqualTo("code-ended");
    }

    @Test
    void whoSaysTheSameWordsAgainIsAnotherGuest() {
        Verdict first = say("OPEN 8401234 492150 Alice");
        Verdict second = say("OPEN 8401234 492150 Alice");

        assertThat(((LetIn) first).entry().who())
                .isNotEqualTo(((LetIn) second).entry().who());
    }

    @Test
    void whoeverGuessesPinsFromOneNetworkWaits() {
        for (int i = 0; i < 3; i++) {
            assertThat(word(say("OPEN 8401234 00000" + i))).isEqualTo("wrong-pin");
        }

        assertThat(word(say("OPEN 8401234 492150"))).isEqualTo("pin-delay");
        WordsCall elsewhere = new WordsCall(Reception.ROOM, Pin.parse("492150"), Optional.empty(), "cb00710a");
        assertThat(word(desk.desk.doorService().byWords(elsewhere).join())).isEqualTo("let in as moderator");
    }
}
