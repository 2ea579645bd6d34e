package dev.convoke.session;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialogue at the door, by lines: what is asked, how often, and for how long. */
@Timeout(30)
class DoorDialogueTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    private CompletableFuture<Optional<RefusalReason>> asked = new CompletableFuture<>();

    /** Lets Alice in with the number, as moderator with the PIN 4921. */
    private CompletableFuture<DoorDecision> lenient(ConferenceNumber number, Optional<Pin> pin) {
        boolean known =
                number.equals(NUMBER) && pin.map(p -> p.reveal().equals("4921")).orElse(true);
        Role role = pin.isPresent() ? Role.MODERATOR : Role.PARTICIPANT;
        return CompletableFuture.supplyAsync(() -> known
                ? new DoorDecision.ComeIn(engine.entry(1, "Alice", role))
                : new DoorDecision.NotYet(RefusalReason.WRONG_PIN, RefusalReason.WRONG_PIN.sentence("")));
    }

    private SimulatedDevice atTheDoor() {
        SimulatedDevice device = engine.device();
        asked = engine.connect(device.address(), new Destination.AtDoor(this::lenient));
        hears(device, "? Conference number:");
        return device;
    }

    @Test
    void asksForNumberAndPinAndOpensTheRoom() {
        SimulatedDevice device = atTheDoor();

        device.say("8401234");
        hears(device, "? PIN (press Enter if you were given none):");
        device.say("4921");

        assertThat(asked.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty();
        hears(device, "The room is open. Here now: Alice. Moderator: Alice.");
    }

    @Test
    void whoPressesEnterIsAParticipantAndTypedAheadLinesAreKept() {
        SimulatedDevice device = atTheDoor();

        device.sayRaw("8401234\r\n\r\n/who\r\n".getBytes(StandardCharsets.US_ASCII));

        hears(device, "moderator is not here yet");
        hears(device, "| Alice, in the lobby");
    }

    @Test
    void threeTriesThenAReasonAndTheEnd() {
        SimulatedDevice device = atTheDoor();

        device.say("what?");
        hears(device, "! A conference number has 3 to 12 digits.");
        device.say("8401234");
        device.say("9999");
        hears(device, "! Number or PIN not accepted.");
        device.say("8401234");
        device.say("9998");

        assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(device.heard()).last().asString().contains("That was the last try. Goodbye.");
        assertThat(asked.join()).contains(RefusalReason.WRONG_PIN);
    }

    @Test
    void silenceAtTheDoorEndsWithAReason() {
        SimulatedDevice device = atTheDoor();

        assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();

        assertThat(device.heard()).last().isEqualTo("* No answer for 2 seconds. Goodbye.");
        assertThat(asked.join()).contains(RefusalReason.NO_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8401234\u00a0",
                "8401234.",
                "\uff18\uff14\uff10\uff11\uff12\uff13\uff14",
                "\u201c8401234\u201d",
                "8401234#"
            })
    void theDoorReadsANumberAsATextIsRead(String typed) {
        SimulatedDevice device = atTheDoor();

        device.say(typed);
        hears(device, "? PIN (press Enter if you were given none):");
        device.say("4921.");

        assertThat(asked.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty();
    }

    @Test
    void punctuationIsNotTheEmptyAnswer() {
        SimulatedDevice device = atTheDoor();

        device.say("8401234");
        hears(device, "? PIN (press Enter if you were given none):");
        device.say("...");

        hears(device, "! A PIN has 4 to 12 digits.");
    }
}
