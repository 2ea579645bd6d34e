package dev.convoke.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.AdmissionSettings;
import dev.convoke.admission.ServiceNumbers;
import dev.convoke.admission.Verdict;
import dev.convoke.inbound.Desk;
import dev.convoke.inbound.Reception;
import dev.convoke.invitation.Invitations.Wish;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.paging.MobileTerminated.Urgency;
import dev.convoke.room.port.Inviter.Host;
import dev.convoke.sms.SingleSms;
import dev.convoke.store.BanRow;
import dev.convoke.store.BlockRow;
import dev.convoke.store.CodeRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberPattern;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is invited, with which words, and what the moderator is told. */
@Timeout(30)
class InvitationsTest {

    private static final Msisdn ALICE = Reception.person(1);

    @RegisterExtension
    private final Reception reception = new Reception().withRoom();

    private final List<MobileTerminated> sent = new CopyOnWriteArrayList<>();
    private Invitations invitations;

    @BeforeEach
    void open() {
        invitations = newInvitations();
    }

    private Invitations newInvitations() {
        return new Invitations(
                reception.store,
                reception.consent,
                Desk.HOME,
                AdmissionSettings.defaults(),
                reception.codes,
                (text, host) -> sent.add(text),
                reception.clock);
    }

    private String invite(String... typed) {
        return invite(ALICE, typed);
    }

    private String invite(Msisdn by, String... typed) {
        return invitations
                .invite(new Wish(
                        Reception.ROOM,
                        Host.moderator(new Person.Phone(by)),
                        Optional.of(Reception.SERVICE),
                        List.of(typed)))
                .toCompletableFuture()
                .join();
    }

    private static String phone(int person) {
        return Reception.person(person).e164();
    }

    private boolean isInvited(int person, Instant at) {
        return reception.store.invitations().isInvited(Reception.ROOM, Reception.person(person), at);
    }

    private static MobileTerminated invitation(int person, String text, Instant until) {
        return new MobileTerminated(Reception.person(person), Reception.SERVICE, text, "", Urgency.NOTICE, until)
                .about(Optional.of(Reception.ROOM));
    }

    @Test
    void eachNumberGetsNameTimeAndNumbersUntilTheMeetingEnds() {
        reception.book("2026-12-01T13:00", "Europe/London", Duration.ofHours(1));
        Instant end = Reception.NOON.plus(Duration.ofHours(2));

        assertThat(invite(phone(2), "07700 900003".replace(" ", ""))).isEqualTo("Room 8401234: 2 invited");

        String text =
                "Meeting \"Budget\", Tue 1 Dec 2026 13:00 (Europe/London). Text IP:port 8401234 and a name to 84433."
                        + " HELP: how it works. STOP: no more texts.";
        assertThat(sent).containsExactly(invitation(2, text, end), invitation(3, text, end));
        assertThat(isInvited(2, end.minusMillis(1))).isTrue();
        assertThat(isInvited(2, end)).isFalse();
    }

