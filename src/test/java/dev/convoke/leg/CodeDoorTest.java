package dev.convoke.leg;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.JsonDevice;
import dev.convoke.session.Presented;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever called in says who they are by a code, in lines or in JSON, and is in the room like anybody else. */
// What becomes of a call shows in what is heard.
@SuppressWarnings("FutureReturnValueIgnored")
@Timeout(30)
class CodeDoorTest {

    private static final String CODE = "K7QW-3M9X-PT4H";
    private static final Recall WAITS = Recall.awaiting(Duration.ofMinutes(1));

    @RegisterExtension
    private final Engine engine = new Engine();

    private final CallIn callIn = new CallIn(engine);
    private final List<Integer> handedBack = new CopyOnWriteArrayList<>();

    /** Codes of the test's own, and whose they are. */
    private final class Codes implements CodePolicy {
        private final Map<String, Integer> persons = Map.of("K7QW-3M9X-PT4H", 2, "C0DE-0F00-CAR0", 3);

        @Override
        public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
            return CompletableFuture.supplyAsync(() -> decide(what));
        }

        private CodeDecision<ComeIn> decide(Presented what) {
            if (what instanceof Presented.Code code) {
                return of(code.code(), code.nick(), "s3cret");
            }
            if (what instanceof Presented.Open open) {
                boolean right =
                        open.room().equals(NUMBER.digits()) && open.pin().equals(Optional.of("4921"));
                return right ? in(9, Role.MODERATOR, open.nick(), "") : bad();
            }
            return of(((Presented.Line) what).typed(), Optional.empty(), "");
        }

        private CodeDecision<ComeIn> of(String code, Optional<Nick> nick, String resume) {
            return persons.containsKey(code) ? in(persons.get(code), Role.PARTICIPANT, nick, resume) : bad();
        }

        private CodeDecision<ComeIn> in(int person, Role role, Optional<Nick> nick, String resume) {
            String name = nick.map(Nick::text).orElse("Bob");
            return new CodeDecision.Given<>(
                    new ComeIn(engine.entry(person, name, role), resume, () -> handedBack.add(person)));
        }

        private static <T> CodeDecision<T> bad() {
            return new CodeDecision.NotYet<>(RefusalReason.WRONG_PIN, "No such code.", Duration.ofSeconds(2));
        }

        @Override
        public CompletionStage<CodeDecision<PrivateEvent.Look>> look(String code) {
            return CompletableFuture.completedFuture(
                    persons.containsKey(code) ? new CodeDecision.Given<>(look()) : bad());
        }

