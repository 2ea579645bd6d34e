package dev.convoke.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.CodeSettings;
import dev.convoke.admission.RateLimit;
import dev.convoke.invitation.EntrancePoints;
import dev.convoke.room.event.Glance;
import dev.convoke.sms.SingleSms;
import dev.convoke.store.BanRow;
import dev.convoke.store.CodeRow;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts without an address: who is let in is told how to come. */
@Timeout(30)
class AskingHowTest {

    private static final EntrancePoints WEB =
            new EntrancePoints(Optional.of(URI.create("https://talk.example.net")), Optional.of("203.0.113.9:7400"));
    private static final EntrancePoints PORT = new EntrancePoints(Optional.empty(), Optional.of("203.0.113.9:7400"));
    private static final Pattern CODE = Pattern.compile("#([0-9A-Z]{12}) ");

    @RegisterExtension
    private final Desk desk = new Desk();

    @BeforeEach
    void open() {
        open(WEB, CodeSettings.defaults());
    }

    private void open(EntrancePoints entrance, CodeSettings codes) {
        desk.reception.entrance = entrance;
        desk.reception.codeSettings = codes;
        desk.reopen(AdmissionSettings.defaults());
    }

    private String answer() {
        return desk.sentences().get(desk.sentences().size() - 1);
    }

    private CodeRow code() {
        Matcher code = CODE.matcher(answer());
        assertThat(code.find()).as(answer()).isTrue();
        return desk.reception.codes.find(code.group(1)).orElseThrow();
    }

    @Test
    void theAnswerIsALinkInOneSms() {
        assertThat(desk.outcomeOf(2, "JOIN 8401234 Bob")).isEqualTo("code-sent");

        assertThat(answer())
                .matches(
                        "Meeting \"Budget\", now\\. Join: https://talk\\.example\\.net/#[0-9A-Z]{12} STOP: no more texts\\.");
        assertThat(SingleSms.holds(answer())).isTrue();
        assertThat(desk.answers.get(0).to()).isEqualTo(Reception.person(2));
        assertThat(code().who()).isEqualTo(new Person.Phone(Reception.person(2)));
        assertThat(code().role()).isEqualTo(Role.PARTICIPANT);
        assertThat(code().nick()).isEqualTo(Nick.parse("Bob"));
        assertThat(desk.dialled).isEmpty();
    }

    @Test
    void thePinMakesTheModeratorWhateverTheWord() {
        for (String text : List.of("OPEN 8401234 492150 Alice", "JOIN 8401234 492150", "call 8401234 492150")) {
            assertThat(desk.outcomeOf(1, text)).isEqualTo("code-sent");
            assertThat(code().role()).isEqualTo(Role.MODERATOR);
        }
        assertThat(desk.outcomeOf(2, "8401234 Bob")).isEqualTo("code-sent");
        assertThat(code().role()).isEqualTo(Role.PARTICIPANT);
    }

    @Test
    void withoutAPageTheAnswerHasAddressAndCode() {
        open(PORT, CodeSettings.defaults());

        assertThat(desk.outcomeOf(2, "JOIN 8401234")).isEqualTo("code-sent");

        assertThat(answer())
                .matches("Meeting \"Budget\", now\\. Connect to 203\\.0\\.113\\.9:7400 and enter"
                        + " [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4} STOP: no more texts\\.");
    }

    @Test
    void withNeitherTheAnswerIsTheReasonAndOnlyForWhoIsLetIn() {
        open(EntrancePoints.NONE, CodeSettings.defaults());

        assertThat(desk.outcomeOf(2, "JOIN 8401234")).isEqualTo("no-entrance");
        assertThat(answer()).startsWith("This service calls your device");
        assertThat(SingleSms.holds(answer())).isTrue();
        assertThat(desk.outcomeOf(2, "JOIN 8401235")).isEqualTo("unknown-room");
    }

    @Test
    void numberAndPinAreCheckedAsForAnyDialIn() {
        assertThat(desk.outcomeOf(1, "JOIN 8401235")).isEqualTo("unknown-room");
        assertThat(answer()).isEqualTo(Desk.NOT_ACCEPTED);
        assertThat(desk.outcomeOf(2, "OPEN 8401234 000000")).isEqualTo("wrong-pin");
        assertThat(answer()).isEqualTo(Desk.NOT_ACCEPTED);
        assertThat(desk.outcomeOf(3, "OPEN 8401234")).isEqualTo("malformed");
        assertThat(answer()).contains("the PIN is missing");
    }

    @Test
    void digitsAloneThatAreNoRoomAreIgnoredAndCountAsGuesses() {
        for (int i = 0; i < 3; i++) {
            assertThat(desk.outcomeOf(2, "123456")).isEqualTo("not-for-us");
        }

        assertThat(desk.sentences()).isEmpty();
        assertThat(desk.outcomeOf(2, "JOIN 123456")).isEqualTo("pin-delay");
    }

    @Test
    void digitsAloneOfARoomThatAsksAPinAreIgnoredToo() {
        desk.reception.add(
                desk.reception.row(new dev.convoke.terms.ConferenceNumber("8401299"), "777777", Optional.of("555555")));

        assertThat(desk.outcomeOf(2, "8401299")).isEqualTo("not-for-us");
        assertThat(desk.outcomeOf(2, "JOIN 8401299")).isEqualTo("pin-required");
        assertThat(desk.outcomeOf(2, "JOIN 8401299 555555")).isEqualTo("code-sent");
    }

