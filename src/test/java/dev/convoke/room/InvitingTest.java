package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Inviter;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.session.JsonDevice;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Inviting from inside the room, by line and by JSON. */
@Timeout(60)
class InvitingTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Inviter.Host> hosts = new CopyOnWriteArrayList<>();
    private CompletionStage<String> answer = CompletableFuture.completedFuture("Room 8401234: 1 invited");

    @RegisterExtension
    private final Engine engine = new Engine()
            .with(new RoomPorts(new MemoryRecords(), BanList.inMemory(), Extender.none(), (room, by, typed) -> {
                hosts.add(by);
                asked.add(room + " " + by.who().stored() + " " + typed);
                return answer;
            }));

    @Test
    void moderatorsInviteNumbersAsTheyWriteThem() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        answers(alice, "/invite +447700900456, 07700-900457", "* Room 8401234: 1 invited");

        assertThat(asked).containsExactly(NUMBER + " +447700900001 [+447700900456, 07700-900457]");
        answers(alice, "/help", "| /invite NUMBER");
    }

    @Test
    void theAnswerMayComeLateAndReachesNobodyElse() {
        CompletableFuture<String> late = new CompletableFuture<>();
        answer = late;
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        alice.say("/invite +447700900456");
        answers(alice, "meanwhile", "<Alice> meanwhile");

        late.complete("Room 8401234: 0 invited; +4477..56 has sent STOP");

        hears(alice, "* Room 8401234: 0 invited; +4477..56 has sent STOP");
        answers(bob, "after", "<Bob> after");
        assertThat(bob.heard()).noneMatch(line -> line.contains("invited"));
    }

    @Test
    void whatIsNoNumberShowsTheUsageAndOthersMayNot() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        answers(alice, "/invite", "! Usage: /invite NUMBER");
        answers(alice, "/invite Bob", "! Usage: /invite NUMBER");
        answers(bob, "/invite +447700900456", "! Only moderators may do that.");

        assertThat(asked).isEmpty();
    }

    @Test
    void aFailureIsToldAsOne() {
        answer = CompletableFuture.failedFuture(new IllegalStateException("wanted by this test"));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        answers(alice, "/invite +447700900456", "! Nobody could be invited. Try again in a moment.");
    }

    private SimulatedDevice bobWhereAllMayInvite() {
        RoomPolicy defaults = RoomPolicy.defaults();
        engine.with(defaults.with(defaults.privacy().with(Inviting.ALL)));
        engine.seated(1, "Alice", Role.MODERATOR);
        return engine.seated(2, "Bob", Role.PARTICIPANT);
    }

    @Test
    void whereThePolicySaysSoParticipantsInviteUnderTheirName() {
        SimulatedDevice bob = bobWhereAllMayInvite();

        answers(bob, "/invite +447700900456", "* Room 8401234: 1 invited");

        assertThat(hosts).singleElement().satisfies(host -> {
            assertThat(host.nick()).contains(new Nick("Bob"));
            assertThat(host.moderates()).isFalse();
            assertThat(host.meeting()).isPresent();
        });
        answers(bob, "/help", "| /invite NUMBER");
        answers(bob, "/codes", "! Only moderators may do that.");
    }

    @Test
    void toALockedRoomOnlyModeratorsInvite() {
        RoomPolicy defaults = RoomPolicy.defaults();
        engine.with(defaults.with(defaults.privacy().with(Inviting.ALL)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice olga = engine.seated(3, "Olga", Role.OBSERVER);
        answers(olga, "/invite +447700900456", "! Only moderators may do that.");

        answers(alice, "/lock", "locked");

        answers(bob, "/invite +447700900456", "! Only moderators may do that.");
        answers(alice, "/invite +447700900456", "* Room 8401234: 1 invited");
    }

    @Test
    void whoIsOnHoldInvitesNobody() {
        RoomPolicy defaults = RoomPolicy.defaults();
        engine.with(defaults.with(defaults.privacy().with(Inviting.ALL)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        answers(alice, "/hold Bob", "hold");

        answers(bob, "/invite +447700900456", "! Only moderators may do that.");

        assertThat(asked).isEmpty();
    }

    private void delivered(int host, int guest, boolean delivered) {
        engine.rooms().delivered(NUMBER, Engine.person(host), Engine.msisdn(guest), delivered);
    }

    @Test
    void whoeverInvitedIsToldWhatBecameOfItInOneNotice() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        answers(carol, "/leave", "* Goodbye.");

        delivered(1, 2, true);
        delivered(1, 3, true);
        delivered(1, 4, false);
        delivered(5, 4, true);

        hears(alice, "* Invited: Bob has it; Carol has it; +4477..04 was not reached.");
        answers(bob, "after", "<Bob> after");
        assertThat(bob.heard()).noneMatch(line -> line.contains("Invited"));
    }

    @Test
    void whoMayNotSeeNumbersDoesNotLearnWhoseItIs() {
        engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        delivered(2, 1, true);

        hears(bob, "* Invited: +4477..01 has it.");
    }

    @Test
    void programsAreToldOfEachByItself() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        delivered(1, 4, true);
        delivered(1, 1, false);

        JsonNode first = alice.awaitType("delivery");
        assertThat(first.path("number").asText()).isEqualTo("+44********04");
        assertThat(first.path("state").asText()).isEqualTo("delivered");
        assertThat(first.has("nick")).isFalse();
        alice.await(
                "what became of the other",
                event -> event.path("nick").asText().equals("Alice")
                        && event.path("state").asText().equals("failed"));
    }

    @Test
    void programsInviteByTheSameCommand() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        alice.send("{'type':'command','name':'invite','argument':'+447700900456','id':'1'}");

        alice.awaitAck("1");
        assertThat(alice.awaitType("notice").path("text").asText()).isEqualTo("Room 8401234: 1 invited");
        alice.send("{'type':'command','name':'invite','argument':'Bob','id':'2'}");
        alice.awaitError("2", "usage");
    }
}
