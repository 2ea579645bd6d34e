package dev.convoke.session;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Access;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The door and the lobby for a program. */
@Timeout(90)
class JsonDoorTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    @Test
    void inTheLobbyOneWaitsAndIsAdmitted() {
        engine.with(RoomPolicy.defaults().with(new Access(true, 100, 1, Duration.ofMinutes(1))));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.of(engine);
        bob.enters(engine.entry(2, "Bob", Role.PARTICIPANT));
        assertThat(bob.awaitType("waiting").path("open").asBoolean()).isTrue();
        bob.send("{'type':'say','text':'hello?','id':'1'}");
        bob.awaitError("1", "lobby");
        bob.send("{'type':'resume','meeting':'x','seq':0,'id':'2'}");
        bob.awaitError("2", "lobby");

        answers(alice, "/admit Bob", "Bob joined");

        bob.awaitType("welcome");
        answers(alice, "hi", "<Alice> hi");
        bob.awaitEvent("say", "hi");
        bob.heardWithoutGap();
    }

    @Test
    void whoIsNotAllowedInIsToldInJson() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "/lock", "locked");
        JsonDevice bob = JsonDevice.of(engine);

        Optional<RefusalReason> refused = bob.enters(engine.entry(2, "Bob", Role.PARTICIPANT));

        assertThat(refused).contains(RefusalReason.ROOM_LOCKED);
        bob.awaitType("goodbye");
    }

    private JsonDevice atTheDoor() {
        return atTheDoor("");
    }

    private JsonDevice atTheDoor(String before) {
        JsonDevice device = JsonDevice.of(engine, before + "{\"type\":\"hello\",\"protocol\":1}");
        var unused = engine.connectAndHear(device.address(), new Destination.AtDoor(doorkeeper()));
        device.await("number", node -> node.path("ask").asText().equals("number"));
        return device;
    }

    private DoorPolicy doorkeeper() {
        return (number, pin) -> CompletableFuture.completedFuture(
                pin.map(Pin::reveal).equals(Optional.of("4921"))
                        ? new DoorDecision.ComeIn(engine.entry(1, "Alice", Role.MODERATOR))
                        : new DoorDecision.NotYet(RefusalReason.WRONG_PIN, RefusalReason.WRONG_PIN.sentence("")));
    }

    @Test
    void aProgramIsKnownAtTheDoorToo() {
        JsonDevice device = atTheDoor("\ufeff\r\n ");

        device.send("\ufeff{'type':'answer','number':'8401234','pin':'4921'}");

        assertThat(device.awaitType("welcome").path("role").asText()).isEqualTo("moderator");
    }

    @Test
    void aCommandInJsonIsNoAnswerOfAPerson() {
        SimulatedDevice device = engine.device();
        var unused = engine.connectAndHear(device.address(), new Destination.AtDoor(doorkeeper()));
        hears(device, "Convoke: one moment");
        answers(device, "no", "! A conference number has 3 to 12 digits.");

        for (int i = 0; i < 4; i++) {
            answers(
                    device,
                    "{\"type\":\"answer\",\"number\":\"8401234\",\"pin\":\"4921\"}",
                    "! Your line was not sent");
        }
        answers(device, "8401234", "? PIN");

        answers(device, "4921", "You are Alice");
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
        device.heardWithoutGap();
    }

    @Test
    void whoLeavesAtTheDoorIsGone() {
        JsonDevice device = atTheDoor();

        device.send("{'type':'leave','id':'l'}");

        device.awaitType("goodbye");
        assertThat(device.heard().get(device.heard().size() - 2).path("id").asText())
                .isEqualTo("l");
        assertThat(device.lines().awaitHangUps(1, PATIENCE)).isTrue();
    }
}
