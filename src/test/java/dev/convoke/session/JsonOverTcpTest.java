package dev.convoke.session;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.terms.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON protocol on real sockets: hello, one order for all, silence, and what is no protocol at all. */
@Timeout(90)
class JsonOverTcpTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    @Test
    void whoSaysHelloFirstIsAnsweredAndWelcomedInJson() {
        engine.seated(1, "Alice", Role.MODERATOR);

        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

        JsonNode hello = bob.awaitType("hello");
        assertThat(hello.path("protocol").asInt()).isEqualTo(1);
        assertThat(hello.path("max-data").asInt()).isEqualTo(32_768);
        JsonNode welcome = bob.awaitType("welcome");
        assertThat(welcome.path("nick").asText()).isEqualTo("Bob");
        assertThat(welcome.path("role").asText()).isEqualTo("participant");
        assertThat(welcome.path("present").asInt()).isEqualTo(2);
        assertThat(welcome.path("room").asText()).isEqualTo("8401234");
        assertThat(welcome.path("meeting").asText()).isNotEmpty();
    }

    @Test
    void aDeviceMaySayHelloLongAfterItIsSeated() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice late = engine.seated(2, "Late", Role.PARTICIPANT);
        answers(alice, "one", "<Alice> one");
        hears(late, "<Alice> one");

        late.say("{\"type\":\"hello\",\"protocol\":1}");

        hears(late, "{\"type\":\"hello\"");
        JsonNode welcome = JsonDevice.parsed(hears(late, "{\"type\":\"welcome\""));
        answers(alice, "two", "<Alice> two");
        JsonNode two = JsonDevice.parsed(hears(late, "\"text\":\"two\""));
        assertThat(two.path("seq").asLong()).isEqualTo(welcome.path("seq").asLong() + 1);
        assertThat(late.heard()).noneMatch(line -> line.contains("<Alice> two"));
        assertThat(late.heard().stream().filter(line -> line.contains("one\""))).isEmpty();
    }

    @Test
    void aLineDeviceStaysOneAndWhatItSaysInJsonIsReadByNobody() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        answers(bob, "hi", "<Bob> hi");

        answers(bob, "{\"type\":\"hello\",\"protocol\":1}", "! Your line was not sent: it is a command of the JSON");
        answers(bob, "  {\"type\":\"say\",\"text\":\"psst\"}", "let the first line be the hello.");
        answers(bob, "{shrugs}", "<Bob> {shrugs}");

        hears(alice, "<Bob> {shrugs}");
        assertThat(alice.heard()).noneMatch(line -> line.contains("type"));
    }

    @Test
    void blanksBeforeASlashDoNotMakeACommandSpeech() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);

        for (String blanks : List.of(" ", "\t", "   ", "\u00a0", "\u3000", "\ufeff", "\u200d")) {
            bob.say(blanks + "/msg Alice my pin is 4921");
        }
        answers(bob, "my pin is 4921" + "\b".repeat(14) + "hello", "<Bob> hello");
        // As a keyboard for Japanese writes it.
        bob.say("\uff0f\uff4d\uff53\uff47\u3000Alice my pin is 4921");
        bob.say("\uff0fmsg Alice my pin is 4921");
        answers(bob, " //slash", "<Bob> /slash");
        answers(bob, "\uff0f\uff0fslash", "<Bob> \uff0fslash");
        answers(bob, "  indented", "<Bob>   indented");

        hears(carol, "<Bob>   indented");
        assertThat(carol.heard()).noneMatch(line -> line.contains("4921"));
        assertThat(alice.heard()).filteredOn("-Bob- my pin is 4921"::equals).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", " \t", "\r\n\n", "\u200b\u2060", "\ufeff\r\n "})
    void aProgramIsKnownByItsBraceWhateverHarmlessStandsBefore(String before) {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.of(engine, before + "{\"type\":\"hello\",\"protocol\":1}");

        assertThat(bob.enters(engine.entry(2, "Bob", Role.PARTICIPANT))).isEmpty();
        bob.awaitType("welcome");
        bob.send(before + "{'type':'command','name':'msg','argument':'Alice psst','id':'1'}");
        bob.awaitAck("1");
        answers(alice, "end", "<Alice> end");

        assertThat(alice.heard()).contains("-Bob- psst").noneMatch(line -> line.contains("type"));
    }

    @Test
    void telnetThatNegotiatesFirstIsAPersonOrAProgramAllTheSame() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        byte[] negotiation = {
            (byte) 0xff, (byte) 0xfb, 0x1f, (byte) 0xff, (byte) 0xfa, 0x1f, 0, 80, 0, 10, (byte) 0xff, (byte) 0xf0
        };
        SimulatedDevice person = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice program = engine.seated(3, "Carol", Role.PARTICIPANT);
        person.sayRaw(negotiation);
        program.sayRaw(negotiation);

        answers(person, "hello", "<Bob> hello");
        answers(program, "{\"type\":\"hello\",\"protocol\":1}", "{\"type\":\"hello\"");

        assertThat(alice.heard()).noneMatch(line -> line.contains("type"));
    }

    @Test
    void nothingIsDoneBeforeAHelloInAVersionThatIsSpoken() {
        engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.of(engine, "{\"type\":\"hello\",\"protocol\":2,\"id\":\"h\"}");
        bob.enters(engine.entry(2, "Bob", Role.PARTICIPANT));
        bob.awaitError("h", "protocol");
        hears(bob.lines(), "* Welcome to Stand-up. You are Bob");
        assertThat(bob.heard()).noneMatch(node -> node.path("type").asText().equals("welcome"));

        bob.send("{'type':'say','text':'too early','id':'1'}");
        bob.awaitError("1", "hello-first");
        bob.send("{'type':'hello','protocol':1}");
        bob.awaitType("hello");
        assertThat(bob.awaitType("welcome").path("resumed").asBoolean(true)).isFalse();
        bob.send("{'type':'say','text':'now','id':'2'}");

        bob.awaitAck("2");
    }

    @Test
    void aHelloInManyPiecesIsOne() {
        engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        for (byte octet :
                "{\"type\":\"hello\",\"protocol\":1}\r\n{\"type\":\"who\"}\n".getBytes(StandardCharsets.UTF_8)) {
            carol.sayRaw(new byte[] {octet});
        }

        hears(carol, "{\"type\":\"hello\"");
        hears(carol, "{\"type\":\"who\"");
    }

    @Test
    void lineAndJsonLegsShareOneOrder() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        JsonDevice dave = JsonDevice.seated(engine, 4, "Dave", Role.PARTICIPANT);
        for (int i = 0; i < 40; i++) {
            alice.say("a" + i);
            bob.send("{'type':'say','text':'b" + i + "'}");
            carol.say("c" + i);
            dave.send("{'type':'say','text':'d" + i + "'}");
        }
        for (String last : List.of("a39", "b39", "c39", "d39")) {
            hears(alice, "> " + last);
            hears(carol, "> " + last);
            bob.awaitEvent("say", last);
            dave.awaitEvent("say", last);
        }

        List<String> order = spoken(alice);

        assertThat(order).hasSize(160);
        assertThat(spoken(carol)).isEqualTo(order);
        assertThat(spoken(bob)).isEqualTo(order);
        assertThat(spoken(dave)).isEqualTo(order);
        bob.heardWithoutGap();
        dave.heardWithoutGap();
    }

    private static List<String> spoken(SimulatedDevice device) {
        return device.heard().stream().filter(line -> line.startsWith("<")).toList();
    }

    private static List<String> spoken(JsonDevice device) {
        return device.heard().stream()
                .filter(node -> node.path("kind").asText().equals("say"))
                .map(node -> "<" + node.path("from").asText() + "> "
                        + node.path("text").asText())
                .toList();
    }

    @Test
    void aSilentDeviceIsPingedAndDroppedWhenItDoesNotAnswer() {
        engine.with(new SessionSettings(Duration.ofMillis(200), Duration.ofMillis(400), 1 << 16));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        JsonNode ping = bob.awaitType("ping");
        bob.send("{'type':'pong','n':" + ping.path("n") + "}");

        bob.await("another ping", node -> node.path("n").asInt() > 1);

        hears(alice, "* Bob lost the connection");
        assertThat(bob.lines().awaitHangUps(1, PATIENCE)).isTrue();
    }

    @Test
    void whateverComesTheConnectionIsKeptAndTheRoomGoesOn() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            bob.lines().sayRaw(garbage(random));
        }

        bob.send("");
        bob.send("{'type':'command','name':'msg','argument':'Alice still here','id':'end'}");

        hears(alice, "-Bob- still here");
        bob.awaitAck("end");
        assertThat(bob.lines().hangUps()).as("seed %d", seed).isZero();
    }

    private static byte[] garbage(Random random) {
        byte[] octets = new byte[1 + random.nextInt(300)];
        random.nextBytes(octets);
        String start = switch (random.nextInt(6)) {
            case 0 -> "{\"type\":\"hello\",\"protocol\":1,\"x\":\"";
            case 1 -> "{\"type\":\"resume\",\"meeting\":\"";
            case 2 -> "{".repeat(200);
            case 3 -> "{\"id\":\"1\",\"type\":\"data\",\"payload\":\"" + "A".repeat(random.nextInt(70_000));
            case 4 -> "{\"type\":\"command\",\"name\":\"\\u0000\\ud800\"}\n";
            default -> "";
        };
        byte[] head = start.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + octets.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(octets, 0, all, head.length, octets.length);
        return all;
    }
}
