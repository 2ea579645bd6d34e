package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoke.cli.Main;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.store.BanRow;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What outlives a meeting, through the whole server and its command line: bans, bookings, policy, transcripts. */
@Timeout(60)
class RoomKeepingTest {

    @RegisterExtension
    private final Convoke convoke = new Convoke("schedule.warnings = []");

    /** What the command prints; it fails if the command does. */
    private String command(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(args));
        try {
            Path config = Files.writeString(convoke.folder().resolve("convoke.conf"), convoke.configuration());
            all.addAll(List.of("--config", config.toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
        assertThat(exitCode).as(err.toString()).isZero();
        return out.toString();
    }

    /** A device that is turned away at the door. */
    private void turnedAway(int person, String nick) {
        SimulatedDevice device = convoke.device();
        convoke.text(person, device.address() + " " + ROOM + " " + nick);
        hears(device, "You cannot enter this room.");
    }

    private void endMeeting(SimulatedDevice moderator) {
        moderator.say("/close");
        assertThat(moderator.awaitHangUps(1, PATIENCE)).isTrue();
        await().atMost(PATIENCE).until(convoke::nobodyIsThere);
    }

    @Test
    void aBanSurvivesARestart() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        SimulatedDevice bob = convoke.participant(2, "Bob");
        alice.say("/ban Bob for 2h too loud");
        hears(bob, "You were banned for 2 hours by Alice: too loud.");

        convoke.restart();

        turnedAway(2, "Robert");
        assertThat(command("ban", "list", ROOM.digits()))
                .contains(Convoke.msisdn(2) + " Bob, until ", ", by Alice: too loud");
    }

    @Test
    void aBanThatWasLiftedInTheRoomIsLiftedAfterARestart() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        convoke.participant(2, "Bob");
        alice.say("/ban Bob");
        hears(alice, "Bob was banned");
        alice.say("/unban Bob");
        hears(alice, "Alice lifted the ban of Bob.");

        convoke.restart();

        convoke.participant(2, "Bob");
    }

    @Test
    void aRunningServerHeedsBansThatTheOperatorMakesAndLifts() {
        convoke.moderator(1, "Alice");

        command("ban", "add", ROOM.digits(), Convoke.msisdn(2), "--reason", "advertising");
        // Who comes before the server has read of the ban is let in, and put out then.
        await().atMost(PATIENCE).until(() -> isToldWithinASecond("You cannot enter this room."));
        command("ban", "remove", ROOM.digits(), Convoke.msisdn(2));

        assertThat(command("ban", "list", ROOM.digits())).contains("Nobody is banned");
        await().atMost(PATIENCE).until(() -> isToldWithinASecond("Welcome"));
    }

    private boolean isToldWithinASecond(String part) {
        SimulatedDevice bob = convoke.device();
        convoke.text(2, bob.address() + " " + ROOM + " Bob");
        return bob.await(line -> line.contains(part), Duration.ofSeconds(1)).isPresent();
    }

    @Test
    void whoIsInsideIsPutOutWhenTheOperatorBansThem() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        SimulatedDevice bob = convoke.participant(2, "Bob");

        command("ban", "add", ROOM.digits(), Convoke.msisdn(2), "--reason", "advertising");

