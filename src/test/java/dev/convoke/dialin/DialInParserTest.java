package dev.convoke.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.dialin.DialInText.Command;
import dev.convoke.dialin.DialInText.Entry;
import dev.convoke.dialin.DialInText.Keyword;
import dev.convoke.dialin.DialInText.Malformed;
import dev.convoke.dialin.DialInText.NotForUs;
import dev.convoke.dialin.DialInText.Verb;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Pin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row per decision of {@code schema/dial-in.abnf}; {@code DialInGrammarTest} generates the rest. */
class DialInParserTest {

    private static Entry entry(String text) {
        DialInText read = DialInParser.parse(text);
        assertThat(read).as(text).isInstanceOf(Entry.class);
        return (Entry) read;
    }

    /** As {@code address|number|pin|nick}, with nothing where there is none. */
    private static String shown(Entry entry) {
        return String.join(
                "|",
                entry.address().map(DeviceAddress::toString).orElse(""),
                entry.number().map(ConferenceNumber::digits).orElse(""),
                entry.pin().map(Pin::reveal).orElse(""),
                entry.nick().map(Nick::text).orElse(""));
    }

    private static String problem(String text) {
        DialInText read = DialInParser.parse(text);
        assertThat(read).as(text).isInstanceOf(Malformed.class);
        return ((Malformed) read).problem();
    }

