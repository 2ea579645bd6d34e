package dev.convoke.inbound;

import static dev.convoke.inbound.Desk.NOT_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.dialin.DialInParser;
import dev.convoke.dialin.DialInText;
import dev.convoke.dialin.DialInText.Verb;
import dev.convoke.invitation.Invitations;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.port.Inviter;
import dev.convoke.sms.SingleSms;
import dev.convoke.store.BanRow;
import dev.convoke.store.PolicyRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a moderator does by text, and how it is answered. */
@Timeout(30)
class CommandHandlerTest {

    @RegisterExtension
    private final Desk desk = new Desk();

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
                .satisfies(text -> assertThat(SingleSms.holds(text)).isTrue());
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
    void everyVerbButHelpAndInviteAsksSomethingOfARoom() {
        assertThat(asked("CLOSE 8401234 492150")).contains(new ModeratorCommand.Close(""));
        assertThat(asked("WHO 8401234 492150")).contains(new RoomCommand.Who());
        assertThat(asked("LOCK 8401234 492150")).contains(new ModeratorCommand.Lock());
        assertThat(asked("UNLOCK 8401234 492150")).contains(new ModeratorCommand.Unlock());
        assertThat(asked("EXTEND 8401234 492150 15")).contains(new ModeratorCommand.Extend(Duration.ofMinutes(15)));

        assertThat(asked("INVITE 8401234 492150 +447700900456")).isEmpty();
        assertThat(asked("HELP 8401234 492150")).isEmpty();
        assertThat(Verb.values()).hasSize(7);
    }

    private static Optional<RoomCommand> asked(String text) {
        return CommandHandler.asked((DialInText.Command) DialInParser.parse(text));
    }

    private void letAllInvite(Optional<String> participantPin) {
        desk.reception.store.rooms().remove(Reception.ROOM).join();
        PolicyRow unset = PolicyRow.unset();
        PolicyRow.Privacy all = new PolicyRow.Privacy(Optional.empty(), Optional.empty(), Optional.of("all"));
        desk.reception.add(desk.reception
                .row(Reception.ROOM, Reception.PIN, participantPin)
                .withPolicy(new PolicyRow(unset.access(), unset.lastModerator(), all, unset.talk())));
        desk.reception.wasIn(2, "participant");
    }

    private static final String INVITED = "Room 8401234: 1 invited";

    @Test
    void whoHasBeenInTheRoomInvitesByTextWithoutPinAsParticipant() {
        letAllInvite(Optional.empty());

        assertThat(desk.outcomeOf(2, "INVITE 8401234 +44 7700 900456")).isEqualTo("command");

        assertThat(desk.sentences()).contains(INVITED);
        Msisdn guest = new Msisdn("+447700900456");
        assertThat(desk.reception.store.invitations().isInvited(Reception.ROOM, guest, Reception.NOON))
                .isTrue();
        assertThat(desk.reception.store.invitations().isInvitedByModerator(Reception.ROOM, guest, Reception.NOON))
                .isFalse();
    }

    @Test
    void aParticipantHasThreeInvitationsAnHourInTheRoomAndByTextTogether() {
        letAllInvite(Optional.empty());
        desk.outcomeOf(2, "INVITE 8401234 +447700900451 +447700900452");
        desk.desk
                .doorService()
                .invite(new Invitations.Wish(
                        Reception.ROOM,
                        Inviter.Host.participant(new Person.Phone(Reception.person(2))),
                        Optional.empty(),
                        List.of("+447700900453")))
                .join();

        desk.outcomeOf(2, "INVITE 8401234 +447700900454");

        assertThat(desk.sentences()).last().asString().contains("0 invited; +4477..54 is too many: wait 20 minutes");
    }

    @Test
    void othersAreToldWhatTheyWouldBeToldOfNoRoom() {
        letAllInvite(Optional.empty());

        desk.outcomeOf(3, "INVITE 8401234 +447700900456");
        desk.outcomeOf(4, "INVITE 9999999 +447700900456");

        assertThat(desk.sentences()).containsExactly(Desk.NOT_ACCEPTED, Desk.NOT_ACCEPTED);
    }

    @Test
    void whereOnlyModeratorsInviteNobodyElseDoes() {
        desk.reception.wasIn(2, "participant");

        desk.outcomeOf(2, "INVITE 8401234 +447700900456");

        assertThat(desk.sentences()).containsExactly(Desk.NOT_ACCEPTED);
    }

    @Test
    void whoWasBannedInvitesNobody() {
        letAllInvite(Optional.empty());
        desk.reception
                .store
                .bans()
                .put(new BanRow(
                        Reception.ROOM,
                        new Person.Phone(Reception.person(2)),
                        "Bob",
                        "",
                        "Alice",
                        Reception.NOON,
                        Optional.empty()))
                .join();

        desk.outcomeOf(2, "INVITE 8401234 +447700900456");

        assertThat(desk.sentences()).containsExactly(Desk.NOT_ACCEPTED);
    }

    @Test
    void aRoomThatAsksAPinAsksItOfThoseWhoInviteTooForASenderCanBeForged() {
        letAllInvite(Optional.of("778812"));

        desk.outcomeOf(2, "INVITE 8401234 +447700900456");
        assertThat(desk.sentences()).doesNotContain(INVITED);
        desk.outcomeOf(2, "INVITE 8401234 778812 +447700900456");

        assertThat(desk.sentences()).contains(INVITED);
    }

    @Test
    void openWithoutAnAddressIsAnsweredWithWhatIsMissing() {
        assertThat(desk.outcomeOf(1, "OPEN 8401234 492150")).isEqualTo("no-entrance");

        assertThat(desk.sentences().get(0)).contains("This service calls your device");
        assertThat(SingleSms.holds(desk.sentences().get(0))).isTrue();
    }

    @Test
    void theModeratorsHelpListsEveryCommandInOneSms() {
        desk.outcomeOf(1, "HELP 8401234 492150");

        assertThat(desk.sentences().get(0)).contains("OPEN");
        for (Verb verb : Verb.values()) {
            assertThat(desk.sentences().get(0) + "HELP").contains(verb.name());
        }
        assertThat(SingleSms.holds(desk.sentences().get(0).replace("8401234", "123456789012")))
                .isTrue();
    }
}
