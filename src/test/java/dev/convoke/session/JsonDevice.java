package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.RoomEntry;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import dev.convoke.wire.SchemaCheck;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** A device that speaks the JSON protocol, and holds everything that it hears against the schema. */
public final class JsonDevice {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HELLO = "{\"type\":\"hello\",\"protocol\":1}";

    private final Engine engine;
    private final SimulatedDevice device;

    private JsonDevice(Engine engine, String firstWords) {
        this.engine = engine;
        device = SimulatedDevice.listen(0, task -> new Thread(task, "json-device"), line -> greet(line, firstWords));
    }

    /** Says hello as soon as it is connected, each time. */
    public static JsonDevice of(Engine engine) {
        return of(engine, HELLO);
    }

    /** Says that as soon as it is connected, each time. */
    public static JsonDevice of(Engine engine, String firstWords) {
        JsonDevice device = new JsonDevice(engine, firstWords);
        engine.onceClosed(device.device::close);
        return device;
    }

    /** One that is in the room and has been welcomed. */
    public static JsonDevice seated(Engine engine, int person, String nick, Role role) {
        JsonDevice device = of(engine);
        assertThat(device.enters(engine.entry(person, nick, role))).as(nick).isEmpty();
        device.awaitType("welcome");
        return device;
    }

    /** Comes to the room; what became of it. */
    public Optional<RefusalReason> enters(RoomEntry entry) {
        return engine.connectAndHear(device.address(), new Destination.InRoom(entry))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private void greet(String line, String words) {
        if (line.startsWith("* Convoke: one moment")) {
            device.say(words);
        }
    }

    public DeviceAddress address() {
        return device.address();
    }

    public SimulatedDevice lines() {
        return device;
    }

    public void send(String json) {
        device.say(json.replace('\'', '"'));
    }

    /** What it heard of the JSON protocol, each object valid. */
    public List<JsonNode> heard() {
        return device.heard().stream()
                .filter(line -> line.startsWith("{"))
                .map(JsonDevice::parsed)
                .toList();
    }

    public static JsonNode parsed(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            SchemaCheck.server(node);
            return node;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    public JsonNode await(String what, Predicate<JsonNode> wanted) {
        String line = device.await(said -> said.startsWith("{") && wanted.test(parsed(said)), Engine.PATIENCE)
                .orElseThrow(() -> new AssertionError("not heard: " + what + "; heard " + device.heard()));
        return parsed(line);
    }

    public JsonNode awaitType(String type) {
        return await(type, node -> node.path("type").asText().equals(type));
    }

    /** The event of the room log with that kind and text. */
    public JsonNode awaitEvent(String kind, String text) {
        return await(
                kind + " " + text,
                node -> node.path("kind").asText().equals(kind)
                        && node.path("text").asText().equals(text));
    }

    public JsonNode awaitError(String id, String code) {
        return await(
                code + " for " + id,
                node -> node.path("type").asText().equals("error")
                        && node.path("id").asText().equals(id)
                        && node.path("code").asText().equals(code));
    }

    public JsonNode awaitAck(String id) {
        return await(
                "ack of " + id,
                node -> node.path("type").asText().equals("ack")
                        && node.path("id").asText().equals(id));
    }

    /** The sequence numbers of all events heard, in the order in which they came. */
    public List<Long> seqs() {
        return heard().stream()
                .filter(node -> node.path("type").asText().equals("event"))
                .map(node -> node.path("seq").asLong())
                .toList();
    }

    /** Checks that it heard every event from the welcome on, one after the other. */
    public void heardWithoutGap() {
        long first = awaitType("welcome").path("seq").asLong() + 1;
        List<Long> seqs = seqs();
        assertThat(seqs)
                .containsExactlyElementsOf(
                        LongStream.range(first, first + seqs.size()).boxed().toList());
    }
}
