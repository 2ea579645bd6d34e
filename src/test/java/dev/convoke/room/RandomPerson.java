package dev.convoke.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.terms.Role;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Someone with a device that keeps all it hears, at a terminal or with a program; called P and a number. */
final class RandomPerson {

    /** The first so many are moderators. */
    static final int MODERATORS = 3;

    private static final int OBSERVERS = 2;

    /** Every so many persons have a program for a device. */
    private static final int JSON_EVERY = 3;

    final int id;
    final boolean speaksJson;
    private final Engine engine;
    private final Random random;
    private final List<String> heard = new ArrayList<>();
    final SimulatedDevice device = SimulatedDevice.listen(0, task -> new Thread(task, "test-device"), this::hears);

    /** How many connections there were when the device last said hello: what it says before is not understood. */
    private volatile int greeted;

    private String meeting = "";
    private long lastSeq;

    RandomPerson(int id, Engine engine, Random random) {
        this.id = id;
        this.engine = engine;
        engine.onceClosed(device::close);
        this.random = random;
        this.speaksJson = id % JSON_EVERY == 1;
    }

    private void hears(String line) {
        synchronized (heard) {
            heard.add(line);
        }
        if (speaksJson && line.startsWith("* Convoke: one moment")) {
            greet();
        } else if (line.startsWith("{\"type\":\"event\"")) {
            lastSeq = Math.max(lastSeq, Long.parseLong(member("seq", line)));
        } else if (line.startsWith("{\"type\":\"welcome\"")) {
            meeting = member("meeting", line);
        }
    }

    /** The first member of that name; what is said is held against the schema later. */
    private static String member(String name, String line) {
        Matcher member = Pattern.compile("\"" + name + "\":\"?(\\w+)").matcher(line);
        assertThat(member.find()).as(line).isTrue();
        return member.group(1);
    }

    /** Says hello and, three times out of four, asks for what was missed; in one piece, before anything is answered. */
    private void greet() {
        boolean resumes = !meeting.isEmpty() && device.connections() % 4 != 0;
        synchronized (heard) {
            heard.add(resumes ? JsonHearing.RESUMES + lastSeq : JsonHearing.NEW_LEG);
        }
        String resume = json("resume", Map.of("meeting", meeting, "seq", lastSeq, "id", "resume"));
        try {
            device.say("{\"type\":\"hello\",\"protocol\":1}" + (resumes ? "\n" + resume : ""));
            greeted = device.connections();
        } catch (UncheckedIOException lostAgain) {
            // The next leg says hello again.
        }
    }

    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    void dial() {
        Destination room = new Destination.InRoom(engine.entry(id, "P" + id, entryRole(id)));
        var unused =
                speaksJson ? engine.connectAndHear(device.address(), room) : engine.connect(device.address(), room);
    }

    void say(String line) {
        if (speaksJson && greeted != device.connections()) {
            return;
        }
        try {
            device.say(speaksJson ? asJson(line) : line);
        } catch (IllegalStateException | UncheckedIOException notConnected) {
            dial();
        }
    }

    /** What a person types, as a program says it; now and then what would be speech is sent as data. */
    private String asJson(String line) {
        if (line.startsWith("/me ")) {
            return json("me", Map.of("text", line.substring(4)));
        }
        if (line.startsWith("/")) {
            String[] words = line.substring(1).split(" ", 2);
            return json(
                    "command", Map.of("name", words[0], "argument", words.length > 1 ? words[1] : "", "id", words[0]));
        }
        if (random.nextInt(4) == 0) {
            String payload = Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8));
            return json("data", Map.of("content-type", "text/x-test", "payload", payload));
        }
        return json("say", Map.of("text", line, "id", line));
    }

    private static String json(String type, Map<String, Object> members) {
        return new ObjectMapper()
                .createObjectNode()
                .put("type", type)
                .setAll(new ObjectMapper().<ObjectNode>valueToTree(members))
                .toString();
    }

    /** The first ones are moderators, the next observers. */
    static Role entryRole(int id) {
        if (id < MODERATORS) {
            return Role.MODERATOR;
        }
        return id < MODERATORS + OBSERVERS ? Role.OBSERVER : Role.PARTICIPANT;
    }
}