    private static Command command(String text) {
        DialInText read = DialInParser.parse(text);
        assertThat(read).as(text).isInstanceOf(Command.class);
        return (Command) read;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                // The canonical forms.
                "203.0.113.7:5000 8401234                          > 203.0.113.7:5000|8401234||",
                "JOIN 203.0.113.7:5000 8401234                     > 203.0.113.7:5000|8401234||",
                "OPEN 203.0.113.7:5000 8401234 4921                > 203.0.113.7:5000|8401234|4921|",
                "OPEN 203.0.113.7:5000 8401234 4921 Alice          > 203.0.113.7:5000|8401234|4921|Alice",
                "[2001:db8::7]:5000 8401234 Bob                    > [2001:db8::7]:5000|8401234||Bob",
                "203.0.113.7:5000                                  > 203.0.113.7:5000|||",
                // The PIN makes the moderator, the word does not.
                "JOIN 203.0.113.7:5000 8401234 4921                > 203.0.113.7:5000|8401234|4921|",
                "203.0.113.7:5000 8401234 4921                     > 203.0.113.7:5000|8401234|4921|",
                "OPEN 203.0.113.7:5000                             > 203.0.113.7:5000|||",
                // Order of the address.
                "8401234 203.0.113.7:5000                          > 203.0.113.7:5000|8401234||",
                "8401234 4921 203.0.113.7:5000 Alice               > 203.0.113.7:5000|8401234|4921|Alice",
                "8401234 203.0.113.7:5000 4921 Alice               > 203.0.113.7:5000|8401234|4921|Alice",
                "OPEN 8401234 4921 203.0.113.7:5000                > 203.0.113.7:5000|8401234|4921|",
                "203.0.113.7:5000 OPEN 8401234 4921                > 203.0.113.7:5000|8401234|4921|",
                // The name: words in one run, anywhere after the first part.
                "203.0.113.7:5000 Alice                            > 203.0.113.7:5000|||Alice",
                "203.0.113.7:5000 Alice 8401234 4921               > 203.0.113.7:5000|8401234|4921|Alice",
                "8401234 Alice Ann 203.0.113.7:5000                > 203.0.113.7:5000|8401234||Alice Ann",
                "JOIN Alice 203.0.113.7:5000 8401234               > 203.0.113.7:5000|8401234||Alice",
                "203.0.113.7:5000 8401234 R2D2                     > 203.0.113.7:5000|8401234||R2D2",
                "203.0.113.7:5000 8401234 close                    > 203.0.113.7:5000|8401234||close",
                "203.0.113.7:5000 8401234 4921 join                > 203.0.113.7:5000|8401234|4921|join",
                "203.0.113.7:5000 8401234 Maximilian Alexander von > 203.0.113.7:5000|8401234||Maximilian Alexander von",
                "203.0.113.7:5000 8401234 Maximilian Alexanders von> 203.0.113.7:5000|8401234||Maximilian Alexanders vo",
                "203.0.113.7:5000 8401234 \u5f20\u4f1f             > 203.0.113.7:5000|8401234||\u5f20\u4f1f",
                "203.0.113.7:5000 8401234 O\u2019Brien             > 203.0.113.7:5000|8401234||O'Brien",
                "203.0.113.7:5000 8401234 [Alice]                  > 203.0.113.7:5000|8401234||Alice",
                // Leading zeros count, and lengths at their limits.
                "203.0.113.7:1 007                                 > 203.0.113.7:1|007||",
                "203.0.113.7:65535 000000000000 000000000000       > 203.0.113.7:65535|000000000000|000000000000|",
                // Case and punctuation.
                "join 203.0.113.7:5000 8401234                     > 203.0.113.7:5000|8401234||",
                "JoIn: 203.0.113.7:5000; 8401234.                  > 203.0.113.7:5000|8401234||",
                "OPEN:203.0.113.7:5000,8401234,4921                > 203.0.113.7:5000|8401234|4921|",
                "[OPEN] 203.0.113.7:5000 #8401234 4921# [Alice]    > 203.0.113.7:5000|8401234|4921|Alice",
                "(203.0.113.7:5000) - 8401234 - 4921 \u2014 Alice! > 203.0.113.7:5000|8401234|4921|Alice",
                "203.0.113.7:5000 8401234 \ud83d\udc4b             > 203.0.113.7:5000|8401234||",
                // What keyboards write in place of ASCII.
                "\uff2a\uff2f\uff29\uff2e \uff12\uff10\uff13.\uff10.\uff11\uff11\uff13.\uff17\uff1a\uff15\uff10\uff10\uff10"
                        + "\u3000\uff18\uff14\uff10\uff11\uff12\uff13\uff14 > 203.0.113.7:5000|8401234||",
                "203\u30020\u3002113\u30027\uff1a5000\uff0c8401234\uff1b4921\u3001Alice > 203.0.113.7:5000|8401234|4921|Alice",
                "\u30102001:db8::7\u3011\uff1a5000\u060c8401234    > [2001:db8::7]:5000|8401234||",
                "\u2068203.0.113.7:\u200b5000\u2069 84\u00ad01234   > 203.0.113.7:5000|8401234||",
                // IPv6 in its forms.
                "[::1]:5000 8401234                                > [::1]:5000|8401234||",
                "[2001:DB8:0:0:0:0:0:7]:5000 8401234               > [2001:db8::7]:5000|8401234||",
                "[64:ff9b::203.0.113.7]:5000 8401234               > [64:ff9b::cb00:7107]:5000|8401234||",
            })
    void readsAnEntry(String text, String expected) {
        assertThat(shown(entry(text))).isEqualTo(expected);
    }

    @Test
    void readsLineBreaksTabsAndControlCharactersAsSpaces() {
        Entry entry = entry("open\r\n203.0.113.7:5000\n\n8401234\t4921\u0000Alice\u2028Ann\u0085");

        assertThat(shown(entry)).isEqualTo("203.0.113.7:5000|8401234|4921|Alice Ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                // The PIN is not optional for OPEN.
                "OPEN 203.0.113.7:5000 8401234           > the PIN is missing",
                "open 203.0.113.7:5000 8401234 Alice     > the PIN is missing",
                "203.0.113.7:5000 OPEN 8401234           > the PIN is missing",
                // NumberChecks.
                "203.0.113.7:5000 8401234 4921 9999      > there are too many numbers",
                "203.0.113.7:5000 8401234 4921 Alice 2   > there are too many numbers",
                "203.0.113.7:5000 84                     > the number must have three to twelve digits",
                "203.0.113.7:5000 8401234567890          > the number must have three to twelve digits",
                "203.0.113.7:5000 8401234 492            > the PIN must have four to twelve digits",
                "203.0.113.7:5000 8401234 4921492149214  > the PIN must have four to twelve digits",
                "203.0.113.7:5000 840-1234               > write number and PIN with plain digits only",
                "203.0.113.7:5000 8401234/4921           > write number and PIN with plain digits only",
                "203.0.113.7:5000 +447700900123          > write number and PIN with plain digits only",
                "203.0.113.7:5000 \u0668\u0664\u0660\u0661 > write number and PIN with plain digits only",
                // The name.
                "203.0.113.7:5000 8401234 PIN:4921       > the name has too many digits",
                "203.0.113.7:5000 8401234 4921Alice      > the name has too many digits",
                "203.0.113.7:5000 Alice 8401234 Ann      > the words of the name are not together",
                "203.0.113.7:5000 is where you find my little web server > the name has too many words",
                "my router is 203.0.113.7:5000           > there are words before the address",
                "Alice 203.0.113.7:5000 8401234          > there are words before the address",
                // Addresses.
                "203.0.113.7:5000 203.0.113.8:5000 8401234 > there are two addresses",
                "203.0.113.7:5000 8401234 203.0.113.7:5000 > there are two addresses",
                "203.0.113.7:5000 8401234 203.0.113.8    > there are two addresses",
                "203.0.113.7:5000 8401234 http://a.example/ > there are two addresses",
                "JOIN 84-01234                           > write number and PIN with plain digits only",
                "JOIN 8401234 4921 9999                  > there are too many numbers",
                "JOIN 84                                 > the number must have three to twelve digits",
                "OPEN 8401234 492                        > the PIN must have four to twelve digits",
                "JOIN 8401234 PIN:4921                   > the name has too many digits",
                "JOIN 8401234 and bring all of your friends along > the name has too many words",
                "203.0.113.7                             > the port is missing",
                "203.0.113.7: 5000 8401234               > the port is missing",
                "203.0.113.7 5000 8401234                > the port is missing",
                "8401234 203.0.113.7                     > the port is missing",
                "[2001:db8::7] 8401234                   > the port is missing",
                "203.0.113.7:0 8401234                   > the port is not valid",
                "203.0.113.7:05000 8401234               > the port is not valid",
                "203.0.113.7:65536 8401234               > the port is not valid",
                "203.0.113.7:99999999999 8401234         > the port is not valid",
                "203.0.113.7:+5000 8401234               > the port is not valid",
                "203.0.113.7:5000/8401234                > the port is not valid",
                "203.0.113.7:5000:5001 8401234           > the port is not valid",
                "203.0.113.7:\u0665\u0660\u0660\u0660 8401234 > the port is not valid",
                "[2001:db8::7]:0 8401234                 > the port is not valid",
                "203.0.113.256:5000 8401234              > the IP address is not valid",
                "203.0.113.07:5000 8401234               > the IP address is not valid",
                "0177.0.0.1:5000 8401234                 > the IP address is not valid",
                "0x7f.0.0.1:5000 8401234                 > the IP address is not valid",
                "203.0.113.7.9:5000 8401234              > the IP address is not valid",
                "203.0.113.999 8401234                   > the IP address is not valid",
                "[203.0.113.7]:5000 8401234              > the IP address is not valid",
                "[fe80::1%eth0]:5000 8401234             > the IP address is not valid",
                "[2001:db8::7::1]:5000 8401234           > the IP address is not valid",
                "2001:db8::7 8401234                     > put the IP address in square brackets, then colon and port",
                "2001:db8:0:0:0:0:0:7:5000 8401234       > put the IP address in square brackets, then colon and port",
                "::1 8401234                             > put the IP address in square brackets, then colon and port",
                // Host names and URLs.
                "JOIN device.example:5000 8401234        > host names are not accepted, only an IP address and port",
                "device.example:5000 8401234             > host names are not accepted, only an IP address and port",
                "localhost:5000 8401234                  > host names are not accepted, only an IP address and port",
                "8401234 4921 localhost:5000             > host names are not accepted, only an IP address and port",
                "JOIN device.example 8401234             > host names are not accepted, only an IP address and port",
                "JOIN 8401234 device.example             > host names are not accepted, only an IP address and port",
                "http://203.0.113.7:5000/ 8401234        > host names are not accepted, only an IP address and port",
                "tcp://203.0.113.7:5000                  > host names are not accepted, only an IP address and port",
                "https://device.example/ 8401234         > host names are not accepted, only an IP address and port",
                "127.1:5000 8401234                      > host names are not accepted, only an IP address and port",
                // Commands.
                "CLOSE 8401234                           > the PIN is missing",
                "CLOSE 8401234 please 4921               > the PIN is missing",
                "CLOSE 84 4921                           > the number must have three to twelve digits",
                "CLOSE 8401234 492                       > the PIN must have four to twelve digits",
                "CLOSE 8401234 4921 9999                 > there are too many numbers",
                "WHO 8401234 4921 203.0.113.7:5000       > a command needs number and PIN, no address",
                "WHO 203.0.113.7:5000 8401234 4921       > a command needs number and PIN, no address",
                "EXTEND 8401234 4921                     > the minutes are missing",
                "EXTEND 8401234 4921 0                   > the minutes are not valid",
                "EXTEND 8401234 4921 half an hour        > the minutes are not valid",
                "EXTEND 8401234 4921 99999               > the minutes are not valid",
                "EXTEND 8401234 4921 15 20               > there are too many numbers",
                "HELP 8401234                            > the PIN is missing",
                "INVITE 8401234                          > the PIN is missing",
                "INVITE 8401234 07700-900456             > the PIN is missing",
                "INVITE 8401234 07700900456              > the phone numbers to invite are missing",
                "INVITE 8401234 PIN:4921 +447700900456   > the PIN is missing",
                "INVITE 8401234 +447700900456 Bob        > a phone number is not valid",
                "INVITE 8401234 4921                     > the phone numbers to invite are missing",
                "INVITE 8401234 4921 Bob                 > a phone number is not valid",
                "INVITE 8401234 4921 +447700900456 12    > a phone number is not valid",
                "INVITE 8401234 4921 +447700900456 Bob   > a phone number is not valid",
                "INVITE 8401234 4921 +44 7700 9004       > a phone number is not valid",
            })
    void refusesWithAReason(String text, String expected) {
        assertThat(problem(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "CLOSE 8401234 4921                  > CLOSE",
                "close: 8401234, 4921.               > CLOSE",
                "WHO 8401234 4921 please             > WHO",
                "Lock 8401234 4921                   > LOCK",
                "UNLOCK\u30008401234\uff0c4921       > UNLOCK",
                "help 8401234 4921                   > HELP",
                "EXTEND 8401234 4921 15 minutes      > EXTEND 15",
                "INVITE 8401234 4921 +447700900456   > INVITE +447700900456",
                "INVITE 8401234 4921 07700-900456;+44(0)7700900457 > INVITE 07700-900456 +44(0)7700900457",
                "INVITE 8401234 4921 0172 / 1547608  > INVITE 0172 1547608",
                "INVITE 8401234 4921 +44\u00a07700\u00a0900456 > INVITE +44 7700 900456",
                "INVITE 8401234 4921 +44\u20117700\u2011900456 > INVITE +44\u20117700\u2011900456",
                "INVITE 8401234 4921 tel:+447700900456 > INVITE tel:+447700900456",
            })
    void readsACommand(String text, String expected) {
        Command command = command(text);

        assertThat(command.number().digits()).isEqualTo("8401234");
        assertThat(command.pin().orElseThrow().reveal()).isEqualTo("4921");
        assertThat((command.verb() + " " + String.join(" ", command.arguments())).trim())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE 8401234 +44 7700 900456",
                "Invite: 8401234, (+44)7700-900456",
                "INVITE 8401234 tel:+447700900456",
                "INVITE 8401234 tel:+447700900456 07700900457",
            })
    void whoHasNoPinInvitesByNumbersThatBeginWithAPlus(String text) {
        Command command = command(text);

        assertThat(command.verb()).isEqualTo(Verb.INVITE);
        assertThat(command.pin()).isEmpty();
        assertThat(text).endsWith(String.join(" ", command.arguments()));
    }

    @Test
    void invitesTenAtMost() {
        String phones = " +447700900456".repeat(10);

        assertThat(command("INVITE 8401234 4921" + phones).arguments()).hasSize(10);
        assertThat(problem("INVITE 8401234 4921" + phones + " +447700900457"))
                .isEqualTo("there are more than ten phone numbers");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "stop, STOP",
        "' Stop! ', STOP",
        "\"\uff33\uff34\uff2f\uff30\u3002\", STOP",
        "'\"HELP\"', HELP",
        "help?, HELP",
        "'start.\n', START"
    })
    void readsAWordThatStandsAlone(String text, Keyword expected) {
        assertThat(DialInParser.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n",
                "...",
                "\ud83d\udc4d",
                "Hi",
                "help me",
                "stop it",
                "STOPP",
                "OPEN",
                "CALL",
                "CLOSE",
                "join us at 8pm",
                "Open 24/7, 50% off",
                "close the door",
                "who is this?",
                "+447700900123",
                "07700 900123",
                "8401234 4921",
                "8401234 4921 Alice",
                "123456 is your code https://bank.example/verify",
                "JOIN https://gym.example/offer",
                "Meeting 24.11.2026 10:30:00, room 12",
                "10:30 ok?",
                "1.5:1",
                "version 10.0.19.2 is out",
                "see http://203.0.113.7/index",
                "id:0123456789 sub:001 dlvrd:001 submit date:2611241030 done date:2611241031 stat:DELIVRD err:000 text:",
                "06.12.34.56.78",
                "std::string s; a::b",
                "Win 1.000.000 now",
                "\u8bf7\u7ed9\u6211\u6253\u7535\u8bdd"
            })
    void ignoresWhatIsNotForUs(String text) {
        assertThat(DialInParser.parse(text)).isInstanceOf(NotForUs.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "JOIN 8401234                 > BY_JOIN|8401234||",
                "join 8401234 Bob             > BY_JOIN|8401234||Bob",
                "Join: 8401234, Bob.          > BY_JOIN|8401234||Bob",
                "JOIN Bob 8401234             > nothing",
                "JOIN 8401234 4921            > BY_JOIN|8401234|4921|",
                "JOIN 8401234 Bob Miller 4921 > BY_JOIN|8401234|4921|Bob Miller",
                "OPEN 8401234 4921            > BY_OPEN|8401234|4921|",
                "OPEN 8401234 4921 Alice      > BY_OPEN|8401234|4921|Alice",
                "OPEN 8401234                 > BY_OPEN|8401234||",
                "OPEN 4921                    > BY_OPEN|4921||",
                "OPEN 4921 Alice              > BY_OPEN|4921||Alice",
                "JOIN                         > BY_JOIN|||",
                "'join!'                      > BY_JOIN|||",
                "CALL 8401234                 > BY_JOIN|8401234||",
                "call: 8401234 4921 Alice     > BY_JOIN|8401234|4921|Alice",
                "8401234                      > BY_NUMBER|8401234||",
                "' (8401234) '                > BY_NUMBER|8401234||",
                "200                          > BY_NUMBER|200||",
                "8401234 Bob                  > BY_NUMBER|8401234||Bob",
                "\uff18\uff14\uff10\uff11\uff12\uff13\uff14 Bob > BY_NUMBER|8401234||Bob",
            })
    void readsWhoAsksHowToComeIn(String text, String expected) {
        String read = DialInParser.parse(text) instanceof Entry entry
                        && entry.address().isEmpty()
                ? entry.asked() + "|" + shown(entry).substring(1)
                : "nothing";

        assertThat(read).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Call me at 5",
                "call me on 07700900123",
                "Call 911",
                "call 5",
                "Call +44 7700 900123",
                "call 020 7946 0123",
                "CALL 8401234 when you get there please",
                "call 8401234/8401235",
                "call 8401234 at 10:30",
                "join us 2023 party",
                "Join the club",
                "join me at 8",
                "2023 party",
                "2023 was a great year",
                "100 people are coming",
                "5",
                "50% off",
                "12:30",
                "1234567890123",
                "123456 is your verification code, do not share it",
                "84012 343 Bob",
                "07700 900123 is my new number",
                "8401234 j.smith",
                "8401234 Bob2000",
                "K7QW-3M9X-PT4H",
                "1234-5678-9012",
                "Connect to 203.0.113.9:7400 and enter K7QW-3M9X-PT4H",
            })
    void whatPeopleWriteToEachOtherIsNotForUs(String text) {
        assertThat(DialInParser.parse(text)).isInstanceOf(NotForUs.class);
    }

    @Test
    void callIsPartOfANameWhereItIsNotTheFirstWord() {
        assertThat(shown(entry("203.0.113.7:5000 call 8401234"))).isEqualTo("203.0.113.7:5000|8401234||call");
        assertThat(shown(entry("CALL 203.0.113.7:5000 8401234"))).isEqualTo("203.0.113.7:5000|8401234||");
    }

    @Test
    void readsNoMoreThanTwoThousandCharacters() {
        String dialIn = "203.0.113.7:5000 8401234";
        String padding = " ".repeat(DialInParser.MAX_CHARS - dialIn.length());

        assertThat(shown(entry(dialIn + padding))).isEqualTo("203.0.113.7:5000|8401234||");
        assertThat(problem(dialIn + padding + "4")).isEqualTo("the text is too long");
        assertThat(DialInParser.parse(padding + padding + dialIn)).isInstanceOf(NotForUs.class);
        assertThat(DialInParser.parse("STOP" + padding + padding)).isInstanceOf(NotForUs.class);
    }

    @Test
    void ofACommandOnlyTheVerbsOfTheGrammarAreRead() {
        for (Verb verb : Verb.values()) {
            String text =
                    verb + " 8401234 4921" + (verb == Verb.EXTEND ? " 15" : verb == Verb.INVITE ? " 07700900456" : "");

            assertThat(command(text).verb()).isEqualTo(verb);
        }
    }

    @Test
    void aTokenNeverShowsItsText() {
        assertThat(Token.of("203.0.113.7:5000 8401234 4921").toString()).doesNotContain("4921");
        assertThat(List.of(DialInParser.parse("203.0.113.7:5000 8401234 4921")).toString())
                .doesNotContain("4921");
    }
}
