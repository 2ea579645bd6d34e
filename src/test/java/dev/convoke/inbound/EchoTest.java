package dev.convoke.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.dialin.DialInParser;
import dev.convoke.dialin.DialInText;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.DialInText.NotForUs;
import dev.convoke.invitation.CodeText;
import dev.convoke.invitation.Codes.Issued;
import dev.convoke.invitation.EntrancePoints;
import dev.convoke.invitation.InvitationText;
import dev.convoke.paging.MobileTerminated;
import dev.convoke.store.BookingRow;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.InvitationCode;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only gives back what was said is nothing for us, and nothing that we say can be read as a dial-in or a command. */
@Timeout(30)
class EchoTest {

    /** How phones, people and machines quote. */
    private static final List<String> QUOTATIONS = List.of(
            "%s",
            "\"%s\"",
            "\u201c%s\u201d",
            "> %s",
            "I'm driving .. Your message: \"%s\"",
            "I'm driving. Your message:\n%s\n-- Sent from my phone",
            "Liked \u201c%s\u201d",
            "Reacted \ud83d\udc4d to \u201c%s\u201d",
            "\u2764\ufe0f to \u201c %s \u201d",
            "\u2764\ufe0f \u201c%s\u201d",
            "Re: %s",
            "24/7: you wrote %s",
            "%s 203.0.113.7:5000?");

    @RegisterExtension
    private final Desk desk = new Desk();

    private static Stream<String> everyRefusal() {
        return Arrays.stream(RefusalReason.values())
                .filter(RefusalReason::answerable)
                .flatMap(reason -> detailsOf(reason).map(detail -> new Refused(reason, detail).sentence()));
    }

    private static Stream<String> detailsOf(RefusalReason reason) {
        return switch (reason) {
            case ADDRESS_DENIED, UNREACHABLE ->
                Stream.of("203.0.113.7:5000", "[2001:db8::7]:5000")
                        .map(address ->
                                DeviceAddress.parse(address).orElseThrow().inWords());
            case MALFORMED ->
                Stream.of(
                                "JOIN 1.2.3.4:5000 1.2.3.5:5000",
                                "1.2.3.4 8401234",
                                "2001:db8::7 8401234",
                                "example.org:5000 8401234",
                                "1.2.3.4:99999 8401234",
                                "OPEN 8401234 4921",
                                "OPEN 1.2.3.4:5000 8401234",
                                "EXTEND 8401234 4921",
                                "INVITE 8401234 4921",
                                "WHO 8401234 4921 1.2.3.4:5000",
                                "JOIN 84-01-23-4 1.2.3.4:5000")
                        .map(text -> DialInParser.parse(text) instanceof DialInText.Malformed malformed
                                ? malformed.problem()
                                : "no problem");
            default -> Stream.of("10 seconds", "Tue 1 Dec 2026 10:00 (Europe/London)");
        };
    }

    /** What is answered to each kind of text, as the desk words it, and the invitation. */
    private List<String> everyAnswer() {
        for (String text : List.of("HELP", "STOP", "START")) {
            desk.outcomeOf(1, text);
        }
        for (String verb : List.of("WHO", "CLOSE", "LOCK", "UNLOCK", "HELP")) {
            desk.outcomeOf(2, verb + " 8401234 492150");
        }
        desk.inMeeting = false;
        desk.outcomeOf(3, "LOCK 8401234 492150");
        desk.outcomeOf(3, "EXTEND 8401234 492150 9999");
        desk.outcomeOf(3, "INVITE 8401234 492150 +447700900999 07700900998");
        desk.outcomeOf(3, "INVITE 8401234 492150 123");
        List<String> all = new ArrayList<>(
                desk.answers.stream().map(MobileTerminated::text).toList());
        assertThat(all).hasSizeGreaterThanOrEqualTo(13);
        var room = desk.reception.store.rooms().find(Reception.ROOM).orElseThrow();
        for (Optional<Nick> host : List.of(Optional.<Nick>empty(), Optional.of(new Nick("JOIN Ann")))) {
            all.add(InvitationText.of(room, host, Optional.empty(), Reception.NOON, Reception.SERVICE));
        }
        all.addAll(codeTexts());
        return all;
    }

