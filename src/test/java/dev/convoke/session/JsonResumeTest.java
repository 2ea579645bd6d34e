package dev.convoke.session;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person missed between two legs comes once and in its order, or is counted. */
@Timeout(90)
class JsonResumeTest {

    private static final String HELLO = "{'type':'hello','protocol':1}\n".replace('\'', '"');

    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine().with(records).with(keeping(256 << 10));

    private static SessionSettings keeping(int replayOctets) {
        return new SessionSettings(Duration.ofMinutes(1), Duration.ofMinutes(1), replayOctets);
    }

    private static long lastSeq(JsonDevice device) {
        List<Long> seqs = device.seqs();
        return seqs.isEmpty() ? device.awaitType("welcome").path("seq").asLong() : seqs.get(seqs.size() - 1);
    }

    private static String resume(String meeting, long seq) {
        return "{\"type\":\"resume\",\"meeting\":\"" + meeting + "\",\"seq\":" + seq + ",\"id\":\"r\"}";
    }

    /** Bob on a new leg that says hello, and asks at once for what came after {@code seq}. */
    private JsonDevice bobAgain(String meeting, long seq) {
        JsonDevice again = JsonDevice.of(engine, HELLO + resume(meeting, seq));
        assertThat(again.enters(engine.entry(2, "Bob", Role.PARTICIPANT))).isEmpty();
        again.awaitType("welcome");
        return again;
    }

    private static List<Long> from(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void whatWasMissedWhileTheLegWasLostComesOnceAndInOrder() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String meeting = bob.awaitType("welcome").path("meeting").asText();
        answers(alice, "heard", "<Alice> heard");
        long heard = bob.awaitEvent("say", "heard").path("seq").asLong();
        bob.lines().reset();
        hears(alice, "Bob lost the connection");
        for (int i = 0; i < 300; i++) {
            alice.say("missed " + i);
        }
        hears(alice, "<Alice> missed 299");

        JsonDevice again = bobAgain(meeting, heard);
        answers(alice, "live", "<Alice> live");

        long live = again.awaitEvent("say", "live").path("seq").asLong();
        assertThat(again.seqs()).isEqualTo(from(heard + 1, live));
        again.awaitAck("r");
        assertThat(again.heard()).noneMatch(node -> node.path("type").asText().equals("gap"));
    }

    @Test
    void whoAsksLateGetsTheRestOnceToo() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        long heard = lastSeq(bob);
        bob.lines().hangUp();
        hears(alice, "Bob hung up");
        answers(alice, "missed", "<Alice> missed");
        JsonDevice again = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String meeting = again.awaitType("welcome").path("meeting").asText();
        answers(alice, "live", "<Alice> live");
        long live = again.awaitEvent("say", "live").path("seq").asLong();

        again.send(resume(meeting, heard));
        again.send(resume(meeting, heard));
        again.awaitAck("r");
        answers(alice, "end", "<Alice> end");
        again.awaitEvent("say", "end");

