package dev.convoke.dialout;

import static dev.convoke.dialout.Engine.PATIENCE;
import static dev.convoke.dialout.Engine.answers;
import static dev.convoke.dialout.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.device.SimulatedDevice;
import dev.convoke.room.Visitor;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Doors;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.session.Answer;
import dev.convoke.session.Doorkeeper;
import dev.convoke.session.SessionSettings;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import dev.convoke.terms.ServiceNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JSON protocol on real sockets: hello, every command, refusals, the door, and what is no protocol at all. */
@Timeout(90)
class JsonOverTcpTest {

    private Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    private void use(Engine other) {
        engine.close();
        engine = other;
    }

    // ---- hello --------------------------------------------------------------------------------------------------

    @Test
    void whoSaysHelloFirstIsAnsweredAndWelcomedInJson() {
        engine.seated(1, "Alice", Role.MODERATOR);

        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);

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
    void aLineDeviceStaysOneWhateverItSaysLater() {
        engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        answers(bob, "hi", "<Bob> hi");

        answers(bob, "{\"type\":\"hello\",\"protocol\":1}", "<Bob> {\"type\":\"hello\"");
    }

    @Test
    void nothingIsDoneBeforeAHelloInAVersionThatIsSpoken() {
        engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.jsonDevice("{\"type\":\"hello\",\"protocol\":2,\"id\":\"h\"}");
        engine.dial(bob.lines(), engine.entry(2, "Bob", Role.PARTICIPANT));
        bob.awaitError("h", "protocol");

        bob.send("{'type':'say','text':'too early','id':'1'}");
        bob.awaitError("1", "hello-first");
        bob.send("{'type':'hello','protocol':1}");
        bob.awaitType("hello");
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

    // ---- one order ----------------------------------------------------------------------------------------------

    @Test
    void lineAndJsonLegsShareOneOrder() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        JsonDevice dave = engine.seatedJson(4, "Dave", Role.PARTICIPANT);
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
        assertWithoutGap(bob);
        assertWithoutGap(dave);
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

    /** Every event from the welcome on, one after the other. */
    private static void assertWithoutGap(JsonDevice device) {
        long first = device.awaitType("welcome").path("seq").asLong() + 1;
        List<Long> seqs = device.seqs();
        assertThat(seqs)
                .containsExactlyElementsOf(
                        IntStream.range(0, seqs.size()).mapToObj(i -> first + i).toList());
    }

    // ---- commands -----------------------------------------------------------------------------------------------

    @Test
    void whatOneSaysAndDoesIsAcknowledgedWithItsPlace() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);

        bob.send("{'type':'say','text':'/who \\\"you\\\" are','id':'s'}");
        bob.send("{'type':'me','text':'waves','id':'m'}");
        bob.send("{'type':'data','content-type':'image/png','payload':'AQID','id':'d'}");