    /** Links with a port and without, addresses of both kinds, a booking or none, a name or none. */
    private static List<String> codeTexts() {
        List<String> all = new ArrayList<>();
        BookingRow booking = new BookingRow(
                1,
                Reception.ROOM,
                LocalDateTime.parse("2026-12-01T14:00"),
                ZoneId.of("Europe/London"),
                Duration.ofHours(1));
        for (EntrancePoints entrance : List.of(
                new EntrancePoints(Optional.of(URI.create("https://talk.example.net")), Optional.empty()),
                new EntrancePoints(Optional.of(URI.create("https://talk.example.net:8443/room/")), Optional.empty()),
                new EntrancePoints(Optional.empty(), Optional.of("203.0.113.9:7400"), true, OptionalInt.of(7400)),
                new EntrancePoints(Optional.empty(), Optional.of("talk.example.net:7400")),
                new EntrancePoints(Optional.empty(), Optional.of("[2001:db8::9]:7400"), true, OptionalInt.of(7400)))) {
            for (Optional<BookingRow> when : List.of(Optional.of(booking), Optional.<BookingRow>empty())) {
                for (long bits : new long[] {0, -1, 0x123456789abcdefL}) {
                    Issued issued = new Issued(InvitationCode.of(bits), when, Reception.NOON);
                    all.add(CodeText.of("Budget", issued, entrance, Reception.NOON)
                            .orElseThrow());
                    all.add(CodeText.of("", issued, entrance, Reception.NOON).orElseThrow());
                    for (String host : List.of("Ann", "JOIN 123", "8. or 9", "OPEN WHO")) {
                        Optional<Nick> nick = Optional.of(new Nick(host));
                        all.add(CodeText.invitation("Budget", nick, issued, entrance, Reception.NOON)
                                .orElseThrow());
                        all.add(CodeText.invitation("", nick, issued, entrance, Reception.NOON)
                                .orElseThrow());
                    }
                    entrance.forPrograms(issued.code(), Optional.of("2xj5o9uoponwd"))
                            .ifPresent(all::add);
                    entrance.forPrograms(issued.code(), Optional.empty()).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    @Test
    void nothingThatWeTextIsReadAsADialInOrCommand() {
        for (String sentence :
                Stream.concat(everyRefusal(), everyAnswer().stream()).toList()) {
            assertThat(DialInParser.parse(sentence)).as(sentence).isInstanceOf(NotForUs.class);
        }
    }

    @Test
    void norIsARefusalOrInvitationThatIsQuotedInAnyText() {
        var room = desk.reception.store.rooms().find(Reception.ROOM).orElseThrow();
        Stream<String> fixed = Stream.of(
                KeywordHandler.HELP,
                KeywordHandler.STOPPED,
                KeywordHandler.STARTED,
                CommandHandler.HELP.formatted("8401234"),
                InvitationText.of(room, Optional.empty(), Optional.empty(), Reception.NOON, Reception.SERVICE));
        for (String sentence : Stream.concat(everyRefusal(), fixed).toList()) {
            for (String quotation : QUOTATIONS) {
                String text = quotation.formatted(sentence);
                assertThat(Echo.read(text)).as(text).isInstanceOf(NotForUs.class);
            }
        }
    }

    @Test
    void norIsAnyOtherAnswerThatIsQuoted() {
        for (String sentence : everyAnswer()) {
            for (String quotation : QUOTATIONS.subList(0, QUOTATIONS.size() - 1)) {
                String text = quotation.formatted(sentence);
                assertThat(Echo.read(text)).as(text).isInstanceOf(NotForUs.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Liked \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Loved \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Emphasized \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Emphasised \"127.0.0.1:40000 8401234 Ann\"",
                "Laughed at \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Questioned \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Disliked \u201c127.0.0.1:40000 8401234 Ann\u2026\u201d",
                "liked '127.0.0.1:40000 8401234 Ann'",
                "Reacted \ud83d\udc4d to \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Reacted with \u2764\ufe0f to \"127.0.0.1:40000 8401234 Ann\"",
                "Removed a heart from \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Removed an exclamation mark from \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "\u200b\ud83d\udc4d\u200b to \u201c\u200b127.0.0.1:40000 8401234 Ann\u200b\u201d",
                "\ud83d\ude02 \u201c127.0.0.1:40000 8401234 Ann\u201d",
                "Gef\u00e4llt \u201e127.0.0.1:40000 8401234 Ann\u201c",
                "A aim\u00e9 \u00ab 127.0.0.1:40000 8401234 Ann \u00bb",
                "Liked \u201cOPEN 127.0.0.1:40000\n8401234 4921 Ann\u201d",
            })
    void reactionsAreIgnored(String text) {
        assertThat(desk.outcomeOf(1, text)).isEqualTo("not-for-us");

        assertThat(desk.answers).isEmpty();
        assertThat(desk.dialled).isEmpty();
    }

    static Stream<String> dialIns() {
        return Stream.of(
                "198.51.100.7:5000 8401234 Liked",
                "\u201c198.51.100.7:5000 8401234 Ann\u201d",
                "JOIN \u201c198.51.100.7:5000 8401234\u201d",
                "JOIN: \u201c198.51.100.7:5000 8401234\u201d",
                "open \u201c198.51.100.7:5000 8401234 492150\u201d",
                "198.51.100.7:5000 8401234 \u201cAnn\u201d");
    }

    @ParameterizedTest
    @MethodSource("dialIns")
    void whoeverPutsTheirDialInIntoQuotesIsStillRead(String text) {
        assertThat(Echo.read(text)).isInstanceOf(Entry.class);
    }

    /** A phone that answers each text by itself, for an hour. */
    @ParameterizedTest
    @ValueSource(strings = {"I'm driving .. Your message: \"%s\"", "203.0.113.7:5000?", "%s", "198.51.100.7 8401234"})
    void twoMachinesDoNotThankEachOtherForEver(String reply) {
        desk.outcomeOf(1, "JOIN 127.0.0.1 8401234 Ann");
        int rounds = 0;
        for (int answered = 0; answered < desk.answers.size() && rounds < 50; answered++, rounds++) {
            desk.reception.clock.advance(Duration.ofSeconds(70));
            String text = reply.formatted(desk.answers.get(answered).text());
            if (DialInParser.parse(text) instanceof Entry) {
                desk.dialFor(1, text).fails(RefusalReason.UNREACHABLE);
                desk.outcomeOf(desk.settled.size());
            } else {
                desk.outcomeOf(1, text);
            }
        }

        assertThat(rounds).isLessThanOrEqualTo(4);
    }

    @Test
    void evenTheLongestTextIsLookedAtInNoTime() {
        String quotes = "\u201c.".repeat(20_000);

        assertThat(Echo.read("1.2.3.4:1 " + quotes)).isNotNull();
        assertThat(Echo.read("Liked " + quotes)).isNotNull();
    }
}
