package dev.convoke.leg;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.session.DoorDecision;
import dev.convoke.session.DoorPolicy;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that stands becomes a leg, whoever made it; here the devices make it, so that nothing is dialled. */
@Timeout(30)
class LegSetupTest {

    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine().with(records);

    private final CallIn callIn = new CallIn(engine);

    private Destination room(int person, String nick, Role role) {
        return new Destination.InRoom(engine.entry(person, nick, role));
    }

    /** The loop of the room, and one that is not. */
    private EventLoop home() {
        return engine.rooms().loopOf(NUMBER);
    }

    private EventLoop elsewhere() {
        return engine.transport().loops().stream()
                .filter(loop -> loop != home())
                .findFirst()
                .orElseThrow();
    }

    private CallIn.Line calledIn(int person, String nick, Role role, Recall recall) throws IOException {
        CallIn.Line line = callIn.line(home());
        assertThat(line.take(room(person, nick, role), recall)).isEmpty();
        line.hears("Welcome");
        return line;
    }

    @Test
    void aDeviceThatCalledInIsSeatedAmongThoseWhoWereConnectedTo() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);

        CallIn.Line bob = calledIn(2, "Bob", Role.PARTICIPANT, Recall.never());
        bob.say("hello from below");

        hears(alice, "<Bob> hello from below");
        alice.say("hello from above");
        bob.hears("<Alice> hello from above");
    }

    @Test
    void whatIsSaidBeforeThereIsASeatIsKeptForIt() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line bob = callIn.line(home());
        bob.say("am I early?");
        bob.awaitHeard();

        assertThat(bob.take(room(2, "Bob", Role.PARTICIPANT), Recall.never())).isEmpty();

        hears(alice, "<Bob> am I early?");
    }

    @Test
    void aConnectionOnAnotherLoopMovesToTheLoopOfItsRoom() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line bob = callIn.line(elsewhere());
        assertThat(bob.loop()).isSameAs(elsewhere());

        assertThat(bob.take(room(2, "Bob", Role.PARTICIPANT), Recall.never())).isEmpty();

        assertThat(bob.loop()).isSameAs(home());
        bob.say("here I am");
        hears(alice, "<Bob> here I am");
        answers(alice, "hello", "<Alice> hello");
        bob.hears("<Alice> hello");
    }

    @Test
    void whoIsAskedAtTheDoorOnAnyLoopMovesToTheRoomThatIsNamed() throws Exception {
        CallIn.Line alice = callIn.line(elsewhere());
        DoorPolicy policy = (number, pin) -> CompletableFuture.completedFuture(
                new DoorDecision.ComeIn(engine.entry(1, "Alice", pin.isPresent() ? Role.MODERATOR : Role.PARTICIPANT)));
        var result = alice.begin(new Destination.AtDoor(policy), Recall.never());
        alice.hears("? Conference number:");

        alice.say("8401234");
        alice.hears("? PIN");
        alice.say("4921");

        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.empty());
        alice.hears("The room is open. Here now: Alice. Moderator: Alice.");
        assertThat(alice.loop()).isSameAs(home());
    }

    @Test
    void whoIsBeingAskedIsToldThatTheServerStops() throws Exception {
        CallIn.Line visitor = callIn.line(elsewhere());
        DoorPolicy nobody = (number, pin) -> new CompletableFuture<>();
        var result = visitor.begin(new Destination.AtDoor(nobody), Recall.never());
        visitor.hears("? Conference number:");

        assertThat(engine.legs().farewell()).succeedsWithin(PATIENCE);

        visitor.hears("The server is stopping. Goodbye.");
        visitor.awaitHangUp();
        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.of(RefusalReason.NO_ANSWER));
    }

    @Test
    void whoMayNotComeInIsToldWhyAndTheConnectionIsClosed() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "/lock", "locked");
        CallIn.Line bob = callIn.line(elsewhere());

        assertThat(bob.take(room(2, "Bob", Role.PARTICIPANT), Recall.never())).contains(RefusalReason.ROOM_LOCKED);

        bob.awaitHangUp();
    }

    @Test
    void aConnectionThatIsGoneBeforeItHasASeatTakesNone() throws Exception {
        for (EventLoop loop : List.of(home(), elsewhere())) {
            CallIn.Line gone = callIn.line(loop);
            gone.reset();
            gone.awaitLost();

            assertThat(gone.take(room(2, "Bob", Role.PARTICIPANT), Recall.never()))
                    .contains(RefusalReason.UNREACHABLE);
        }

        assertThat(engine.rooms().ask(NUMBER, room -> true).join()).isEmpty();
    }

    @Test
    void aConnectionThatIsGoneBeforeItIsAskedIsNotWaitedFor() throws Exception {
        CallIn.Line gone = callIn.line(elsewhere());
        gone.reset();
        gone.awaitLost();

        assertThat(gone.take(new Destination.AtDoor((number, pin) -> new CompletableFuture<>()), Recall.never()))
                .contains(RefusalReason.NO_ANSWER);

        assertThat(engine.legs().farewell()).isCompleted();
    }

    /** A way in that is asked for a lost device, and answers when the test does. */
    private static final class Asked implements Recall {
        private final LinkedBlockingQueue<CompletableFuture<Optional<Connection>>> losses = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<Optional<Connection>> again(EventLoop loop) {
            CompletableFuture<Optional<Connection>> answer = new CompletableFuture<>();
            losses.add(answer);
            return answer;
        }

        CompletableFuture<Optional<Connection>> loss() throws InterruptedException {
            return Optional.ofNullable(losses.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("no lost leg was asked for"));
        }
    }

    @Test
    void aLostLegIsAskedForAndComesBackOnAnotherLoopUnnoticed() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Asked way = new Asked();
        CallIn.Line bob = calledIn(2, "Bob", Role.PARTICIPANT, way);
        hears(alice, "Bob joined");

        bob.reset();
        var loss = way.loss();
        answers(alice, "said meanwhile", "<Alice> said meanwhile");
        CallIn.Line again = callIn.line(elsewhere());
        loss.complete(Optional.of(again.connection()));

        again.hears("* You are connected again.");
        again.hears("<Alice> said meanwhile");
        again.say("here I am");
        hears(alice, "<Bob> here I am");
        assertThat(again.loop()).isSameAs(home());
        assertThat(alice.heard()).noneMatch(line -> line.contains("Bob lost") || line.contains("Bob left"));
    }

    @Test
    void aLegThatIsLostAgainIsAskedForAgain() throws Exception {
        engine.seated(1, "Alice", Role.MODERATOR);
        Asked way = new Asked();
        CallIn.Line bob = calledIn(2, "Bob", Role.PARTICIPANT, way);
        bob.reset();
        CallIn.Line second = callIn.line(home());
        way.loss().complete(Optional.of(second.connection()));
        second.hears("* You are connected again.");

        second.reset();
        CallIn.Line third = callIn.line(home());
        way.loss().complete(Optional.of(third.connection()));

        third.hears("* You are connected again.");
    }

    @Test
    void whoIsGivenUpHasLeft() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Asked way = new Asked();
        CallIn.Line bob = calledIn(2, "Bob", Role.PARTICIPANT, way);
        CallIn.Line carol = calledIn(3, "Carol", Role.PARTICIPANT, way);

        bob.reset();
        way.loss().complete(Optional.empty());
        hears(alice, "* Bob lost the connection (2 people here)");
        carol.reset();
        way.loss().completeExceptionally(new IllegalStateException("wanted by this test"));

        hears(alice, "* Carol lost the connection (1 person here)");
        assertThat(records.events()).contains("left CONNECTION_LOST");
    }

    @Test
    void whoIsFoundAndLostBeforeTheSeatIsTakenHasLeft() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Asked way = new Asked();
        CallIn.Line bob = calledIn(2, "Bob", Role.PARTICIPANT, way);
        bob.reset();
        CallIn.Line again = callIn.line(elsewhere());
        again.reset();
        again.awaitLost();

        way.loss().complete(Optional.of(again.connection()));

        hears(alice, "* Bob lost the connection (1 person here)");
    }

    @Test
    void whoWasPutOutMeanwhileIsNotLetBackIn() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Asked way = new Asked();
        CallIn.Line bob = calledIn(2, "Bob", Role.PARTICIPANT, way);
        bob.reset();
        var loss = way.loss();
        answers(alice, "/kick Bob", "Bob was put out");

        CallIn.Line again = callIn.line(elsewhere());
        loss.complete(Optional.of(again.connection()));

        again.awaitHangUp();
        answers(alice, "/who", "| 1 person");
    }

    @Test
    void whoHangsUpIsNotAskedFor() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        Asked way = new Asked();
        CallIn.Line bob = calledIn(2, "Bob", Role.PARTICIPANT, way);

        bob.hangUp();

        hears(alice, "* Bob hung up (1 person here)");
        assertThat(way.losses).isEmpty();
    }
}
