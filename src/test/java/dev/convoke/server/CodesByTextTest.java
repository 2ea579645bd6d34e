package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static dev.convoke.server.Convoke.msisdn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.admission.Verdict;
import dev.convoke.admission.Verdict.LetIn;
import dev.convoke.admission.Verdict.Refused;
import dev.convoke.inbound.DoorService.CodeCall;
import dev.convoke.inbound.Sight;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivered;
import dev.convoke.room.Room;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts without an address through the whole server and a real message centre, and what the codes in the answers are worth. */
@Timeout(60)
class CodesByTextTest {

    private static final Pattern LINK = Pattern.compile("https://talk\\.example\\.net/#([0-9A-Z]{12}) ");

    @RegisterExtension
    private final Convoke convoke =
            new Convoke("region = GB, schedule.warnings = [], web.url = \"https://talk.example.net\"");

    private List<String> codesOf(int person) {
        return convoke.smsc().texts(text -> text.to().equals(msisdn(person)), 100).stream()
                .map(Delivered::text)
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .toList();
    }

    private String codeFor(int person, String text) {
        int before = codesOf(person).size();
        convoke.text(person, text);
        await().atMost(PATIENCE).until(() -> codesOf(person).size() > before);
        return codesOf(person).get(before);
    }

    private Verdict show(String code) {
        CodeCall call = new CodeCall(code, Optional.empty(), Optional.empty(), Optional.empty(), "7f000001");
        return convoke.app().inbound().doorService().byCode(call).join();
    }

    private Sight look(String code) {
        return convoke.app().inbound().doorService().look(code, "7f000001").join();
    }

    private static String label(Verdict verdict) {
        return verdict instanceof Refused refused ? refused.reason().label() : "in";
    }

    @Test
    void whoTextsNoAddressComesInByTheLinkAsThatNumber() {
        String code = codeFor(1, "OPEN " + ROOM + " " + PIN.reveal() + " Alice");

        LetIn in = (LetIn) show(code);

        assertThat(in.entry().who().stored()).isEqualTo(msisdn(1));
        assertThat(in.entry().role()).isEqualTo(Role.MODERATOR);
        assertThat(convoke.nobodyIsThere())
                .as("a room opens by a leg, not by a text")
                .isTrue();
    }

    @Test
    void aCodeIsGoodAfterAStartOfTheServerAndShowsWhoIsThere() {
        String code = codeFor(2, "JOIN " + ROOM + " Bob");
        assertThat(look(code).state()).isEqualTo(Sight.State.AWAITED);
        convoke.restart();

        convoke.moderator(1, "Alice");

        assertThat(look(code).state()).isEqualTo(Sight.State.OPEN);
        assertThat(look(code).facts().orElseThrow().glance().orElseThrow().names())
                .containsExactly(new Nick("Alice"));
        assertThat(label(show(code))).isEqualTo("in");
    }

    @Test
    void itIsTakenBackFromWhoeverIsPutOutAndAtTheEndOfTheMeeting() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        String bobs = codeFor(2, "JOIN " + ROOM + " Bob");
        String carols = codeFor(3, "JOIN " + ROOM + " Carol");
        convoke.participant(2, "Bob");
        hears(alice, "* Bob joined");

        alice.say("/kick Bob");
        await().atMost(PATIENCE).until(() -> label(show(bobs)).equals("code-ended"));
        assertThat(label(show(carols))).isEqualTo("in");

        alice.say("/close");
        await().atMost(PATIENCE).until(() -> label(show(carols)).equals("code-ended"));
    }

    @Test
    void stopAndTheCancellationOfABookingTakeItBackToo() {
        convoke.book(Duration.ofMinutes(1), Duration.ofHours(1));
        String bobs = codeFor(2, "JOIN " + ROOM);
        String carols = codeFor(3, "JOIN " + ROOM);

        convoke.text(2, "STOP");
        await().atMost(PATIENCE).until(() -> label(show(bobs)).equals("code-ended"));
        assertThat(label(show(carols))).isEqualTo("in");
        long booking = convoke.app().store().bookings().ofRoom(ROOM, 1).get(0).id();
        convoke.app().store().bookings().cancel(booking).join();

        assertThat(label(show(carols))).isEqualTo("code-ended");
    }

    @Test
    void theSameTextTwiceInARowIsOneRequest() {
        codeFor(2, "JOIN " + ROOM);

        convoke.text(2, "JOIN " + ROOM);
        String other = codeFor(2, "JOIN " + ROOM + " Bob");

        assertThat(codesOf(2)).hasSize(2).last().isEqualTo(other);
    }

    @Test
    void aModeratorHandsCodesToPeopleWithoutANumber() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        alice.say("/codes 2");
        hears(alice, "| Join: https://talk.example.net/#");

        Matcher link = Pattern.compile("#([0-9A-Z]{12})").matcher(String.join("\n", alice.heard()));
        assertThat(link.find()).isTrue();
        assertThat(((LetIn) show(link.group(1))).entry().who().phone()).isEmpty();
    }

    @Test
    void whoIsInvitedGetsACodeOfTheirOwn() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        alice.say("/lock");
        alice.say("/invite 07700 900002");
        hears(alice, "1 invited");
        await().atMost(PATIENCE).until(() -> codesOf(2).size() == 1);

        LetIn in = (LetIn) show(codesOf(2).get(0));

        assertThat(in.entry().invited()).isTrue();
        assertThat(in.entry().who().stored()).isEqualTo(msisdn(2));
        hears(alice, "* Invited: +4477..02 has it.");
    }

    @Test
    void aProgramOnThePhoneIsToldTheSameAsDataAndNobodyElseIsTextedOtherwise() {
        convoke.restartWith("region = GB, schedule.warnings = [], web.url = \"https://talk.example.net\","
                + " call-in.address = \"203.0.113.9:7400\", call-in.invitation-port = 7401");
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        alice.say("/invite 07700 900002");
        hears(alice, "1 invited");

        await().atMost(PATIENCE).until(() -> textsTo(2).size() == 2);

        Delivered forPeople = textsTo(2).get(0);
        Delivered forPrograms = textsTo(2).get(1);
        assertThat(forPeople.text()).startsWith("Meeting \"Stand-up\", now, invited by \"Alice\". Join: https://");
        assertThat(forPeople.port()).isEmpty();
        assertThat(forPeople.dataCoding()).isZero();
        assertThat(forPrograms.port()).hasValue(7401);
        assertThat(forPrograms.dataCoding()).as("8-bit data").isEqualTo(4);
        String meeting = convoke.app()
                .rooms()
                .ask(ROOM, Room::meeting)
                .join()
                .orElseThrow()
                .orElseThrow();
        assertThat(forPrograms.text())
                .isEqualTo("CONVOKE1 203.0.113.9:7400 " + meeting + " "
                        + codesOf(2).get(0));
        convoke.text(3, "JOIN " + ROOM);
        await().atMost(PATIENCE).until(() -> !textsTo(3).isEmpty());
        assertThat(textsTo(3)).allMatch(text -> text.port().isEmpty());
    }

    private List<Delivered> textsTo(int person) {
        return convoke.smsc().texts(text -> text.to().equals(msisdn(person)), 100);
    }
}
