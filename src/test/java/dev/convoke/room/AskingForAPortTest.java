package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Inviter;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.room.port.Opening;
import dev.convoke.room.port.Opening.Outcome;
import dev.convoke.room.port.Passes;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.session.JsonDevice;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the room asks of whoever opens ports for meetings, and what it tells. */
@Timeout(60)
class AskingForAPortTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Opening answer = Opening.at(Outcome.OPENED, "203.0.113.9", 40_003);

    private final MeetingPorts ports = new MeetingPorts() {
        @Override
        public CompletionStage<Opening> open(Owner owner, Person by) {
            told.add("open " + owner.room() + " " + by.stored());
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public void deserted(ConferenceNumber room) {
            told.add("deserted " + room);
        }

        @Override
        public void engaged(ConferenceNumber room) {
            told.add("engaged " + room);
        }

        @Override
        public void ended(ConferenceNumber room) {
            told.add("ended " + room);
        }
    };

    @RegisterExtension
    private final Engine engine = new Engine()
            .with(new RoomPorts(
                    new MemoryRecords(), BanList.inMemory(), Extender.none(), Inviter.none(), Passes.none(), ports));

    @Test
    void everybodyLearnsOfAPortAndWhoAskedLearnsMore() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

        alice.say("/port");

        hears(alice, "| Others connect to 203.0.113.9:40003 with a code of this meeting.");
        hears(alice, "| The session is ");
        hears(alice, "* Alice opened a port for this meeting: others connect to 203.0.113.9:40003.");
        assertThat(bob.await("the port", event -> event.path("ruling").asText().equals("port"))
                        .path("port")
                        .asInt())
                .isEqualTo(40_003);
        assertThat(told).containsExactly("open " + NUMBER + " +447700900001");
    }

    @Test
    void whereThereIsOneAlreadyOnlyWhoAskedIsTold() {
        answer = Opening.at(Outcome.WAS_OPEN, "203.0.113.9", 40_003);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        alice.say("/port");

        hears(alice, "| The session is ");
        answers(alice, "/nick Zoe", "* Alice is now Zoe");
        assertThat(alice.heard()).noneMatch(line -> line.contains("opened a port"));
    }

    @Test
    void whereThereIsNoneItIsSaidWhy() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        answer = Opening.not(Outcome.USED_UP);
        answers(alice, "/port", "! All ports for meetings are in use.");
        answer = Opening.not(Outcome.TOO_MANY);
        answers(alice, "/port", "! You have opened ports for as many meetings");
        answer = Opening.not(Outcome.OFF);
        answers(alice, "/port", "! No ports are opened for meetings here.");
        answers(bob, "/port", "! Only moderators may do that.");
    }

    @Test
    void itIsToldWhenNobodyIsThereAndWhenSomebodyIsAgain() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        alice.say("/leave");
        await().untilAsserted(() -> assertThat(told).containsExactly("deserted " + NUMBER));

        SimulatedDevice bob = engine.seated(2, "Bob", Role.MODERATOR);
        bob.say("/end");

        await().untilAsserted(() ->
                assertThat(told).containsExactly("deserted " + NUMBER, "engaged " + NUMBER, "ended " + NUMBER));
    }
}
