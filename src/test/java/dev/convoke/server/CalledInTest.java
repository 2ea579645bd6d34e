package dev.convoke.server;

import static dev.convoke.peer.device.Hearing.hears;
import static dev.convoke.server.Convoke.PATIENCE;
import static dev.convoke.server.Convoke.PIN;
import static dev.convoke.server.Convoke.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.callin.CallIn;
import dev.convoke.callin.Client;
import dev.convoke.cli.base.FreePort;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.session.JsonDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A text without an address is answered with a code, and whoever connects with it is that number (US 8,018,877 FIG. 3). */
@Timeout(60)
class CalledInTest {

    private static final Pattern CODE = Pattern.compile("enter ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})");

    @RegisterExtension
    private final Convoke convoke = new Convoke(
            "call-in { port = " + FreePort.find() + ", bind = \"127.0.0.1\", address = \"203.0.113.9:7400\" }");

    private final List<Client> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(Client::close);
    }

    private CallIn callIn() {
        return convoke.app().callIn().orElseThrow();
    }

    private Client client() throws IOException {
        Client client = Client.to(callIn().place());
        clients.add(client);
        return client;
    }

    /** The code that a person is texted for a text. */
    private String codeFor(int person, String text) throws InterruptedException {
        convoke.text(person, text);
        String answer = convoke.answerTo(person);
        Matcher found = CODE.matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        assertThat(answer).contains("203.0.113.9:7400");
        return found.group(1);
    }

    @Test
    void whoTextsWithoutAnAddressConnectsWithACodeAndIsThatNumber() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        String code = codeFor(2, "JOIN " + ROOM + " Bob");

        Client bob = client().say(code);
        bob.hears("Welcome to Stand-up. You are Bob");
        bob.say("hello from a phone that nobody can reach");
        hears(alice, "<Bob> hello from a phone that nobody can reach");
        alice.say("/who");
        assertThat(hears(alice, "| Bob")).contains(Convoke.msisdn(2)).contains("called in");

        bob.reset();
        alice.say("said meanwhile");
        Client again = client().say(code.replace("-", "").toLowerCase(java.util.Locale.ROOT));
        again.hears("<Alice> said meanwhile");
        assertThat(alice.heard()).noneMatch(line -> line.contains("Bob lost") || line.contains("Bob left"));

        alice.say("/kick Bob");
        again.awaitHangUp();
        client().say(code).hears("! ");
        assertThat(callIn().counts().seated()).isEqualTo(2);
    }

    @Test
    void oneCodeIsLookedAtByFewConnectionsAtOnce() throws Exception {
        String code = codeFor(2, "JOIN " + ROOM + " Bob");
        List<Client> lookers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Client looker = looker(code);
            looker.hears("\"type\":\"look\"");
            lookers.add(looker);
        }

        assertThat(looker(code).hears("\"code\"")).contains("\"code\":\"busy\"");
        lookers.get(0).close();
        lookers.get(1).say("{\"type\":\"hello\",\"protocol\":1,\"code\":\"" + code + "\"}");
        lookers.get(1).hears("\"type\":\"waiting\"");

        await("there is room for two again").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(looker(code).hears("\"type\":\"")).contains("\"type\":\"look\"");
        });
        looker(code).hears("\"type\":\"look\"");
    }

    private Client looker(String code) throws IOException {
        Client client = client().say("{\"type\":\"hello\",\"protocol\":1}");
        client.hears("\"type\":\"hello\"");
        return client.say("{\"type\":\"look\",\"code\":\"" + code + "\"}");
    }

    @Test
    void theModeratorsCodeOpensTheRoomWhenTheyConnectAndNotBefore() throws Exception {
        SimulatedDevice bob = convoke.participant(2, "Bob");
        String code = codeFor(1, "OPEN " + ROOM + " " + PIN.reveal() + " Alice");
        bob.say("/who");
        hears(bob, "Bob, in the lobby");

        client().say(code).hears("You are Alice (moderator)");

        hears(bob, "The room is open");
    }

    @Test
    void whoTypesTheWordsOfATextOpensTheRoomAsAGuestAndIsToldItsSession() throws Exception {
        Client alice = client();

        alice.say("OPEN " + ROOM + " " + PIN.reveal() + " Alice");

        alice.hears("You are Alice (moderator)");
        assertThat(alice.hears("Others call in at"))
                .contains("203.0.113.9:7400")
                .containsPattern("session is \\w+");
        client().say("OPEN " + ROOM + " 0000 Mallory").hears("! Number or PIN not accepted");
    }

    @Test
    void aProgramLooksAtItsCodeAndComesInAndTheSessionHasToAgree() throws Exception {
        convoke.moderator(1, "Alice");
        String code = codeFor(2, "JOIN " + ROOM + " Bob");
        Client program = client().say("{\"type\":\"hello\",\"protocol\":1}");

        program.say("{\"type\":\"look\",\"code\":\"" + code + "\",\"id\":\"a\"}");

        var look = JsonDevice.parsed(program.hears("\"type\":\"look\""));
        assertThat(look.path("state").asText()).isEqualTo("open");
        assertThat(look.path("nick").asText()).isEqualTo("Bob");
        assertThat(look.path("number").asText()).contains("*").doesNotContain(Convoke.msisdn(2));
        assertThat(look.path("service-number").asText()).isEqualTo(Convoke.SERVICE_NUMBER);
        program.say("{\"type\":\"hello\",\"protocol\":1,\"code\":\"" + code + "\"}");
        String meeting = JsonDevice.parsed(program.hears("\"type\":\"welcome\""))
                .path("meeting")
                .asText();
        client().say(hello(code, meeting)).hears("\"type\":\"welcome\"");
        assertThat(JsonDevice.parsed(client().say(hello(code, "another")).hears("\"type\":\"error\""))
                        .path("code")
                        .asText())
                .isEqualTo("bad-code");
    }

    private static String hello(String code, String session) {
        return "{\"type\":\"hello\",\"protocol\":1,\"code\":\"" + code + "\",\"session\":\"" + session + "\"}";
    }

    @Test
    void aSeatGoesFromTheDialledPhoneToTheOneThatCallsInAndBack() throws Exception {
        SimulatedDevice alice = convoke.moderator(1, "Alice");
        SimulatedDevice phone = convoke.participant(2, "Bob");
        String code = codeFor(2, "JOIN " + ROOM + " Bob");

        Client called = client().say(code);
        hears(phone, "You came in again from elsewhere");
        called.say("from below");
        hears(alice, "<Bob> from below");
        SimulatedDevice another = convoke.device();
        convoke.text(2, another.address() + " " + ROOM + " Bob");

        called.hears("You came in again from elsewhere");
        hears(another, "Welcome");
        assertThat(alice.heard()).noneMatch(line -> line.contains("Bob left") || line.contains("Bob hung up"));
        assertThat(alice.heard().stream().filter(line -> line.contains("Bob joined")))
                .hasSize(1);
    }

    @Test
    void afterARestartOfTheServerTheCodeLeadsBackIntoTheRoom() throws Exception {
        convoke.moderator(1, "Alice");
        String code = codeFor(2, "JOIN " + ROOM + " Bob");
        Client bob = client().say(code);
        bob.hears("Welcome");

        convoke.restart();

        bob.awaitHangUp();
        client().say(code).hears("The moderator is not here yet");
    }

    @Test
    void whoIsAtTheDoorIsToldThatTheServerStops() throws Exception {
        Client waiting = client();
        await().atMost(PATIENCE).until(() -> callIn().unproved() == 1);

        convoke.restart();

        waiting.hears("The server is stopping. Goodbye.");
    }
}
