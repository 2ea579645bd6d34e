package dev.convoke.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.peer.smsc.EmbeddedSmsc;
import dev.convoke.peer.smsc.FaultKind;
import dev.convoke.peer.smsc.SmscControl;
import dev.convoke.peer.smsc.SmscSettings;
import dev.convoke.store.sqlite.MigratedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What operators type, what they read, and the exit code. */
@Timeout(60)
class CommandsTest {

    @TempDir
    private Path folder;

    private Path config = Path.of("");

    /** What a command left behind. */
    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void configure() throws IOException {
        MigratedFile.at(folder.resolve("convoke.db"));
        config =
                Files.writeString(folder.resolve("convoke.conf"), "service-numbers = [\"84433\", \"+441632960961\"]\n");
    }

    private static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = commands.execute(args);
        return new Result(exitCode, out.toString(), err.toString());
    }

    private Result configured(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--config", config.toString()));
        return run(all.toArray(String[]::new));
    }

    private void addRoom(String... options) {
        List<String> all = new ArrayList<>(List.of("room", "add", "8401234"));
        all.addAll(List.of(options));
        assertThat(configured(all.toArray(String[]::new)).exitCode()).isZero();
    }

    @Test
    void addsARoomWithAFreeNumberAndShowsThePinOnceAndTheTextToSend() {
        Result added = configured("room", "add", "--name", "Stand-up");

        assertThat(added.exitCode()).isZero();
        assertThat(added.out())
                .containsPattern("Room [1-9][0-9]{6} \"Stand-up\"")
                .containsPattern("Moderator PIN: [0-9]{6}   \\(shown now and never again\\)")
                .containsPattern("texts to 84433:\\s+OPEN 198\\.51\\.100\\.7:5000 [0-9]{7} [0-9]{6}");
        assertThat(configured("room", "list").out()).contains("Stand-up");
    }

    @Test
    void keepsPinsOnlyAsDigestsUnderAKeyThatOnlyItsOwnerReads() throws IOException {
        addRoom("--pin", "493027", "--participant-pin", "778812");

        Path key = folder.resolve("convoke.db.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("convoke.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain("493027")
                .doesNotContain("778812");
        assertThat(configured("room", "show", "8401234").out())
                .contains("participant PIN asked for")
                .doesNotContain("493027");
    }

    @Test
    void refusesANumberThatIsTaken() {
        addRoom();

        Result again = configured("room", "add", "8401234");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("conference number 8401234").contains("is taken");
    }

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        addRoom("--name", "Stand-up", "--participant-pin", "778812");

        Result changed = configured(
                "room",
                "set",
                "8401234",
                "--transcript",
                "on",
                "--participant-pin",
                "none",
                "--service-number",
                "+441632960961");

        assertThat(changed.exitCode()).isZero();
        assertThat(configured("room", "show", "8401234").out())
                .contains("name            Stand-up", "participant PIN not asked for", "transcript      on")
                .contains("service number  +441632960961");
    }

    @Test
    void setsARoomsPolicyAndShowsWhatHolds() {
        addRoom("--name", "Stand-up", "--lobby", "on");

        Result changed = configured(
                "room",
                "set",
                "8401234",
                "--capacity",
                "25",
                "--moderator-seats",
                "2",
                "--last-moderator",
                "END",
                "--grace",
                "90s",
                "--numbers",
                "nobody",
                "--private-texts",
                "moderators",
                "--invite",
                "all",
                "--history",
                "5",
                "--notices-up-to",
                "30",
                "--burst",
                "0",
                "--refill",
                "250ms",
                "--slow",
                "5s",
                "--nick-reservation",
                "1h",
                "--port-proof",
                "on");

        assertThat(changed.err()).isEmpty();
        assertThat(configured("room", "show", "8401234").out())
                .contains("name            Stand-up\n", "lobby           on\n", "capacity        25\n")
                .contains("moderator seats 2\n", "nick kept for   1h\n", "port is proof   on\n")
                .contains("last moderator  end\n")
                .contains(
                        "grace           90s\n",
                        "numbers         nobody\n",
                        "private texts   moderators\n",
                        "invite          all\n")
                .contains("history         5\n", "notices up to   30\n", "burst           0\n")
                .contains("refill          250ms\n", "slow            5s\n");
    }

    @Test
    void whatARoomDoesNotSayIsTheServersSetting() {
        addRoom("--lobby", "on", "--slow", "5s");

        assertThat(configured("room", "set", "8401234", "--lobby", "default").exitCode())
                .isZero();

        assertThat(configured("room", "show", "8401234").out())
                .contains("lobby           off  (the server's setting)\n", "slow            5s\n")
                .contains("capacity        10000  (the server's setting)\n");
    }

    @Test
    void refusesAPolicyThatNoRoomMayHave() {
        addRoom();

        assertThat(configured("room", "set", "8401234", "--history", "101").err())
                .contains("--history: 101 (expected: 0..100)");
        assertThat(configured("room", "set", "8401234", "--capacity", "2", "--moderator-seats", "2")
                        .err())
                .contains("--moderator-seats: 2 (expected: less than the capacity, 2)");
        assertThat(configured("room", "set", "8401234", "--numbers", "some").err())
                .contains("--numbers: \"some\" (expected: nobody, moderators, all or default)");
        assertThat(configured("room", "set", "8401234", "--lobby", "maybe").err())
                .contains("--lobby: \"maybe\"");
    }

    @Test
    void aTranscriptOfWhatIsNotThereSaysSo() {
        addRoom();

        assertThat(configured("transcript", "8401234").err()).contains("room 8401234 has no meeting on record");
        assertThat(configured("transcript", "8401234", "--meeting", "9").err())
                .contains("room 8401234 has no meeting 9 on record; convoke transcript 8401234 --list");
        assertThat(configured("transcript", "999").err()).contains("there is no room 999");
        assertThat(configured("transcript", "8401234", "--format", "xml").exitCode())
                .isEqualTo(2);
    }

    @Test
    void bansListsAndLifts() {
        addRoom();

        configured("ban", "add", "8401234", "+447700900002", "--for", "2h", "--reason", "advertising");

        assertThat(configured("ban", "list", "8401234").out())
                .contains("+447700900002, until ", ", by operator: advertising");
        assertThat(configured("ban", "remove", "8401234", "+447700900002").exitCode())
                .isZero();
        assertThat(configured("ban", "remove", "8401234", "+447700900002").err())
                .contains("that number is not banned");
        assertThat(configured("ban", "add", "999", "+447700900002").err()).contains("there is no room 999");
    }

    @Test
    void blocksListsAndUnblocks() {
        addRoom();

        configured("block", "add", "+4477*", "--for", "2h", "--reason", "flood");
        configured("block", "add", "+447700900002", "--allow", "--room", "8401234");

        assertThat(configured("block", "list").out())
                .containsPattern("\\+4477\\* blocked, until .*Z: flood")
                .contains("+447700900002 allowed in room 8401234, for good");
        assertThat(configured("block", "remove", "+447700900002").err())
                .contains("+447700900002 is neither blocked nor allowed for all rooms");
        assertThat(configured("block", "remove", "+447700900002", "--room", "8401234")
                        .exitCode())
                .isZero();
        assertThat(configured("block", "add", "+4477*", "--room", "999").err()).contains("there is no room 999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"07700900002", "4477*", "+44*77", "Bob", "12"})
    void refusesAPatternThatIsNone(String typed) {
        Result refused = configured("block", "add", typed);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("number: \"" + typed + "\"", "+447700900001", "the setting region", "+4477*");
    }

    @Test
    void refusesAServiceNumberThatIsNotOurs() {
        Result refused = configured("room", "add", "8401234", "--service-number", "99999");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("99999 is not in service-numbers");
    }

    @Test
    void removesARoomAndSaysSoWhenThereIsNone() {
        addRoom();

        assertThat(configured("room", "remove", "8401234").exitCode()).isZero();
        assertThat(configured("room", "remove", "8401234").err()).contains("there is no room 8401234");
    }

    @Test
    void booksListsAndCancels() {
        addRoom();

        Result booked = configured(
                "booking", "add", "8401234", "--start", "2036-12-01T10:00", "--zone", "Europe/London", "--for", "1h");
        Result overlap = configured(
                "booking", "add", "8401234", "--start", "2036-12-01T10:59", "--zone", "Europe/London", "--for", "1h");

        assertThat(booked.out()).contains("Booking 1: room 8401234, 2036-12-01 10:00 Europe/London, 1h");
        assertThat(overlap.exitCode()).isEqualTo(1);
        assertThat(overlap.err()).contains("is booked at that time already");
        assertThat(configured("booking", "list", "8401234").out()).contains("1: room 8401234");
        assertThat(configured("booking", "cancel", "1").out()).contains("Booking 1 cancelled.");
        assertThat(configured("booking", "list", "8401234").out()).contains("always available");
    }

    @Test
    void badValuesAreNamedWithWhatWasExpected() {
        assertThat(configured("room", "add", "84x").exitCode()).isEqualTo(2);
        assertThat(configured("room", "add", "84x").err())
                .contains("conference number: \"84x\" (expected: 3 to 12 digits)");
        assertThat(configured("room", "add", "8401234", "--pin", "12").err())
                .contains("--pin: not a PIN (expected: 4 to 12 digits)");
        assertThat(configured("booking", "add", "8401234", "--start", "tomorrow", "--for", "1h")
                        .err())
                .contains("start: \"tomorrow\" (expected: date and time, such as 2026-12-01T10:00)");
    }

    @ParameterizedTest
    @CsvSource({
        "--slow, 5, 5s",
        "--grace, 5, 5s",
        "--refill, 100, 100m",
        "--empty-timeout, 90, 90m",
        "--nick-reservation, 3600, 3600ms",
        "--slow, 0, 0s"
    })
    void aTimeWithoutAUnitChangesNothing(String option, String typed, String asked) {
        addRoom();
        String before = configured("room", "show", "8401234").out();

        Result refused = configured("room", "set", "8401234", option, typed);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(option + ": \"" + typed + "\"", "a unit is missing: " + asked + "?");
        assertThat(configured("room", "show", "8401234").out()).isEqualTo(before);
    }

    @Test
    void aBookingIsAsLongAsItsUnitSays() {
        addRoom();

        Result bare = bookFor("90");
        Result brief = bookFor("30s");
        Result whole = bookFor("1h30m");

        assertThat(bare.exitCode()).isEqualTo(2);
        assertThat(bare.err()).contains("--for: \"90\"", "a unit is missing: 90m?");
        assertThat(brief.exitCode()).isEqualTo(2);
        assertThat(brief.err()).contains("--for: 30s (expected: 1m to 31d)");
        assertThat(whole.out()).contains("Europe/London, 1h30m");
    }

    private Result bookFor(String length) {
        return configured(
                "booking", "add", "8401234", "--start", "2036-12-01T10:00", "--zone", "Europe/London", "--for", length);
    }

    @Test
    void aBanWithoutAUnitIsNoBan() {
        addRoom();

        Result refused = configured("ban", "add", "8401234", "+447700900002", "--for", "2");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("a unit is missing: 2s?");
    }

    @Test
    void everythingThatIsWrongIsToldALineEach() {
        Result refused = configured(
                "room", "add", "8401234", "--pin", "4921", "--participant-pin", "4921", "--name", "x".repeat(61));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err().lines())
                .containsExactly(
                        "convoke: --participant-pin: the same as --pin; everyone would be a moderator",
                        "convoke: --name: at most 60 characters, none of them control characters");
    }

    @Test
    void spansAreToldAsTheyWereTyped() {
        addRoom();

        Result ban = configured("ban", "add", "8401234", "+447700900002", "--for", "4000d");
        Result block = configured("block", "add", "+4477*", "--for", "10ms");
        Result booking = configured("booking", "add", "8401234", "--start", "2036-12-01T10:00", "--for", "32d");

        assertThat(ban.exitCode()).isEqualTo(2);
        assertThat(ban.err()).isEqualToIgnoringNewLines("convoke: --for: \"4000d\" (expected: 1s to 3650d)");
        assertThat(block.exitCode()).isEqualTo(2);
        assertThat(block.err()).isEqualToIgnoringNewLines("convoke: --for: \"10ms\" (expected: 1s to 3650d)");
        assertThat(booking.exitCode()).isEqualTo(2);
        assertThat(booking.err()).isEqualToIgnoringNewLines("convoke: --for: 32d (expected: 1m to 31d)");
    }

    @Test
    void whatIsRefusedIsToldWithItsRemedy() {
        addRoom();

        assertThat(configured("room", "set", "8401234", "--service-number", "99999")
                        .err())
                .isEqualToIgnoringNewLines("convoke: --service-number: 99999 is not in service-numbers"
                        + " [84433, +441632960961] of the configuration; add it there first");
        assertThat(configured("room", "add", "8401234").err())
                .isEqualToIgnoringNewLines("convoke: conference number 8401234, or the room's service number, is"
                        + " taken; convoke room list shows by whom");
        assertThat(configured("booking", "cancel", "9").err())
                .isEqualToIgnoringNewLines(
                        "convoke: there is no booking 9; convoke booking list NUMBER shows a room's");
        assertThat(configured("block", "remove", "+4477*").err())
                .isEqualToIgnoringNewLines("convoke: +4477* is neither blocked nor allowed for all rooms; convoke"
                        + " block list shows what is");
        assertThat(configured("ban", "add", "8401234", "+447700900002", "--reason", "x".repeat(201))
                        .err())
                .isEqualToIgnoringNewLines(
                        "convoke: --reason: at most 200 characters, none of them control characters");
        Result limit = configured("sms", "log", "--limit", "0");
        assertThat(limit.exitCode()).isEqualTo(2);
        assertThat(limit.err()).isEqualToIgnoringNewLines("convoke: --limit: 0 (expected: 1..100000)");
        Result link = configured("link", "stop", "mian");
        assertThat(link.exitCode()).isEqualTo(2);
        assertThat(link.err()).isEqualToIgnoringNewLines("convoke: link: \"mian\" (expected: local)");
    }

    @Test
    void everyCommandHasHelpWithAnExampleAndNoneIsAMistake() {
        for (String command : List.of(
                "serve", "room", "booking", "ban", "block", "transcript", "smsc", "sms", "demo", "bench", "config")) {
            Result help = run(command, "--help");

            assertThat(help.exitCode()).as(command).isZero();
            assertThat(help.out()).as(command).contains("Example").contains("convoke " + command);
        }
        assertThat(run().exitCode()).isEqualTo(2);
        assertThat(run("rom").exitCode()).isEqualTo(2);
    }

    @Test
    void aMissingConfigurationSaysHowToGetOne() {
        Result missing =
                run("room", "list", "--config", folder.resolve("none.conf").toString());

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("there is no such file; convoke config > ");
    }

    @Test
    void theDemoPlaysToTheEnd() {
        Result demo = run("demo");

        assertThat(demo.exitCode()).as(demo.out()).isZero();
        assertThat(demo.out()).contains("Every step happened.").doesNotContain("\u001b");
    }

    @Test
    void saysWhenABookingStartsIfTheClocksChangeJustThen() {
        addRoom();

        Result skipped = book("2027-03-28T01:30");
        Result twice = book("2027-10-31T01:30");

        assertThat(skipped.out()).contains("there is no such time, and the booking starts at 2027-03-28T01:30:00Z");
        assertThat(twice.out()).contains("it comes twice, and the booking starts at 2027-10-31T00:30:00Z");
        assertThat(book("2027-11-02T01:30").out()).doesNotContain("Note");
    }

    private Result book(String start) {
        return configured("booking", "add", "8401234", "--start", start, "--zone", "Europe/London", "--for", "1h");
    }

    @Test
    void saysThatNobodyListensOnTheControlPort() throws IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }

        Result sent =
                run("sms", "--from", "+447700900001", "--to", "84433", "--control-port", String.valueOf(free), "hello");

        assertThat(sent.exitCode()).isEqualTo(1);
        assertThat(sent.err()).contains("nobody listens").doesNotContain("null");
    }

    @Test
    void theFaultsOfTheMessageCentreAreExplainedAndSlipsAreNamed() {
        String help = run("smsc", "fault", "--help").out();
        for (FaultKind kind : FaultKind.values()) {
            assertThat(help).contains(kind.usage()).contains(kind.sentence());
        }

        Result unknown = run("smsc", "--fault", "explode");
        Result slip = run("smsc", "fault", "add", "drop", "after:5");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("fault: explode (expected: refuse-bind, drop,");
        assertThat(slip.exitCode()).isEqualTo(2);
        assertThat(slip.err()).contains("\"after:5\" (expected: key=value, such as times=3)");
    }

    @Test
    void aRunningMessageCentreIsToldToMisbehave() throws Exception {
        ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
        try (EmbeddedSmsc smsc = EmbeddedSmsc.start(SmscSettings.defaults().onPort(0), Clock.systemUTC(), threads);
                SmscControl control = SmscControl.start(smsc, 0, threads)) {
            String port = "--control-port=" + control.port();

            assertThat(run("smsc", "fault", "add", port, "drop", "after=5", "times=3")
                            .out()
                            .strip())
                    .isEqualTo("1");
            assertThat(run("smsc", "fault", "list", port).out().strip())
                    .isEqualTo("1  drop after=5 mid-pdu=false  struck 0 of 3");
            assertThat(run("smsc", "fault", "clear", port, "2").exitCode()).isEqualTo(1);
            assertThat(run("smsc", "fault", "clear", port).exitCode()).isZero();
            assertThat(smsc.faults().armed()).isEmpty();
        }
    }

    @Test
    void refusesAPortThatIsNoneInOneLine() {
        Result smsc = run("smsc", "--port", "65536");

        assertThat(smsc.exitCode()).isEqualTo(1);
        assertThat(smsc.err().lines()).singleElement().asString().contains("--port: 65536 (expected: 0..65535");
    }

    @Test
    void showsAnInvitationForAPosterWithoutAnyPin() {
        addRoom("--name", "Stand-up", "--pin", "493027", "--participant-pin", "778812");

        Result poster = configured("room", "show", "8401234", "--invite");

        assertThat(poster.exitCode()).isZero();
        assertThat(poster.out())
                .contains("Stand-up", "Text this to 84433:", "JOIN 8401234 PIN YourName", "PIN for participants")
                .contains("sms:84433?body=JOIN%208401234" + System.lineSeparator())
                .contains("█▀▀▀▀▀█")
                .doesNotContain("493027")
                .doesNotContain("778812");
    }

    @Test
    void showsTheModeratorsLinkOnceWhenTheRoomIsMade() {
        Result added = configured("room", "add", "8401234", "--pin", "493027", "--qr");

        assertThat(added.out())
                .contains("sms:84433?body=OPEN%208401234%20493027", "sms:84433?body=JOIN%208401234", "█▀▀▀▀▀█");
        assertThat(configured("room", "show", "8401234", "--qr").out())
                .contains("sms:84433?body=JOIN%208401234", "█▀▀▀▀▀█")
                .doesNotContain("493027");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--room 8401234 | one of --listen PORT, --call HOST:PORT and --relay URI",
                "--listen 5000 --call h:1 | one of --listen PORT",
                "--listen 70000 | 0..65535",
                "--listen 0 --address example.net | getent ahostsv4",
                "--listen 0 --pin 4921 | of which room",
                "--listen 0 --room 12 | 3 to 12 digits",
                "--listen 0 --room 8401234 --pin 49x1 | not a PIN",
                "--listen 0 --send mail | {text} is missing",
                "--listen 0 --sms-from +447700900001 | --to NUMBER is needed",
                "--call h:1 | say who you are",
                "--call h --code K7QW-3M9X-PT4H | HOST:PORT",
                "--call h:1 --code K7QW-3M9X | not a code",
                "--relay udp:h | turn:HOST",
                "--relay turn:h | --server ADDRESS",
                "--relay turn:h --server 203.0.113.20 | --relay-secret-file FILE"
            })
    void saysWhatIsWrongWithAPhone(String options, String explanation) {
        Result refused = run(("phone " + options).split(" "));

        assertThat(refused.err()).contains(explanation).doesNotContain("49x1").doesNotContain("\tat ");
        assertThat(refused.exitCode()).isEqualTo(2);
    }
}
