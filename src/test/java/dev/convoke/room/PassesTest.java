package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Glance;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Inviter;
import dev.convoke.room.port.Passes;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.session.JsonDevice;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the room tells whoever keeps the codes, and what those at its door are told of it. */
@Timeout(60)
class PassesTest {

    private final List<String> told = new CopyOnWriteArrayList<>();

    private final Passes passes = new Passes() {
        @Override
        public void revoke(ConferenceNumber room, Person who) {
            told.add("revoke " + room + " " + who.stored());
        }

        @Override
        public void ended(ConferenceNumber room, CloseReason reason, long atMs) {
            told.add("ended " + room + " " + reason.label());
        }

        @Override
        public CompletionStage<List<String>> bearers(ConferenceNumber room, Person by, int count) {
            told.add("bearers " + by.stored());
            return CompletableFuture.completedFuture(
                    IntStream.range(0, count).mapToObj(i -> "code " + i).toList());
        }
    };

    @RegisterExtension
    private final Engine engine = new Engine()
            .with(new RoomPorts(new MemoryRecords(), BanList.inMemory(), Extender.none(), Inviter.none(), passes));

    @Test
    void whoeverIsPutOutOrBannedHasNoCodeAnyMore() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT);
        engine.seated(3, "Carol", Role.PARTICIPANT);

        alice.say("/kick Bob");
        hears(alice, "* Bob was put out");
        assertThat(told).containsExactly("revoke " + NUMBER + " +447700900002");
        alice.say("/ban Carol");
        hears(alice, "* Carol was banned");
        assertThat(told).contains("revoke " + NUMBER + " +447700900003");
        answers(alice, "/ban +447700900009", "* That number is banned.");
        assertThat(told).contains("revoke " + NUMBER + " +447700900009");
    }

    @Test
    void theEndOfAMeetingIsToldWithItsReason() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        alice.say("/close");

        await().untilAsserted(() -> assertThat(told).containsExactly("ended " + NUMBER + " by-moderator"));
    }

    @Test
    void moderatorsGetCodesToHandOnAndOthersDoNot() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        answers(alice, "/codes 3", "| code 2");
        answers(alice, "/codes", "| code 0");
        answers(alice, "/codes 21", "! Usage: /codes");
        answers(bob, "/codes", "! Only moderators may do that.");

        assertThat(told).containsOnly("bearers +447700900001");
        assertThat(bob.heard()).noneMatch(line -> line.contains("code "));
    }

    @Test
    void programsGetThemByTheSameCommand() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        alice.send("{'type':'command','name':'codes','argument':'2','id':'1'}");

        alice.awaitAck("1");
        assertThat(alice.awaitType("listing").path("rows").get(1).asText()).isEqualTo("code 1");
    }

    private Optional<Glance> glance(int person) {
        Person who = Engine.person(person);
        return engine.rooms().ask(NUMBER, room -> room.glance(who, who)).join();
    }

    @Test
    void thoseAtTheDoorSeeThreeNamesAtMostAndWhetherTheyAreInAlready() {
        assertThat(glance(1)).isEmpty();
        engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT);
        engine.seated(3, "Carol", Role.PARTICIPANT);
        engine.seated(4, "Dan", Role.PARTICIPANT);

        Glance seen = glance(9).orElseThrow();

        assertThat(seen.names()).containsExactly(new Nick("Alice"), new Nick("Bob"), new Nick("Carol"));
        assertThat(seen.present()).isEqualTo(4);
        assertThat(seen.meeting()).isPresent();
        assertThat(seen.here()).isFalse();
        assertThat(glance(2).orElseThrow().here()).isTrue();
    }

    @Test
    void namesAreHiddenWhereNewcomersWaitToBeAdmitted() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "/lobby on", "* Alice turned the lobby on");
        answers(alice, "/lock", "* Alice locked the room");

        Glance seen = glance(9).orElseThrow();

        assertThat(seen.names()).isEmpty();
        assertThat(seen.locked()).isTrue();
    }
}
