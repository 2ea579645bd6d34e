package dev.convoke.session;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.terms.Role;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a program says and asks for in a room, and how it is answered. */
@Timeout(90)
class JsonCommandsTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    @Test
    void whatOneSaysAndDoesIsAcknowledgedWithItsPlace() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

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
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        JsonDevice carol = JsonDevice.seated(engine, 3, "Carol", Role.PARTICIPANT);
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
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        JsonDevice eve = JsonDevice.seated(engine, 3, "Eve", Role.OBSERVER);
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
                "moderators-only",
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
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

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
    void whoLeavesIsToldThatItIsDoneAndThenGoodbye() {
        JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        for (String leave : List.of("{'type':'leave','id':'l'}", "{'type':'command','name':'Leave','id':'l'}")) {
            JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

            bob.send(leave);

            assertThat(bob.lines().awaitHangUps(1, PATIENCE)).isTrue();
            List<JsonNode> heard = bob.heard();
            assertThat(heard.get(heard.size() - 1).path("type").asText()).isEqualTo("goodbye");
            assertThat(heard.get(heard.size() - 2).path("id").asText()).isEqualTo("l");
            assertThat(heard)
                    .filteredOn(node -> node.path("type").asText().equals("ack"))
                    .hasSize(1);
        }
    }

    @Test
    void whoLeavesIsToldGoodbyeAndTheOthersThatTheyLeft() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

        bob.send("{'type':'leave'}");

        bob.awaitType("goodbye");
        assertThat(bob.lines().awaitHangUps(1, PATIENCE)).isTrue();
        JsonNode left = alice.await("left", node -> node.path("kind").asText().equals("left"));
        assertThat(left.path("who").get(0).asText()).isEqualTo("Bob");
        assertThat(left.path("why").asText()).isEqualTo("left");
    }

    @Test
    void theEndOfTheMeetingIsItsLastEvent() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        alice.send("{'type':'command','name':'close','argument':'done \\\"here\\\"'}");

        JsonNode closed =
                alice.await("closed", node -> node.path("kind").asText().equals("closed"));
        assertThat(closed.path("reason").asText()).isEqualTo("by-moderator");
        assertThat(closed.path("detail").asText()).isEqualTo("done \"here\"");
        assertThat(alice.lines().awaitHangUps(1, PATIENCE)).isTrue();
    }
}