        private PrivateEvent.Look look() {
            return new PrivateEvent.Look(
                    PrivateEvent.Look.State.OPEN,
                    NUMBER,
                    "Stand-up",
                    false,
                    PrivateEvent.Look.When.unknown(),
                    new PrivateEvent.Look.Here(Optional.of("Alice"), 1, List.of(new Nick("Alice"))),
                    new PrivateEvent.Look.You(Optional.of("+44********02"), Optional.empty(), Role.PARTICIPANT),
                    Optional.empty());
        }
    }

    private EventLoop home() {
        return engine.rooms().loopOf(NUMBER);
    }

    private EventLoop elsewhere() {
        return engine.transport().loops().stream()
                .filter(loop -> loop != home())
                .findFirst()
                .orElseThrow();
    }

    private Destination door(Duration within) {
        return new Destination.AtCodeDoor(new Codes(), within);
    }

    private CompletableFuture<Optional<RefusalReason>> callsIn(CallIn.Line line) {
        return callsIn(line, door(PATIENCE), WAITS);
    }

    /** A listener begins before anything is read; so does this. */
    private static CompletableFuture<Optional<RefusalReason>> callsIn(
            CallIn.Line line, Destination door, Recall recall) {
        var result = line.begin(door, recall);
        line.loop().submit(() -> {}).syncUninterruptibly();
        return result;
    }

    private CallIn.Line seatedBob() throws IOException {
        CallIn.Line bob = callIn.line(elsewhere());
        var result = callsIn(bob);
        bob.say(CODE);
        bob.hears("Welcome");
        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.empty());
        return bob;
    }

    @Test
    void whatWasSpentOnACodeIsGivenBackToWhomTheRoomTurnsAway() throws IOException {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        seatedBob();
        assertThat(handedBack).isEmpty();
        answers(alice, "/lock", "locked");
        CallIn.Line carol = callIn.line(elsewhere());

        var result = callsIn(carol);
        carol.say("C0DE-0F00-CAR0");

        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.of(RefusalReason.ROOM_LOCKED));
        assertThat(handedBack).containsExactly(3);
    }

    private static void json(CallIn.Line line, String object) throws IOException {
        line.say(object.replace('\'', '"'));
    }

    /** The next object of that type, which is one that a server may say. */
    private static JsonNode object(CallIn.Line line, String type) throws IOException {
        return JsonDevice.parsed(line.hears("\"type\":\"" + type + "\""));
    }

    @Test
    void whoPresentsACodeAtOnceIsInTheRoomAndWasNeverAsked() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line bob = callIn.line(elsewhere());
        var result = callsIn(bob);

        bob.say(CODE);

        assertThat(bob.hears("")).startsWith("* Welcome to Stand-up");
        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.empty());
        assertThat(bob.loop()).isSameAs(home());
        bob.say("hello from below");
        hears(alice, "<Bob> hello from below");
    }

    @Test
    void whoSaysNothingForASecondIsAskedAndHasThreeTries() throws Exception {
        CallIn.Line stranger = callIn.line(elsewhere());
        var result = callsIn(stranger);

        assertThat(stranger.hears("")).isEqualTo("? Code from your text:");
        for (int i = 0; i < 2; i++) {
            stranger.say("AAAA-AAAA-AAAA");
            assertThat(stranger.hears("")).isEqualTo("! No such code.");
            assertThat(stranger.hears("")).isEqualTo("? Code from your text:");
        }
        stranger.say("AAAA-AAAA-AAAB");

        assertThat(stranger.hears("")).isEqualTo("! No such code.");
        assertThat(stranger.hears("")).isEqualTo("* That was the last try. Goodbye.");
        stranger.awaitHangUp();
        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.of(RefusalReason.WRONG_PIN));
    }

    @Test
    void triesThatAreTypedAheadAreTries() throws Exception {
        engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line bob = callIn.line(elsewhere());
        callsIn(bob);

        bob.say("wrong\n" + CODE + "\nhello");

        bob.hears("! No such code.");
        bob.hears("* Welcome to Stand-up");
        bob.hears("<Bob> hello");
    }

    @Test
    void whoPresentsNothingInTimeIsTurnedAway() throws Exception {
        CallIn.Line silent = callIn.line(elsewhere());

        var result = silent.begin(door(Duration.ofMillis(200)), WAITS);

        silent.hears("* No code for 0 seconds. Goodbye.");
        silent.awaitHangUp();
        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.of(RefusalReason.NO_ANSWER));
    }

    @Test
    void whoIsAwaitedIsToldThatTheServerStops() throws Exception {
        CallIn.Line stranger = callIn.line(elsewhere());
        callsIn(stranger);
        stranger.hears("? Code");

        assertThat(engine.legs().farewell()).succeedsWithin(PATIENCE);

        stranger.hears("The server is stopping. Goodbye.");
        stranger.awaitHangUp();
    }

    @Test
    void aProgramPresentsItsCodeWithItsFirstHello() throws Exception {
        engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line program = callIn.line(elsewhere());
        callsIn(program);

        json(program, "{'type':'hello','protocol':1,'code':'" + CODE + "','nick':'Bobby'}");

        assertThat(program.hears("")).contains("\"type\":\"hello\"");
        assertThat(object(program, "admitted").path("resume").asText()).isEqualTo("s3cret");
        assertThat(object(program, "welcome").path("nick").asText()).isEqualTo("Bobby");
    }

    @Test
    void aProgramLooksBeforeItComesIn() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line program = callIn.line(elsewhere());
        callsIn(program);
        json(program, "{'type':'hello','protocol':1}");
        object(program, "hello");

        json(program, "{'type':'look','code':'" + CODE + "','id':'a'}");

        var look = object(program, "look");
        assertThat(look.path("id").asText()).isEqualTo("a");
        assertThat(look.path("by").asText()).isEqualTo("Alice");
        answers(alice, "/who", "| 1 person");
        json(program, "{'type':'hello','protocol':1,'code':'" + CODE + "'}");
        assertThat(object(program, "welcome").path("nick").asText()).isEqualTo("Bob");
    }

    @Test
    void aProgramThatLooksAtWrongCodesHasThreeTries() throws Exception {
        CallIn.Line program = callIn.line(elsewhere());
        callsIn(program);
        json(program, "{'type':'hello','protocol':1}");

        for (String id : List.of("a", "b", "c")) {
            json(program, "{'type':'look','code':'nonsense','id':'" + id + "'}");
            assertThat(object(program, "error").path("id").asText()).isEqualTo(id);
        }

        object(program, "goodbye");
        program.awaitHangUp();
    }

    @Test
    void aProgramWithAWrongCodeIsToldSoAndTurnedAway() throws Exception {
        CallIn.Line program = callIn.line(elsewhere());
        var result = callsIn(program);

        json(program, "{'type':'hello','protocol':1,'id':'h','code':'nonsense'}");

        object(program, "hello");
        var error = object(program, "error");
        assertThat(error.path("id").asText()).isEqualTo("h");
        assertThat(error.path("code").asText()).isEqualTo("wrong-pin");
        assertThat(error.path("wait-ms").asLong()).isEqualTo(2_000);
        object(program, "goodbye");
        program.awaitHangUp();
        assertThat(result).succeedsWithin(PATIENCE).isEqualTo(Optional.of(RefusalReason.WRONG_PIN));
    }

    @Test
    void aNameThatIsNoneIsNoTry() throws Exception {
        engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line program = callIn.line(elsewhere());
        callsIn(program);

        json(program, "{'type':'hello','protocol':1,'code':'" + CODE + "','nick':'<>'}");
        assertThat(object(program, "error").path("code").asText()).isEqualTo("bad-nick");
        json(program, "{'type':'hello','protocol':1,'code':'" + CODE + "','nick':'Bob'}");

        object(program, "welcome");
    }

    @Test
    void aProgramOpensARoomByItsPin() throws Exception {
        CallIn.Line program = callIn.line(elsewhere());
        callsIn(program);

        json(program, "{'type':'hello','protocol':1,'nick':'Alice','open':{'room':'8401234','pin':'4921'}}");

        assertThat(object(program, "welcome").path("role").asText()).isEqualTo("moderator");
    }

    @Test
    void whoIsLostComesBackByTheCodeAndNobodyNotices() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line bob = seatedBob();
        hears(alice, "Bob joined");

        bob.reset();
        answers(alice, "said meanwhile", "<Alice> said meanwhile");
        CallIn.Line again = callIn.line(elsewhere());
        callsIn(again);
        again.say(CODE);

        again.hears("<Alice> said meanwhile");
        again.say("here I am");
        hears(alice, "<Bob> here I am");
        assertThat(alice.heard()).noneMatch(line -> line.contains("Bob lost") || line.contains("Bob left"));
        assertThat(alice.heard().stream().filter(line -> line.contains("Bob joined")))
                .hasSize(1);
    }

    @Test
    void whoDoesNotComeBackHasLeft() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line bob = callIn.line(home());
        callsIn(bob, door(PATIENCE), Recall.awaiting(Duration.ofMillis(200)));
        bob.say(CODE);
        bob.hears("Welcome");

        bob.reset();

        hears(alice, "* Bob lost the connection (1 person here)");
    }

    @Test
    void aPageThatIsClosedIsAwaitedAndALineIsNot() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line page = callIn.line(elsewhere());
        callsIn(page);
        json(page, "{'type':'hello','protocol':1,'code':'" + CODE + "'}");
        object(page, "welcome");
        CallIn.Line carol = callIn.line(elsewhere());
        callsIn(carol);
        carol.say("C0DE-0F00-CAR0");
        carol.hears("Welcome");

        page.hangUp();
        carol.hangUp();

        hears(alice, "hung up (2 people here)");
        CallIn.Line loaded = callIn.line(elsewhere());
        callsIn(loaded);
        json(loaded, "{'type':'hello','protocol':1,'code':'" + CODE + "'}");
        assertThat(object(loaded, "welcome").path("resumed").asBoolean()).isTrue();
    }

    @Test
    void aSeatGoesFromADialledLegToACalledOneAndBack() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice phone = engine.seated(2, "Bob", Role.PARTICIPANT);
        assertThat(answers(alice, "/who", "| Bob")).contains("dialled");

        CallIn.Line called = seatedBob();
        hears(phone, "You came in again from elsewhere.");
        assertThat(answers(alice, "/who", "| Bob")).contains("called in");
        SimulatedDevice another = engine.seated(2, "Bob", Role.PARTICIPANT);

        called.hears("You came in again from elsewhere.");
        answers(another, "still me", "<Bob> still me");
        assertThat(alice.heard()).noneMatch(line -> line.contains("Bob left") || line.contains("Bob hung up"));
        assertThat(alice.heard().stream().filter(line -> line.contains("Bob joined")))
                .hasSize(1);
    }

    @Test
    void whoWasKickedIsNotAwaited() throws Exception {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        CallIn.Line bob = seatedBob();

        answers(alice, "/kick Bob", "Bob was put out");

        bob.awaitHangUp();
        answers(alice, "/who", "| 1 person");
    }

    @Test
    void whatSpeaksNothingButJsonHearsNothingElse() throws Exception {
        CallIn.Line page = callIn.jsonLine(elsewhere());
        callsIn(page);

        page.say("hello?");

        assertThat(object(page, "error").path("code").asText()).isEqualTo("malformed");
        json(page, "{'type':'look','code':'x'}");
        assertThat(object(page, "error").path("code").asText()).isEqualTo("hello-first");
        json(page, "{'type':'hello','protocol':1,'code':'" + CODE + "'}");
        assertThat(page.hears("")).contains("\"type\":\"hello\"");
        object(page, "waiting");
    }
}
