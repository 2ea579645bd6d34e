package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.peer.smsc.Delivery;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Pin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** US 8,018,877 FIG. 4 from the text to the talk: real PDUs, a real SQLite file, real sockets. */
@Timeout(60)
class FirstConferenceTest {

    @RegisterExtension
    private final Convoke convoke = new Convoke("");

    private static DeadEnd deadEnd() throws IOException {
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new DeadEnd("127.0.0.1:" + reserved.getLocalPort());
        }
    }

    /** An address where nobody listens. */
    private record DeadEnd(String address) {}

    @Test
    void theTextOfTheModeratorOpensTheRoomAndEveryoneTalks() {
        SimulatedDevice bob = convoke.participant(2, "Bob");
        hears(bob, "The moderator is not here yet");

        SimulatedDevice alice = convoke.moderator(1, "Alice");
        SimulatedDevice carol = convoke.participant(3, "Carol");
        hears(bob, "Carol joined (3 people here)");
        carol.say("hello");

        for (SimulatedDevice device : List.of(alice, bob, carol)) {
            hears(device, "<Carol> hello");
        }
    }

    @Test
    void aWrongPinConnectsToNothingAndIsAnsweredLikeAnUnknownNumber() throws InterruptedException {
        SimulatedDevice alice = convoke.device();
        SimulatedDevice mallory = convoke.device();

        var wrong = convoke.sent(1, "OPEN " + alice.address() + " " + ROOM + " 9999 Alice");
        var unknown = convoke.sent(2, "OPEN " + mallory.address() + " 5550000 9999");

        assertThat(convoke.answerTo(1)).isEqualTo(convoke.answerTo(2));
        assertThat(CompletableFuture.allOf(wrong, unknown)).succeedsWithin(PATIENCE);
        assertThat(alice.connections() + mallory.connections()).isZero();
    }

    @Test
    void theRoomStaysClosedWhenTheModeratorCannotBeReached() throws Exception {
        DeadEnd nowhere = deadEnd();
        SimulatedDevice bob = convoke.participant(2, "Bob");

        convoke.text(1, nowhere.address() + " " + ROOM + " " + PIN.reveal() + " Alice");

        assertThat(convoke.answerTo(1))
                .startsWith("Could not connect to " + nowhere.address().replace(":", " port "));
        assertThat(bob.heard()).noneMatch(line -> line.contains("The room is open"));
        bob.say("/who");
        hears(bob, "Bob, in the lobby");
    }

    @Test
    void theSameTextTwiceIsOneDialIn() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        String again = alice.address() + " " + ROOM + " " + PIN.reveal() + " Alice";

        CompletableFuture<Delivery> second = convoke.sent(1, again);
        convoke.participant(2, "Bob");

        assertThat(second)
                .succeedsWithin(PATIENCE)
                .extracting(Delivery::outcome)
                .isEqualTo(Delivery.Outcome.TAKEN);
        assertThat(alice.connections()).isOne();
    }

    @Test
    void textsThatWereUnderWayWhenTheLinkWasCutAllArriveAfterwards() {
        convoke.moderator(1, "Alice");
        int people = 60;
        List<SimulatedDevice> devices = new ArrayList<>();

        for (int i = 0; i < people; i++) {
            SimulatedDevice device = convoke.device();
            devices.add(device);
            convoke.text(100 + i, device.address() + " " + ROOM + " P" + i + "x");
            if (i % 20 == 10) {
                convoke.smsc().cut();
            }
        }

        devices.forEach(device -> hears(device, "Welcome to Stand-up"));
        assertThat(devices).allMatch(device -> device.connections() == 1);
    }

    @Test
    void onlyTheAddressIsTextedAndTheRestIsAskedForOverTcp() {
        SimulatedDevice alice = convoke.device();
        convoke.text(1, alice.address().toString());
        hears(alice, "? Conference number:");

        alice.say("999999");
        hears(alice, "? PIN (press Enter if you were given none):");
        alice.say("");
        hears(alice, "! Number or PIN not accepted.");
        alice.say(ROOM.digits());
        alice.say(PIN.reveal());

        hears(alice, "The room is open");
    }

    @Test
    void aServiceNumberOfItsOwnNamesTheRoom() {
        convoke.bindRoomToOwnNumber();
        SimulatedDevice alice = convoke.device();
        SimulatedDevice bob = convoke.device();

        convoke.text(Convoke.msisdn(1), Convoke.OWN_NUMBER, alice.address() + " " + PIN.reveal());
        hears(alice, "The room is open");
        convoke.text(Convoke.msisdn(2), Convoke.OWN_NUMBER, bob.address() + " Bob");

        hears(alice, "Bob joined");
    }

    @Test
    void aRoomMayAskItsParticipantsForAPin() throws InterruptedException {
        RoomRow row = convoke.room(ROOM);
        convoke.change(row.withParticipantPin(
                Optional.of(convoke.app().pins().digest(ROOM, Pin.parse("7788").orElseThrow()))));
        convoke.moderator(1, "Alice");
        SimulatedDevice bob = convoke.device();
        SimulatedDevice carol = convoke.device();

        convoke.text(2, bob.address() + " " + ROOM + " Bob");
        convoke.text(3, carol.address() + " " + ROOM + " 7788 Carol");

        hears(carol, "Welcome to Stand-up. You are Carol; 2 people here.");
        assertThat(convoke.answerTo(2)).isNotEmpty();
        assertThat(bob.connections()).isZero();
    }

    @Test
    void doorsOpenEarlyAndCloseWhenTheBookingEnds() throws InterruptedException {
        convoke.book(Duration.ofMinutes(-30), Duration.ofMinutes(10));
        SimulatedDevice alice = convoke.device();
        convoke.text(1, alice.address() + " " + ROOM + " " + PIN.reveal() + " Alice");
        assertThat(convoke.answerTo(1)).startsWith("You are early: the meeting starts");
        assertThat(alice.connections()).isZero();

        convoke.book(Duration.ofMinutes(-4), Duration.ofMinutes(10));
        convoke.text(1, alice.address() + " " + ROOM + " " + PIN.reveal() + " Alice");

        hears(alice, "The room is open");
    }

    @Test
    void theMeetingEndsWithItsBookingAfterWarnings() throws IOException {
        convoke.restartWith("schedule.warnings = [2s, 1s]");
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        convoke.book(Duration.ofSeconds(60), Duration.ofSeconds(63));

        hears(alice, "* The meeting ends in 2 seconds.");
        hears(alice, "* The meeting ends in 1 second.");
        hears(alice, "* The meeting is over: the booked time is over.");
        assertThat(alice.awaitHangUps(1, PATIENCE)).isTrue();
    }

    @Test
    void addressesOfTheNetworkThatWeAreInAreNotDialled() throws Exception {
        convoke.restartWith("dial-out.allow = []");
        SimulatedDevice alice = convoke.device();

        convoke.text(1, alice.address() + " " + ROOM + " " + PIN.reveal());

        assertThat(convoke.answerTo(1)).contains(alice.address().inWords(), "cannot be reached from here");
        assertThat(alice.connections()).isZero();
    }

    @Test
    void machinesAreNeverAnsweredAndChatterIsIgnored() throws InterruptedException {
        convoke.text("INFOSMS", Convoke.SERVICE_NUMBER, "OPEN 203.0.113.7:5000 1112223 4444");
        convoke.text("12345", Convoke.SERVICE_NUMBER, "OPEN 203.0.113.7:5000 1112223 4444");
        var chatter = convoke.sent(3, "See you at 10, bring the map");

        assertThat(chatter).succeedsWithin(PATIENCE);
        convoke.text(4, "HELP");
        assertThat(convoke.answerTo(4)).contains("IP:port");
        assertThat(convoke.smsc().texts(text -> true, 10)).hasSize(1);
    }

    @Test
    void theServerStopsWithANoticeAndPeopleComeBackAfterTheRestart() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");

        convoke.restart();

        hears(alice, "* The meeting is over: the service is stopping.");
        SimulatedDevice again = convoke.moderator(1, "Alice");
        hears(again, "The room is open");
    }

    @Test
    void theRecordShowsWhoMetWhen() {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        alice.say("/close");
        assertThat(alice.awaitHangUps(1, PATIENCE)).isTrue();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(convoke.app().store().meetings().ofRoom(ROOM, 10))
                        .singleElement()
                        .satisfies(meeting -> {
                            assertThat(meeting.closedReason()).isEqualTo("by-moderator");
                            assertThat(meeting.openedAt()).isBefore(Instant.now());
                        }));
        assertThat(convoke.smsc().textsTo(new Msisdn(Convoke.msisdn(1)))).isEmpty();
    }
}