        hears(alice, "<Bob> /who \"you\" are");
        hears(alice, "* Bob waves");
        hears(alice, "* Bob sent data (image/png, 3 bytes)");
        JsonNode said = bob.awaitEvent("say", "/who \"you\" are");
        JsonNode data = bob.await("data", node -> node.path("kind").asText().equals("data"));
        assertThat(bob.awaitAck("s").path("seq")).isEqualTo(said.path("seq"));
        assertThat(bob.awaitAck("m").path("seq").asLong())
                .isEqualTo(said.path("seq").asLong() + 1);
        assertThat(bob.awaitAck("d").path("seq")).isEqualTo(data.path("seq"));
        assertThat(data.path("payload").asText()).isEqualTo("AQID");
        assertThat(data.path("from").asText()).isEqualTo("Bob");
    }

    @Test
    void theLargestPayloadGoesThrough() {
        engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);
        JsonDevice carol = engine.seatedJson(3, "Carol", Role.PARTICIPANT);
        byte[] payload = new byte[32 << 10];
        new Random(1).nextBytes(payload);
        String base64 = Base64.getEncoder().encodeToString(payload);

        bob.send("{'type':'data','content-type':'application/octet-stream','payload':'" + base64 + "','id':'1'}");

        bob.awaitAck("1");
        JsonNode data = carol.await("data", node -> node.path("kind").asText().equals("data"));
        assertThat(data.path("payload").asText()).isEqualTo(base64);
    }

    @Test
    void everyRefusalCarriesItsCodeAndTheId() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);
        JsonDevice eve = engine.seatedJson(3, "Eve", Role.OBSERVER);
        answers(alice, "/mute Bob", "muted Bob");

        bob.send("{'type':'say','text':'hi','id':'1'}");
        bob.send("{'type':'me','text':'hi','id':'2'}");
        bob.send("{'type':'data','content-type':'a/b','payload':'','id':'3'}");
        bob.send("{'type':'command','name':'kick','argument':'Alice','id':'4'}");
        bob.send("{'type':'command','name':'msg','argument':'Nemo hi','id':'5'}");
        bob.send("{'type':'command','name':'hand','argument':'sideways','id':'6'}");
        bob.send("{'type':'answer','pin':'1234','id':'7'}");
        bob.send("{'type':'shout','id':'8'}");
        bob.send("{'type':'say','id':'9'}");
        bob.send("{'type':'resume','meeting':'x','seq':0,'id':'10'}");
        eve.send("{'type':'say','text':'hi','id':'1'}");

        List<String> codes = List.of(
                "muted",
                "muted",
                "muted",
                "unknown-command",
                "no-such-nick",
                "usage",
                "not-here",
                "unknown-type",
                "invalid",
                "other-meeting");
        for (int i = 0; i < codes.size(); i++) {
            bob.awaitError(String.valueOf(i + 1), codes.get(i));
        }
        eve.awaitError("1", "observer");
        assertThat(bob.heard())
                .noneMatch(node -> node.path("type").asText().equals("ack")
                        || node.path("kind").asText().equals("say"));
    }

    @Test
    void everyLineCommandIsACommandHereToo() {
        JsonDevice alice = engine.seatedJson(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);

        bob.send("{'type':'who','id':'w'}");
        bob.send("{'type':'command','name':'help','id':'h'}");
        bob.send("{'type':'command','name':'MSG','argument':'Alice psst','id':'p'}");
        bob.send("{'type':'command','name':'nick','argument':'Robert','id':'n'}");
        alice.send("{'type':'command','name':'topic','argument':'Chess','id':'t'}");
        alice.send("{'type':'command','name':'announce','argument':'Lunch','id':'a'}");
        alice.send("{'type':'command','name':'lock','id':'l'}");

        List.of("w", "h", "p", "n").forEach(bob::awaitAck);
        List.of("t", "a", "l").forEach(alice::awaitAck);
        JsonNode people = bob.awaitType("who").path("people");
        assertThat(people).hasSize(2);
        assertThat(people.get(0).has("number")).isFalse();
        assertThat(bob.awaitType("listing").path("rows").toString()).contains("/msg NICK TEXT");
        assertThat(alice.awaitType("private").path("text").asText()).isEqualTo("psst");
        bob.awaitEvent("topic", "Chess");
        bob.awaitEvent("announcement", "Lunch");
        bob.await("locked", node -> node.path("ruling").asText().equals("locked"));
        bob.await("renamed", node -> node.path("to").asText().equals("Robert"));
    }

    @Test
    void whoLeavesIsToldGoodbyeAndTheOthersThatTheyLeft() {
        JsonDevice alice = engine.seatedJson(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);

        bob.send("{'type':'leave'}");

        bob.awaitType("goodbye");
        assertThat(bob.lines().awaitHangUps(1, PATIENCE)).isTrue();
        JsonNode left = alice.await("left", node -> node.path("kind").asText().equals("left"));
        assertThat(left.path("who").get(0).asText()).isEqualTo("Bob");
        assertThat(left.path("why").asText()).isEqualTo("left");
    }

    @Test
    void theEndOfTheMeetingIsItsLastEvent() {
        JsonDevice alice = engine.seatedJson(1, "Alice", Role.MODERATOR);

        alice.send("{'type':'command','name':'close','argument':'done \\\"here\\\"'}");

        JsonNode closed =
                alice.await("closed", node -> node.path("kind").asText().equals("closed"));
        assertThat(closed.path("reason").asText()).isEqualTo("by-moderator");
        assertThat(closed.path("detail").asText()).isEqualTo("done \"here\"");
        assertThat(alice.lines().awaitHangUps(1, PATIENCE)).isTrue();
    }

    // ---- lobby, door --------------------------------------------------------------------------------------------

    @Test
    void inTheLobbyOneWaitsAndIsAdmitted() {
        use(new Engine(RoomPolicy.defaults().with(new Doors(true, 100, 1, Duration.ofMinutes(1)))));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.jsonDevice();
        engine.dial(bob.lines(), engine.entry(2, "Bob", Role.PARTICIPANT));
        assertThat(bob.awaitType("waiting").path("open").asBoolean()).isTrue();
        bob.send("{'type':'say','text':'hello?','id':'1'}");
        bob.awaitError("1", "lobby");
        bob.send("{'type':'resume','meeting':'x','seq':0,'id':'2'}");
        bob.awaitError("2", "lobby");

        answers(alice, "/admit Bob", "Bob joined");

        bob.awaitType("welcome");
        answers(alice, "hi", "<Alice> hi");
        bob.awaitEvent("say", "hi");
        assertWithoutGap(bob);
    }

    @Test
    void whoIsNotAllowedInIsToldInJson() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "/lock", "locked");
        JsonDevice bob = engine.jsonDevice();

        Optional<RefusalReason> refused = engine.dial(bob.lines(), engine.entry(2, "Bob", Role.PARTICIPANT));

        assertThat(refused).contains(RefusalReason.ROOM_LOCKED);
        bob.awaitType("goodbye");
    }

    private JsonDevice atTheDoor() {
        Doorkeeper doorkeeper = (visitor, number, pin) -> CompletableFuture.completedFuture(
                pin.map(Pin::reveal).equals(Optional.of("4921"))
                        ? new Answer.ComeIn(engine.entry(1, "Alice", Role.MODERATOR))
                        : new Answer.NotYet(RefusalReason.WRONG_PIN, RefusalReason.WRONG_PIN.sentence("")));
        use(new Engine(Engine.Settings.fast(), RoomSettings.defaults(), new MemoryChronicle(), doorkeeper));
        JsonDevice device = engine.jsonDevice();
        var unused = engine.dialOut()
                .dialAndAsk(
                        device.address(),
                        new Visitor(
                                Engine.msisdn(1), device.address(), new ServiceNumber("86555"), Nick.parse("Alice")));
        device.await("number", node -> node.path("ask").asText().equals("number"));
        return device;
    }

    @Test
    void promptsAtTheDoorAreAnsweredOneByOne() {
        JsonDevice device = atTheDoor();
        device.send("{'type':'answer','pin':'4921','id':'0'}");
        device.awaitError("0", "not-here");
        device.send("{'type':'say','text':'let me in','id':'1'}");
        device.awaitError("1", "not-here");
        device.send("{'type':'answer','number':'no','id':'2'}");
        device.awaitError("2", "unknown-room");

        device.send("{'type':'answer','number':'8401234'}");
        device.await("pin", node -> node.path("ask").asText().equals("pin"));
        device.send("{'type':'answer','pin':'1111'}");
        device.awaitError("", "wrong-pin");
        device.send("{'type':'answer','number':'8401234','pin':'4921'}");

        assertThat(device.awaitType("welcome").path("role").asText()).isEqualTo("moderator");
        device.await("opened", node -> node.path("kind").asText().equals("opened"));
        assertWithoutGap(device);
    }

    @Test
    void whoLeavesAtTheDoorIsGone() {
        JsonDevice device = atTheDoor();

        device.send("{'type':'leave'}");

        device.awaitType("goodbye");
        assertThat(device.lines().awaitHangUps(1, PATIENCE)).isTrue();
    }

    // ---- is anybody there? --------------------------------------------------------------------------------------

    @Test
    void aSilentDeviceIsPingedAndDroppedWhenItDoesNotAnswer() {
        use(new Engine(
                Engine.Settings.fast(),
                RoomSettings.defaults(),
                RoomPorts.with(new MemoryChronicle()),
                Engine.Settings.nobodyMayEnter(),
                new SessionSettings(Duration.ofMillis(200), Duration.ofMillis(400), 1 << 16)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);
        JsonNode ping = bob.awaitType("ping");
        bob.send("{'type':'pong','n':" + ping.path("n") + "}");

        bob.await("another ping", node -> node.path("n").asInt() > 1);

        hears(alice, "* Bob lost the connection");
        assertThat(bob.lines().awaitHangUps(1, PATIENCE)).isTrue();
    }

    // ---- strangers ----------------------------------------------------------------------------------------------

    @Test
    void whateverComesTheConnectionIsKeptAndTheRoomGoesOn() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = engine.seatedJson(2, "Bob", Role.PARTICIPANT);
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