    @Test
    void aServiceNumberOfARoomNeedsNoNumber() {
        desk.reception.add(Reception.bound(
                desk.reception.row(new dev.convoke.terms.ConferenceNumber("8401299"), "777777", Optional.empty()),
                Reception.SERVICE));

        assertThat(desk.outcomeOf(2, "JOIN")).isEqualTo("code-sent");
        assertThat(code().room().digits()).isEqualTo("8401299");
        assertThat(desk.outcomeOf(1, "OPEN 777777")).isEqualTo("code-sent");
        assertThat(code().role()).isEqualTo(Role.MODERATOR);
    }

    @Test
    void joinAloneIsNothingWhereTheNumberPicksNoRoom() {
        assertThat(desk.outcomeOf(2, "Join!")).isEqualTo("not-for-us");

        assertThat(desk.sentences()).isEmpty();
    }

    @Test
    void beforeTheDoorsTheAnswerSaysWhen() {
        desk.reception.book("2026-12-01T14:00", "Europe/London", Duration.ofHours(1));

        assertThat(desk.outcomeOf(2, "JOIN 8401234")).isEqualTo("too-early");
        assertThat(answer()).contains("Tue 1 Dec 2026 14:00 (Europe/London)");
    }

    @Test
    void whoIsBannedOrTurnedAwayByALockIsToldSo() {
        desk.glance = Optional.of(new Glance(Optional.of("2xj5"), true, false, false, 2, List.of(), Optional.empty()));
        assertThat(desk.outcomeOf(2, "JOIN 8401234")).isEqualTo("room-locked");
        assertThat(desk.outcomeOf(1, "OPEN 8401234 492150")).isEqualTo("code-sent");
        desk.reception
                .store
                .bans()
                .put(new BanRow(
                        Reception.ROOM,
                        new Person.Phone(Reception.person(3)),
                        "",
                        "",
                        "",
                        Reception.NOON,
                        Optional.empty()))
                .join();
        assertThat(desk.outcomeOf(3, "JOIN 8401234")).isEqualTo("banned");
    }

    @Test
    void forgedSendersCannotMakeUsTextStrangersWithoutEnd() {
        open(WEB, new CodeSettings(0, false, new RateLimit(2, Duration.ofMinutes(1))));
        desk.reception.wasIn(9, "participant");
        for (int person = 1; person <= 5; person++) {
            desk.outcomeOf(person, "JOIN 8401234");
        }

        assertThat(desk.sentences()).hasSize(2);
        assertThat(desk.outcomeOf(9, "JOIN 8401234")).isEqualTo("code-sent");
        assertThat(desk.outcomeOf(5, "OPEN 8401234 492150")).isEqualTo("code-sent");
        desk.reception.clock.advance(Duration.ofMinutes(1));
        assertThat(desk.outcomeOf(6, "JOIN 8401234")).isEqualTo("code-sent");
    }

    @Test
    void aTextThatIsDealtWithTwiceIsAnsweredWithOneCode() {
        long first = desk.texts(2, "JOIN 8401234");
        desk.outcomeOf(first);
        String before = answer();
        desk.settled.clear();

        desk.desk.take(
                desk.received(first, new dev.convoke.terms.Originator.Phone(Reception.person(2)), "JOIN 8401234"));
        desk.outcomeOf(first);

        assertThat(answer()).isEqualTo(before);
        assertThat(desk.settled.get(0).accepted()).isTrue();
    }

    @Test
    void whoSaidStopIsTextedNothing() {
        desk.reception.consent.stop(Reception.person(2)).join();

        desk.outcomeOf(2, "JOIN 8401234");

        assertThat(desk.sentences()).isEmpty();
    }

    @Test
    void stopTakesBackWhatOneHas() {
        desk.outcomeOf(2, "JOIN 8401234");
        CodeRow code = code();

        desk.outcomeOf(2, "STOP");

        assertThat(desk.reception.codes.use(code, Optional.empty()).join()).isFalse();
    }

    @Test
    void whoGuessesWithAddressesIsNotToldByAnotherWayThatTheyWereRight() {
        for (int i = 0; i < 4; i++) {
            desk.outcomeOf(4, "198.51.100." + i + ":5000 8401234 00000" + i);
        }
        int before = desk.sentences().size();

        assertThat(desk.outcomeOf(4, "OPEN 8401234 492150")).isEqualTo("code-withheld");

        assertThat(desk.sentences()).hasSize(before);
    }

    @Test
    void theAnswerFitsOneSmsWhateverTheRoomIsCalled() {
        for (String name : List.of("x".repeat(64), "\u041f\u043b\u0430\u043d".repeat(10), "{".repeat(64))) {
            assertThat(dev.convoke.invitation.CodeText.of(
                            name,
                            new dev.convoke.invitation.Codes.Issued(
                                    dev.convoke.terms.InvitationCode.of(7),
                                    Optional.of(new dev.convoke.store.BookingRow(
                                            1,
                                            Reception.ROOM,
                                            java.time.LocalDateTime.parse("2026-12-01T14:00"),
                                            java.time.ZoneId.of("America/Argentina/ComodRivadavia"),
                                            Duration.ofHours(1))),
                                    Reception.NOON),
                            WEB,
                            Reception.NOON))
                    .hasValueSatisfying(text -> {
                        assertThat(SingleSms.holds(text)).as(text).isTrue();
                        assertThat(text).contains("https://talk.example.net/#");
                    });
        }
    }
}
