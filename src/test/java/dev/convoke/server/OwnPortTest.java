package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.callin.Client;
import dev.convoke.cli.base.FreePort;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.session.JsonDevice;
import dev.convoke.store.PolicyRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A meeting gets a port of its own, and whoever connects there comes into it (US 8,018,877 FIG. 2). */
@Timeout(60)
class OwnPortTest {

    private static final ConferenceNumber OTHER_ROOM = new ConferenceNumber("8405678");
    private static final Pattern PORT = Pattern.compile("203\\.0\\.113\\.9:([0-9]+)");
    private static final Pattern CODE = Pattern.compile("enter ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})");

    /** Two ports in a row that nobody has. */
    private final int first = freePorts();

    @RegisterExtension
    private final Convoke convoke = new Convoke(settings(first, "port-linger = 60s"));

    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(Client::close);
    }

    private static String settings(int first, String more) {
        return "call-in { port = " + FreePort.find()
                + ", bind = \"127.0.0.1\", address = \"203.0.113.9:7400\", ports = \"" + first + "-" + (first + 1)
                + "\", prove-within = 2s, " + more + " }";
    }

    private static int freePorts() {
        for (int port = FreePort.find(); ; port = FreePort.find()) {
            try (ServerSocket next = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
                return next.getLocalPort() - 1;
            } catch (IOException taken) {
                // Elsewhere, then.
            }
        }
    }

    private Client noted(Client client) {
        clients.add(client);
        return client;
    }

    private Client client() throws IOException {
        return noted(Client.to(convoke.app().callIn().orElseThrow().place()));
    }

    private Client at(int port) throws IOException {
        return noted(Client.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    private Client opens(ConferenceNumber room, String nick) throws IOException {
        Client initiator = client().say("OPEN " + room + " " + PIN.reveal() + " " + nick);
        initiator.hears("You are " + nick + " (moderator)");
        return initiator;
    }

    /** Asks for a port, and gets it. */
    private static int portOf(Client initiator) throws IOException {
        initiator.say("/port");
        Matcher told = PORT.matcher(initiator.hears("connect"));
        assertThat(told.find()).isTrue();
        return Integer.parseInt(told.group(1));
    }

    private static String codeFrom(String line) {
        Matcher found = CODE.matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return found.group(1);
    }

    private static String bearer(Client initiator) throws IOException {
        initiator.say("/codes");
        return codeFrom(initiator.hears("enter "));
    }

    private RoomRow otherRoom() {
        RoomRow row = RoomRow.plain(
                OTHER_ROOM, "Retro", convoke.app().pins().digest(OTHER_ROOM, PIN), java.time.Instant.now());
        assertThat(convoke.app().store().rooms().add(row).join()).isTrue();
        return row;
    }

    private void thePortIsProof() {
        PolicyRow unset = PolicyRow.unset();
        PolicyRow.Access access = new PolicyRow.Access(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true));
        convoke.change(convoke.room(ROOM)
                .withPolicy(new PolicyRow(access, unset.lastModerator(), unset.privacy(), unset.talk())));
    }

    private static void refusesConnections(int port) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(
                                () -> Client.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                                        .close())
                        .isInstanceOf(ConnectException.class));
    }

    @Test
    void whoLookedAtACodeThereAndWentIsForgotten() throws Exception {
        Client alice = opens(ROOM, "Alice");
        int port = portOf(alice);
        String look = "{\"type\":\"look\",\"code\":\"" + bearer(alice) + "\"}";

        for (int i = 0; i < 20; i++) {
            Client looker = at(port).say("{\"type\":\"hello\",\"protocol\":1}").say(look);
            looker.hears("\"type\":\"look\"");
            looker.say("{\"type\":\"leave\"}").hears("\"type\":\"goodbye\"");
        }
    }

    @Test
    void theInitiatorGetsAPortAndTextsTheOthersWhoConnectThereWithACode() throws Exception {
        Client alice = opens(ROOM, "Alice");
        SimulatedDevice carol = convoke.participant(3, "Carol");

        alice.say("/port");
        assertThat(hears(carol, "Alice opened a port for this meeting")).contains("203.0.113.9:" + first);
        assertThat(alice.hears("| Others connect to 203.0.113.9:" + first)).contains("with a code");
        assertThat(alice.hears("| The session is")).containsPattern("session is \\w+\\. /codes");
        String code = bearer(alice);
        Client bob = at(first).say(code);

        bob.hears("Welcome to Stand-up");
        bob.say("hello from below");
        alice.hears("hello from below");
        assertThat(portOf(alice)).isEqualTo(first);
    }

    @Test
    void anInvitationNamesThePortOfTheMeeting() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        alice.say("/port");
        hears(alice, "opened a port for this meeting");

        alice.say("/invite " + Convoke.msisdn(2));

        String text = convoke.answerTo(2);
        assertThat(text).contains("Connect to 203.0.113.9:" + first + " and enter ");
        at(first).say(codeFrom(text)).hears("Welcome to Stand-up");
        alice.say("/who");
        hears(alice, Convoke.msisdn(2));
    }

    @Test
    void aCodeOfAnotherRoomIsNoneThere() throws Exception {
        otherRoom();
        Client alice = opens(ROOM, "Alice");
        Client zoe = opens(OTHER_ROOM, "Zoe");
        int port = portOf(alice);
        String elsewhere = bearer(zoe);

        at(port).say(elsewhere).hears("! This code is not accepted");
        at(port).say("OPEN " + OTHER_ROOM + " " + PIN.reveal()).hears("! This code is not accepted");
        Client program = at(port).say("{\"type\":\"hello\",\"protocol\":1}");
        program.say("{\"type\":\"look\",\"code\":\"" + elsewhere + "\"}").hears("bad-code");
        program.say("{\"type\":\"look\",\"code\":\"" + bearer(alice) + "\"}").hears("\"state\":\"open\"");

        client().say(elsewhere).hears("Welcome to Retro");
    }

    @Test
    void aProgramGetsThePortWithItsHello() throws Exception {
        Client alice = client().say(
                        "{\"type\":\"hello\",\"protocol\":1,\"nick\":\"Alice\",\"port\":true,\"open\":{\"room\":\""
                                + ROOM + "\",\"pin\":\"" + PIN.reveal() + "\"}}");

        JsonNode welcome = JsonDevice.parsed(alice.hears("\"type\":\"welcome\""));
        JsonNode ruled = JsonDevice.parsed(alice.hears("\"ruling\":\"port\""));
        JsonNode listing = JsonDevice.parsed(alice.hears("\"type\":\"listing\""));

        assertThat(ruled.path("port").asInt()).isEqualTo(first);
        assertThat(ruled.path("detail").asText()).isEqualTo("203.0.113.9:" + first);
        assertThat(listing.path("host").asText()).isEqualTo("203.0.113.9");
        assertThat(listing.path("port").asInt()).isEqualTo(first);
        assertThat(listing.path("session").asText())
                .isEqualTo(welcome.path("meeting").asText());
    }

    @Test
    void whereThePortIsTheProofWhoeverConnectsIsInAsAGuest() throws Exception {
        thePortIsProof();
        Client alice = opens(ROOM, "Alice");
        int port = portOf(alice);

        Client silent = at(port);
        silent.hears("? Your name, or the code from your text:");
        silent.hears("Welcome to Stand-up");
        at(port).say("Bob").hears("You are Bob");
        at(port).say("{\"type\":\"hello\",\"protocol\":1,\"nick\":\"Carol\"}").hears("\"nick\":\"Carol\"");
        String code = bearer(alice);
        at(port).say(code).hears("Welcome to Stand-up");

        alice.say("/invite " + Convoke.msisdn(2));
        assertThat(convoke.answerTo(2))
                .contains("Connect to 203.0.113.9:" + port)
                .doesNotContain("enter");
    }

    @Test
    void elsewhereWhoSaysNothingIsNotIn() throws Exception {
        Client alice = opens(ROOM, "Alice");

        at(portOf(alice)).hears("No code for 2 seconds");
    }

    @Test
    void thePortClosesWithItsMeetingAndRests() throws Exception {
        Client alice = opens(ROOM, "Alice");
        int port = portOf(alice);
        alice.say("/end");
        alice.awaitHangUp();

        refusesConnections(port);

        assertThat(portOf(opens(ROOM, "Alice"))).isEqualTo(port + 1);
    }

    @Test
    void thePortStaysOpenForAWhileAfterTheLastHasGoneAndThenCloses() throws Exception {
        convoke.restartWith(settings(first, "port-linger = 500ms, port-rest = 0s"));
        Client alice = opens(ROOM, "Alice");
        int port = portOf(alice);
        String code = bearer(alice);
        alice.say("/leave");
        alice.awaitHangUp();

        Client bob = at(port).say(code);
        bob.hears("Welcome to Stand-up");
        bob.say("/leave");
        bob.awaitHangUp();

        refusesConnections(port);
        Client again = opens(ROOM, "Zoe");
        assertThat(portOf(again)).isNotEqualTo(port);
    }

    @Test
    void aPoolThatIsUsedUpIsSaidPlainlyAndAPortOfAnotherProcessIsPassedOver() throws Exception {
        otherRoom();
        try (ServerSocket another = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            Client alice = opens(ROOM, "Alice");
            assertThat(portOf(alice)).isEqualTo(first + 1).isNotEqualTo(another.getLocalPort());

            Client zoe = opens(OTHER_ROOM, "Zoe");
            zoe.say("/port");

            zoe.hears("! All ports for meetings are in use.");
        }
    }

    @Test
    void onePersonHasSoManyAndOthersNone() throws Exception {
        convoke.restartWith(settings(first, "ports-per-number = 1"));
        otherRoom();
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        alice.say("/port");
        hears(alice, "opened a port for this meeting");
        SimulatedDevice bob = convoke.participant(2, "Bob");
        bob.say("/port");
        hears(bob, "! Only moderators may do that.");

        SimulatedDevice elsewhere = convoke.device();
        convoke.text(1, elsewhere.address() + " " + OTHER_ROOM + " " + PIN.reveal() + " Alice");
        hears(elsewhere, "(moderator)");
        elsewhere.say("/port");

        hears(elsewhere, "! You have opened ports for as many meetings");
    }

    @Test
    void whoComesTooEarlyIsToldWhenTheDoorsOpen() throws Exception {
        Client alice = opens(ROOM, "Alice");
        String code = bearer(alice);
        convoke.book(java.time.Duration.ofHours(-2), java.time.Duration.ofHours(1));

        JsonNode error = JsonDevice.parsed(client().say("{\"type\":\"hello\",\"protocol\":1,\"code\":\"" + code + "\"}")
                .hears("\"type\":\"error\""));

        assertThat(error.path("code").asText()).isEqualTo("too-early");
        assertThat(error.path("starts").asLong() - error.path("doors").asLong())
                .isEqualTo(java.time.Duration.ofMinutes(5).toMillis());
    }
}