        hears(bob, "You were banned by");
        assertThat(bob.awaitHangUps(1, PATIENCE)).isTrue();
        hears(alice, "Bob was banned by");
    }

    @Test
    void theOperatorSeesGuestsWhoAreBannedAndLetsThemInAgain() {
        Person guest = new Person.Guest("k7qw3m9xpt4h");
        BanRow ban = new BanRow(ROOM, guest, "Carol", "spam", "Alice", Instant.now(), Optional.empty());
        convoke.app().store().bans().put(ban).join();

        assertThat(command("ban", "list", ROOM.digits()))
                .startsWith("guest:k7qw3m9xpt4h Carol, for good, by Alice: spam");
        command("ban", "remove", ROOM.digits(), "guest:k7qw3m9xpt4h");
        assertThat(command("ban", "list", ROOM.digits())).contains("Nobody is banned");
    }

    @Test
    void moreTimeMovesTheEnd() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        convoke.book(Duration.ofSeconds(60), Duration.ofSeconds(64));
        Instant oldEnd = Instant.now().plusSeconds(4);

        alice.say("/extend 1");
        hears(alice, "* Alice extended the meeting by 1 minute.");
        hears(alice, "* Room " + ROOM + " is booked until ");

        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(oldEnd.plusSeconds(1)));
        alice.say("still here");
        hears(alice, "<Alice> still here");
        assertThat(convoke.app().store().bookings().ofRoom(ROOM, 1))
                .singleElement()
                .satisfies(booking -> assertThat(booking.length()).isEqualTo(Duration.ofSeconds(124)));
        assertThat(alice.hangUps()).isZero();
    }

    @Test
    void noMoreTimeIsGivenWhenItWouldMeetTheNextBooking() {
        convoke.book(Duration.ofSeconds(60), Duration.ofMinutes(10));
        convoke.book(Duration.ofMinutes(-10), Duration.ofMinutes(10));
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        alice.say("/extend 15");

        hears(alice, "! Room " + ROOM + " is booked again from ");
        alice.say("/extend 1");
        hears(alice, "* Alice extended the meeting by 1 minute.");
    }

    @Test
    void aMeetingWithoutBookingCannotBeExtended() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        alice.say("/extend 15");

        hears(alice, "! Room " + ROOM + ": no booking is on, so no meeting ends by itself.");
    }

    @Test
    void aRoomsPolicyFromTheCommandLineHoldsFromTheNextMeetingOn() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        command("room", "set", ROOM.digits(), "--lobby", "on", "--private-texts", "off");
        SimulatedDevice bob = convoke.participant(2, "Bob");
        hears(bob, "You are Bob; 2 people here.");
        endMeeting(alice);

        SimulatedDevice again = convoke.moderator(1, "Alice");
        SimulatedDevice carol = convoke.device();
        convoke.text(3, carol.address() + " " + ROOM + " Carol");

        hears(again, "Carol");
        again.say("/admit Carol");
        hears(carol, "You are Carol; 2 people here.");
        carol.say("/msg Alice psst");
        hears(carol, "! ");
    }

    @Test
    void theServersPolicyHoldsForRoomsThatSayNothingElse() throws IOException {
        convoke.restartWith("room.policy { last-moderator = end, grace = 200ms }");
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        SimulatedDevice bob = convoke.participant(2, "Bob");

        alice.say("/leave");

        hears(bob, "* The meeting is over");
    }

    private void recordedMeeting() {
        convoke.change(convoke.room(ROOM).withTranscript(true));
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        SimulatedDevice bob = convoke.participant(2, "Bob");
        bob.say("grüße \ud83d\udcda");
        hears(alice, "<Bob> grüße");
        bob.say("/me waves");
        hears(alice, "Bob waves");
        bob.say("/msg Alice a secret");
        hears(alice, "-Bob- a secret");
        endMeeting(alice);
        await().atMost(PATIENCE)
                .until(() -> !convoke.app()
                        .store()
                        .meetings()
                        .ofRoom(ROOM, 1)
                        .get(0)
                        .closedReason()
                        .isEmpty());
    }

    @Test
    void theTranscriptIsPrintedAsText() {
        recordedMeeting();

        String text = command("transcript", ROOM.digits());

        assertThat(text)
                .contains("Room 8401234 \"Stand-up\", meeting 1: opened ", "(by-moderator)")
                .containsSubsequence("Bob joined", "Z <Bob> grüße \ud83d\udcda\n", "Z * Bob waves\n")
                .doesNotContain("secret");
        assertThat(command("transcript", ROOM.digits(), "--list")).startsWith("1: opened ");
    }

    @Test
    void theTranscriptIsPrintedAsJson() throws IOException {
        recordedMeeting();

        String json = command("transcript", ROOM.digits(), "--meeting", "1", "--format", "json");

        JsonNode whole = new ObjectMapper().readTree(json);
        assertThat(json.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
        assertThat(whole.path("room").asText()).isEqualTo("8401234");
        assertThat(whole.path("reason").asText()).isEqualTo("by-moderator");
        assertThat(whole.path("messages")).anySatisfy(message -> {
            assertThat(message.path("kind").asText()).isEqualTo("speech");
            assertThat(message.path("from").asText()).isEqualTo("Bob");
            assertThat(message.path("text").asText()).isEqualTo("grüße \ud83d\udcda");
            assertThat(Instant.parse(message.path("at").asText())).isBefore(Instant.now());
        });
        assertThat(json).doesNotContain("secret");
    }

    @Test
    void recordsThatAreOlderThanTheRetentionAreDeletedAfterTheStart() {
        Person alice = new Person.Phone(new Msisdn(Convoke.msisdn(1)));
        Instant longAgo = Instant.now().minus(Duration.ofDays(31));
        MeetingTable meetings = convoke.app().store().meetings();
        long old = meetings.open(ROOM, longAgo).join();
        meetings.joined(old, alice, "Alice", "moderator", longAgo).join();
        meetings.append(List.of(new Message(old, 1, longAgo, "Alice", "speech", "long ago")))
                .join();
        meetings.close(old, "empty", longAgo).join();
        assertThat(command("transcript", ROOM.digits())).contains("<Alice> long ago");
        recordedMeeting();

        convoke.restart();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(command("transcript", ROOM.digits(), "--list"))
                        .startsWith("2: opened ")
                        .hasLineCount(1));
        assertThat(convoke.app().store().meetings().messages(old, 0, 10)).isEmpty();
        assertThat(command("transcript", ROOM.digits())).contains("<Bob> grüße");
    }

    @Test
    void aRoomsOwnPinStaysWhenItsPolicyChanges() {
        command("room", "set", ROOM.digits(), "--history", "0", "--capacity", "5");

        SimulatedDevice alice = convoke.device();
        convoke.text(1, alice.address() + " " + ROOM + " " + PIN.reveal() + " Alice");

        hears(alice, "The room is open");
    }
}