        List<Long> seqs = again.seqs();
        assertThat(seqs).containsExactlyInAnyOrderElementsOf(from(heard + 1, live + 1));
        assertThat(seqs.get(0)).isEqualTo(live);
    }

    @Test
    void theSamePersonOnANewLegMissesNothingEither() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String meeting = bob.awaitType("welcome").path("meeting").asText();
        answers(alice, "one", "<Alice> one");
        long one = bob.awaitEvent("say", "one").path("seq").asLong();
        answers(alice, "two", "<Alice> two");

        JsonDevice again = bobAgain(meeting, one);

        again.awaitEvent("say", "two");
        assertThat(again.seqs()).isEqualTo(List.of(one + 1));
        bob.awaitType("goodbye");
    }

    @Test
    void whatIsTooOldIsCountedAndTheRestFollows() {
        engine.with(keeping(8 << 10));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String meeting = bob.awaitType("welcome").path("meeting").asText();
        long heard = lastSeq(bob);
        bob.lines().hangUp();
        hears(alice, "Bob hung up");
        for (int i = 0; i < 2_000; i++) {
            alice.say(i + " and some words that fill the log");
        }
        hears(alice, "<Alice> 1999 and");

        JsonDevice again = bobAgain(meeting, heard);

        long missing = again.awaitType("gap").path("missing").asLong();
        again.await("the last", node -> node.path("text").asText().startsWith("1999 "));
        List<Long> seqs = again.seqs();
        assertThat(missing).isPositive();
        assertThat(seqs).isEqualTo(from(heard + missing + 1, heard + missing + seqs.size()));
        assertThat(seqs).hasSizeGreaterThan(20);
    }

    @Test
    void nothingFromBeforeALockIsReplayed() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String meeting = bob.awaitType("welcome").path("meeting").asText();
        long heard = lastSeq(bob);
        bob.lines().hangUp();
        hears(alice, "Bob hung up");
        answers(alice, "behind", "<Alice> behind");
        answers(alice, "/lock", "locked");
        answers(alice, "after", "<Alice> after");

        JsonDevice again = bobAgain(meeting, heard);

        again.awaitEvent("say", "after");
        assertThat(again.awaitType("gap").path("missing").asLong()).isEqualTo(2);
        assertThat(again.heard()).noneMatch(node -> node.toString().contains("behind"));
    }

    @Test
    void whatWasSaidWhileOnHoldIsNeverReplayed() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String meeting = bob.awaitType("welcome").path("meeting").asText();
        long heard = lastSeq(bob);
        answers(alice, "/hold Bob", "on hold");
        answers(alice, "secret", "<Alice> secret");
        bob.send(resume(meeting, heard));
        bob.awaitError("r", "held");
        answers(alice, "/unhold Bob", "no longer on hold");

        bob.send(resume(meeting, heard));

        bob.awaitAck("r");
        bob.awaitType("gap");
        assertThat(bob.heard()).noneMatch(node -> node.toString().contains("secret"));
    }

    @Test
    void nothingFromBeforeOneCameIsReplayed() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice eve = JsonDevice.seated(engine, 3, "Eve", Role.PARTICIPANT);
        String meeting = eve.awaitType("welcome").path("meeting").asText();
        answers(alice, "among us", "<Alice> among us");

        JsonDevice bob = bobAgain(meeting, 0);

        bob.awaitAck("r");
        bob.awaitType("gap");
        answers(alice, "hi", "<Alice> hi");
        bob.awaitEvent("say", "hi");
        assertThat(bob.seqs()).hasSize(1);
    }

    @Test
    void whoWasPutOutAndComesBackIsANewcomer() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String meeting = bob.awaitType("welcome").path("meeting").asText();
        long heard = lastSeq(bob);
        answers(alice, "/kick Bob", "was put out");
        answers(alice, "about Bob", "<Alice> about Bob");

        JsonDevice again = bobAgain(meeting, heard);

        again.awaitAck("r");
        again.awaitType("gap");
        assertThat(again.seqs()).isEmpty();
    }

    @Test
    void anotherMeetingAndAFutureNumberAreRefused() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        String first = bob.awaitType("welcome").path("meeting").asText();
        bob.send(resume(first, 1_000_000));
        bob.awaitError("r", "unknown-seq");
        alice.say("/close");
        assertThat(bob.lines().awaitHangUps(1, PATIENCE)).isTrue();
        await().atMost(PATIENCE).until(() -> alice.hangUps() == 1);
        engine.seated(1, "Alice", Role.MODERATOR);

        JsonDevice again = bobAgain(first, 1);

        again.awaitError("r", "other-meeting");
        JsonNode welcome = again.awaitType("welcome");
        assertThat(welcome.path("meeting").asText()).isNotEqualTo(first);
    }

    @Test
    void inADurableRoomNothingIsReplayedOrTranslatedBeforeItIsOnDisk() {
        engine.with(new RoomProfile(NUMBER, "", true, Duration.ofMinutes(1)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice late = engine.seated(2, "Late", Role.PARTICIPANT);
        hears(alice, "Late joined");
        records.holdBack();
        alice.say("one");
        await().atMost(PATIENCE).until(() -> records.waiting() == 1);
        alice.say("two");
        answers(alice, "/who", "| 2 people");
        assertThat(late.heard()).noneMatch(line -> line.contains("> one"));

        late.sayRaw(HELLO.getBytes(StandardCharsets.US_ASCII));
        hears(late, "\"type\":\"welcome\"");
        assertThat(late.heard()).noneMatch(line -> line.contains("\"one\""));
        records.commit();
        await().atMost(PATIENCE).until(() -> records.waiting() == 1);
        records.commit();

        hears(late, "\"text\":\"two\"");
        List<JsonNode> events = late.heard().stream()
                .filter(line -> line.startsWith("{\"type\":\"event\""))
                .map(JsonDevice::parsed)
                .toList();
        JsonNode welcome = JsonDevice.parsed(hears(late, "\"type\":\"welcome\""));
        assertThat(events.stream().map(node -> node.path("text").asText())).containsExactly("one", "two");
        assertThat(events.get(0).path("seq").asLong())
                .isEqualTo(welcome.path("seq").asLong() + 1);
        assertThat(late.heard()).noneMatch(line -> line.startsWith("<Alice>"));
    }
}
