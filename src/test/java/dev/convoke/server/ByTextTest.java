package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static dev.convoke.server.Convoke.msisdn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.cli.Main;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivered;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consent, blocks and what moderators do by text, through the whole server and a real message centre. */
@Timeout(60)
class ByTextTest {

    private static final String COMMAND = " " + ROOM + " " + PIN.reveal();

    @RegisterExtension
    private final Convoke convoke = new Convoke("region = GB, schedule.warnings = []");

    private List<String> textsTo(int person) {
        return convoke.smsc().texts(text -> text.to().equals(msisdn(person)), 100).stream()
                .map(Delivered::text)
                .toList();
    }

    /** Texts, and waits for an answer with these words. */
    private void answered(int person, String text, String words) {
        convoke.text(person, text);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(textsTo(person)).anyMatch(answer -> answer.contains(words)));
    }

    private void command(String... args) throws IOException {
        StringWriter err = new StringWriter();
        Path config = Files.writeString(convoke.folder().resolve("convoke.conf"), convoke.configuration());
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--config", config.toString()));
        int exitCode = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), all.toArray(String[]::new));
        assertThat(exitCode).as(err.toString()).isZero();
    }

    private void settled(String outcome, long times) {
        await().atMost(PATIENCE)
                .until(() -> convoke.app().inbound().counts().outcomes().getOrDefault(outcome, 0L) == times);
    }

    @Test
    void aStopIsConfirmedOnceAndOutlivesTheServerUntilTheStart() {
        answered(1, "STOP", "no more texts");
        convoke.restart();

        convoke.text(1, "HELP");
        settled("help", 1);
        answered(1, "START", "texts from Convoke again");
        answered(1, "HELP", "text IP:port, conference number");

        assertThat(textsTo(1)).hasSize(3);
    }

    @Test
    void aRunningServerHeedsBlocksAndExceptions() throws IOException {
        command("block", "add", "+4477*", "--reason", "flood");
        command("block", "add", "07700 900002", "--allow");

        convoke.text(1, "HELP");
        answered(2, "HELP", "text IP:port, conference number");
        settled("sender-blocked", 1);
        command("block", "remove", "+4477*");
        answered(1, "HELP", "text IP:port, conference number");

        assertThat(textsTo(1)).hasSize(1);
    }

    @Test
    void aRoomMayBeClosedToNumbersThatMayEnterOthers() throws IOException {
        command("block", "add", msisdn(2), "--room", ROOM.digits());
        convoke.moderator(1, "Alice");

        SimulatedDevice bob = convoke.device();
        convoke.text(2, bob.address() + " " + ROOM + " Bob");

        settled("sender-blocked", 1);
        assertThat(bob.heard()).isEmpty();
        answered(2, "HELP", "text IP:port, conference number");
    }

    @Test
    void machinesAreIgnoredQuietly() {
        convoke.text("Bank", Convoke.SERVICE_NUMBER, "STOP");
        convoke.text("65432", Convoke.SERVICE_NUMBER, "HELP");

        settled("not-a-phone", 2);
        assertThat(convoke.smsc().texts(text -> true, 10)).isEmpty();
    }

    @Test
    void theModeratorLocksTheRoomFromElsewhereAndInvitesSomeoneIntoIt() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        answered(9, "LOCK" + COMMAND, "Room 8401234 is now locked.");
        hears(alice, "* A moderator locked the room.");
        answered(1, "LOCK" + COMMAND, "Room 8401234 was already locked.");

        answered(9, "INVITE" + COMMAND + " 07700900002 " + msisdn(3), "Room 8401234: 2 invited");
        await().atMost(PATIENCE)
                .until(() -> textsTo(2).size() == 1 && textsTo(3).size() == 1);
        assertThat(textsTo(2).get(0))
                .isEqualTo("Meeting \"Stand-up\", now. Text IP:port 8401234 and a name to 84433."
                        + " HELP: how it works. STOP: no more texts.");

        SimulatedDevice carol = convoke.device();
        convoke.text(4, carol.address() + " " + ROOM + " Carol");
        hears(carol, "The room is locked.");
        convoke.participant(2, "Bob");
        hears(alice, "* Bob joined");
        answered(1, "UNLOCK" + COMMAND, "Room 8401234 is now unlocked.");
        hears(alice, "* Alice unlocked the room.");
        convoke.participant(4, "Carol");
    }

    @Test
    void anInvitationIntoABookedRoomOutlivesTheServer() {
        convoke.book(Duration.ofMinutes(1), Duration.ofHours(1));
        answered(9, "INVITE" + COMMAND + " " + msisdn(2), "1 invited");
        convoke.restart();

        SimulatedDevice alice = convoke.moderator(1, "Alice");
        alice.say("/lock");
        hears(alice, "* Alice locked the room.");

        convoke.participant(2, "Bob");
    }

    @Test
    void whoSaidStopIsNotInvited() {
        answered(2, "STOP", "no more texts");

        answered(9, "INVITE" + COMMAND + " " + msisdn(2), "0 invited; +4477..02 has sent STOP");

        assertThat(textsTo(2)).hasSize(1);
    }

    @Test
    void theModeratorExtendsTheMeetingFromElsewhere() {
        convoke.book(Duration.ofMinutes(1), Duration.ofMinutes(30));
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        answered(9, "EXTEND" + COMMAND + " 15", "Room 8401234 is booked until ");

        hears(alice, "* A moderator extended the meeting by 15 minutes.");
        assertThat(convoke.app().store().bookings().ofRoom(ROOM, 1))
                .singleElement()
                .satisfies(booking -> assertThat(booking.length()).isEqualTo(Duration.ofMinutes(45)));
    }

    @Test
    void aModeratorInvitesFromInsideTheRoom() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        alice.say("/invite 07700900002 12345");
        hears(alice, "* Room 8401234: 0 invited; 12345 is no phone number");
        alice.say("/invite 07700 900002");

        hears(alice, "* Room 8401234: 1 invited");
        await().atMost(PATIENCE).until(() -> textsTo(2).size() == 1);
    }
}