    @Test
    void toAMeetingThatIsOnOneIsInvitedNow() {
        reception.book("2026-12-01T11:00", "Europe/London", Duration.ofHours(2));

        invite(phone(2));

        assertThat(sent.get(0).text()).startsWith("Meeting \"Budget\", now. ");
        assertThat(sent.get(0).expiresAt()).isEqualTo(Reception.NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void withoutABookingAnInvitationHoldsForTwoHours() {
        invite(phone(2));

        assertThat(sent.get(0).text()).startsWith("Meeting \"Budget\", now. ");
        assertThat(isInvited(2, Reception.NOON.plus(Duration.ofMinutes(119)))).isTrue();
        assertThat(isInvited(2, Reception.NOON.plus(Duration.ofHours(2)))).isFalse();
    }

    @Test
    void toARoomWhoseBookingsAreOverNobodyIsInvited() {
        reception.book("2026-12-01T10:00", "Europe/London", Duration.ofHours(1));

        assertThat(invite(phone(2)))
                .isEqualTo("Room 8401234 has no booking that is on or to come: nobody could enter it.");
        assertThat(sent).isEmpty();
    }

    @Test
    void aRoomOfItsOwnNumberIsReachedByThat() {
        reception.store.rooms().remove(Reception.ROOM).join();
        reception.add(Reception.bound(
                reception.row(Reception.ROOM, Reception.PIN, Optional.of("778812")),
                Desk.HOME.serviceNumbers().get(1)));

        invite(phone(2));

        assertThat(sent.get(0).from()).isEqualTo(Desk.HOME.serviceNumbers().get(1));
        assertThat(sent.get(0).text()).contains("Text IP:port 8401234 PIN and a name to +441632960961.");
    }

    @Test
    void whoMayNotBeTextedIsNamedAndNotTexted() {
        reception.consent.stop(Reception.person(2)).join();
        reception
                .store
                .blocks()
                .put(new BlockRow(
                        new NumberPattern("+49*"), Optional.empty(), false, "", Reception.NOON, Optional.empty()))
                .join();
        reception
                .store
                .bans()
                .put(new BanRow(
                        Reception.ROOM,
                        new Person.Phone(Reception.person(3)),
                        "",
                        "",
                        "operator",
                        Reception.NOON,
                        Optional.empty()))
                .join();

        String answer = invite(phone(2), "+4930123456", phone(3), "+441632960961", phone(4), phone(4));

        assertThat(answer)
                .isEqualTo("Room 8401234: 1 invited; +4477..02 has sent STOP; +4930..56 cannot be invited;"
                        + " +4477..03 is banned; +4416..61 is a number of ours");
        assertThat(sent).extracting(MobileTerminated::to).containsExactly(Reception.person(4));
        assertThat(isInvited(2, Reception.NOON)).isFalse();
    }

    @Test
    void whereOneIsNoNumberNobodyIsInvited() {
        assertThat(invite(phone(2), "84433")).isEqualTo("Room 8401234: 0 invited; 84433 is no phone number");
        assertThat(invite("+44 7700 900002 0121 12", phone(3)))
                .isEqualTo("Room 8401234: 0 invited; 0121 12 is no phone number");

        assertThat(sent).isEmpty();
        assertThat(isInvited(2, Reception.NOON)).isFalse();
    }

    @Test
    void withoutARegionTheInternationalFormIsAskedFor() {
        invitations = new Invitations(
                reception.store,
                reception.consent,
                new ServiceNumbers(Desk.HOME.serviceNumbers(), ""),
                AdmissionSettings.defaults(),
                reception.codes,
                (text, host) -> sent.add(text),
                reception.clock);

        assertThat(invite("07700 900002"))
                .isEqualTo("Room 8401234: 0 invited; 07700 900002 is no phone number: write + and the country code");
        assertThat(invite("+44 7700 900002")).isEqualTo("Room 8401234: 1 invited");
    }

    @Test
    void whereThereIsAWayInEachIsTextedACodeOfTheirOwnAsAParticipant() {
        reception.entrance = new EntrancePoints(Optional.of(URI.create("https://talk.example.net")), Optional.empty());
        reception.reopen(AdmissionSettings.defaults());
        invitations = newInvitations();

        assertThat(invite(phone(2), phone(3))).isEqualTo("Room 8401234: 2 invited");

        assertThat(sent).extracting(MobileTerminated::text).doesNotHaveDuplicates();
        for (MobileTerminated text : sent) {
            assertThat(SingleSms.holds(text.text())).isTrue();
            String code =
                    text.text().replaceAll(".*#([0-9A-Z]{12}) HELP: how it works\\. STOP: no more texts\\.", "$1");
            CodeRow row = reception.codes.find(code).orElseThrow();
            assertThat(row.who()).isEqualTo(new Person.Phone(text.to()));
            assertThat(row.by()).isEqualTo(new Person.Phone(ALICE));
            assertThat(row.role()).isEqualTo(Role.PARTICIPANT);
            assertThat(reception.doors.decide(row, Optional.empty(), Reception.NOON))
                    .isInstanceOfSatisfying(
                            Verdict.LetIn.class,
                            in -> assertThat(in.entry().invited()).isTrue());
        }
    }

    @Test
    void aNumberInSeveralWordsIsOneNumber() {
        assertThat(invite("07700 900002 (07700) 900 003", "+44 7700 900004")).isEqualTo("Room 8401234: 3 invited");

        assertThat(sent)
                .extracting(MobileTerminated::to)
                .containsExactly(Reception.person(2), Reception.person(3), Reception.person(4));
    }

    @Test
    void invitesTenAtOnceAtMost() {
        String eleven = "07700 900002 ".repeat(11);

        assertThat(invite(eleven)).isEqualTo("Room 8401234: invite at most 10 numbers at once.");
    }

    @Test
    void nobodyIsTextedTwiceWithinAMinuteWhoeverInvites() {
        invite(phone(2));

        assertThat(invite(Reception.person(9), phone(2)))
                .isEqualTo("Room 8401234: 0 invited; +4477..02 was just invited");
        reception.clock.advance(Duration.ofSeconds(59));
        assertThat(invite(phone(2))).endsWith("; +4477..02 was just invited");
        reception.clock.advance(Duration.ofSeconds(1));
        assertThat(invite(phone(2))).isEqualTo("Room 8401234: 1 invited");

        assertThat(sent).hasSize(2);
    }

    @Test
    void aRestartDoesNotForgetWhoWasJustInvited() {
        invite(phone(2));

        reception.reopen(AdmissionSettings.defaults());
        invitations = newInvitations();

        assertThat(invite(phone(2))).endsWith("; +4477..02 was just invited");
        reception.clock.advance(Duration.ofMinutes(1));
        assertThat(invite(phone(2))).isEqualTo("Room 8401234: 1 invited");
    }

    @Test
    void whoWasJustInvitedCostsTheModeratorNothing() {
        invite(phone(2));
        for (int i = 0; i < 60; i++) {
            invite(phone(2));
        }

        assertThat(invite(phone(3))).isEqualTo("Room 8401234: 1 invited");
    }

    @Test
    void aModeratorHasSoManyInvitationsAnHour() {
        for (int i = 0; i < 5; i++) {
            invite(phones(10 + 10 * i, 10));
        }

        assertThat(invite(phone(90))).isEqualTo("Room 8401234: 0 invited; +4477..90 is too many: wait 72 seconds");
        assertThat(invite(Reception.person(5), phone(91))).isEqualTo("Room 8401234: 1 invited");
        assertThat(sent).hasSize(51);
    }

    @Test
    void oneCommandHoldsTenNumbersAndItsAnswerOneSms() {
        assertThat(invite(phones(10, 11))).isEqualTo("Room 8401234: invite at most 10 numbers at once.");

        IntStream.range(10, 20)
                .forEach(person ->
                        reception.consent.stop(Reception.person(person)).join());
        String answer = invite(phones(10, 10));

        assertThat(answer)
                .startsWith("Room 8401234: 0 invited; +4477..10 has sent STOP; ")
                .endsWith(" more not");
        assertThat(SingleSms.holds(answer)).isTrue();
    }

    private static String[] phones(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(InvitationsTest::phone)
                .toArray(String[]::new);
    }

    @Test
    void whoIsInvitedEntersAlthoughTheRoomIsLocked() {
        invite(phone(2));

        Verdict invited = reception.decide(2, "198.51.100.7:5000 8401234");
        Verdict other = reception.decide(3, "198.51.100.7:5000 8401234");

        assertThat(List.of(isInvited(invited), isInvited(other))).containsExactly(true, false);
    }

    private static boolean isInvited(Verdict verdict) {
        return verdict.fold(admitted -> admitted.entry().invited(), ask -> false, letIn -> false, refused -> false);
    }

    private String invitedBy(Person who, String typed) {
        return invitations
                .invite(new Wish(Reception.ROOM, Host.moderator(who), Optional.empty(), List.of(typed)))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aGuestWhoModeratesInvitesNumbersAndIsTextedNothing() {
        Person guest = new Person.Guest("k7qw3m9xpt4h");

        assertThat(invitedBy(guest, guest.stored()))
                .isEqualTo("Room 8401234: 0 invited; guest:k7qw3m9xpt4h is no phone number");
        assertThat(invitedBy(guest, phone(2))).isEqualTo("Room 8401234: 1 invited");
        assertThat(sent).extracting(MobileTerminated::to).containsExactly(Reception.person(2));
    }

    @Test
    void aRoomThatIsGoneIsNoFailure() {
        String answer = invitations
                .invite(new Wish(
                        new ConferenceNumber("999"),
                        Host.moderator(new Person.Phone(ALICE)),
                        Optional.empty(),
                        List.of(phone(2))))
                .toCompletableFuture()
                .join();

        assertThat(answer).startsWith("Room 999 has no booking");
    }
}
