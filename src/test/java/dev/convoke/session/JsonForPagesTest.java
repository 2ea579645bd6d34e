package dev.convoke.session;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.event.BookedEnd;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.port.BanList;
import dev.convoke.room.port.Extension;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page has to show without reading sentences: where it is, who waits, whose turn it is, how long to wait, why it ended. */
@Timeout(90)
class JsonForPagesTest {

    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final RoomPolicy DEFAULTS = RoomPolicy.defaults();

    @RegisterExtension
    private final Engine engine = new Engine();

    private static RoomPolicy withLobby() {
        RoomPolicy.Access access = DEFAULTS.access();
        return DEFAULTS.with(
                new RoomPolicy.Access(true, access.capacity(), access.moderatorSeats(), access.nickReservation()));
    }

    private static RoomPolicy withSlow(Duration pause) {
        RoomPolicy.Talk talk = DEFAULTS.talk();
        return DEFAULTS.with(
                new RoomPolicy.Talk(talk.history(), talk.noticesUpTo(), talk.burst(), talk.refill(), pause));
    }

    private RoomEntry booked(int person, String nick, Role role, Instant end) {
        return new RoomEntry(
                engine.profile(),
                Engine.person(person),
                Nick.parse(nick),
                role,
                false,
                Optional.of(new BookedEnd(end, LONDON)));
    }

    private static JsonNode ruled(JsonDevice device, String ruling) {
        return device.await(ruling, node -> node.path("ruling").asText().equals(ruling));
    }

    private static JsonNode last(JsonDevice device) {
        List<JsonNode> heard = device.heard();
        return heard.get(heard.size() - 1);
    }

    @Test
    void theWelcomeSaysWhatHolds() {
        engine.with(withSlow(Duration.ofSeconds(5)));
        JsonDevice alice = JsonDevice.of(engine);
        alice.enters(booked(1, "Alice", Role.MODERATOR, TEN));
        long before = System.currentTimeMillis();
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        alice.send("{'type':'command','name':'lock'}");
        alice.send("{'type':'command','name':'mute','argument':'all'}");
        alice.send("{'type':'command','name':'unlock','id':'u'}");
        alice.awaitAck("u");
        answers(bob, "/hand", "number 1");

        JsonDevice again = JsonDevice.of(engine);
        again.enters(engine.entry(2, "Bob", Role.PARTICIPANT));

        JsonNode welcome = again.awaitType("welcome");
        assertThat(welcome.path("ends").asLong()).isEqualTo(TEN.toEpochMilli());
        assertThat(welcome.path("zone").asText()).isEqualTo("Europe/London");
        assertThat(welcome.path("at").asLong()).isBetween(before, System.currentTimeMillis());
        assertThat(welcome.path("slow-ms").asLong()).isEqualTo(5_000);
        assertThat(welcome.path("all-muted").asBoolean()).isTrue();
        assertThat(welcome.path("locked").asBoolean(true)).isFalse();
        assertThat(welcome.path("private-texts").asText()).isEqualTo("all");
        assertThat(welcome.path("you").toString()).isEqualTo("{\"muted\":true,\"held\":false,\"hand\":1}");
    }

    @Test
    void withoutABookingThereIsNoEnd() {
        JsonNode welcome = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR).awaitType("welcome");

        assertThat(welcome.has("ends")).isFalse();
        assertThat(welcome.has("zone")).isFalse();
    }

    @Test
    void moreTimeMovesTheEndForThoseWhoAreHereAndThoseWhoCome() {
        Instant later = TEN.plusSeconds(900);
        engine.with(new RoomPorts(
                new MemoryRecords(),
                BanList.inMemory(),
                (room, by) -> CompletableFuture.completedFuture(Extension.until(room, later, LONDON))));
        JsonDevice alice = JsonDevice.of(engine);
        alice.enters(booked(1, "Alice", Role.MODERATOR, TEN));
        alice.awaitType("welcome");

        engine.rooms()
                .execute(
                        Engine.NUMBER,
                        new Actor.ByText(Engine.msisdn(9)),
                        new ModeratorCommand.Extend(Duration.ofMinutes(15)))
                .join();

        assertThat(ruled(alice, "extended").path("ends").asLong()).isEqualTo(later.toEpochMilli());
        // What was read before the extension does not undo it.
        JsonDevice bob = JsonDevice.of(engine);
        bob.enters(booked(2, "Bob", Role.PARTICIPANT, TEN));
        assertThat(bob.awaitType("welcome").path("ends").asLong()).isEqualTo(later.toEpochMilli());
    }

    @Test
    void rulingsSayTheirSpansInMilliseconds() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        alice.send("{'type':'command','name':'slow','argument':'10s'}");

        assertThat(ruled(alice, "slow").path("slow-ms").asLong()).isEqualTo(10_000);
    }

    @Test
    void whoWaitsIsToldToProgramsAsValuesAndToPeopleInASentence() {
        engine.with(withLobby());
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        SimulatedDevice olga = engine.seated(2, "Olga", Role.MODERATOR);
        JsonDevice priya = JsonDevice.of(engine);

        priya.enters(engine.entry(3, "Priya", Role.PARTICIPANT));

        JsonNode waiting = priya.awaitType("waiting");
        assertThat(waiting.path("open").asBoolean()).isTrue();
        assertThat(waiting.path("moderators").toString()).isEqualTo("[\"Alice\",\"Olga\"]");
        JsonNode lobby = alice.awaitType("lobby");
        assertThat(lobby.path("nick").asText()).isEqualTo("Priya");
        assertThat(lobby.path("number").asText()).isEqualTo(Engine.msisdn(3).e164());
        assertThat(lobby.path("since").asLong()).isPositive();
        hears(olga, "* Priya is in the lobby: /admit Priya or /deny Priya");
        alice.send("{'type':'command','name':'admit','argument':'Priya','id':'a'}");
        alice.awaitAck("a");
        assertThat(alice.await("gone", node -> node.path("gone").asBoolean())
                        .path("nick")
                        .asText())
                .isEqualTo("Priya");
        assertThat(alice.heard()).noneMatch(node -> node.path("type").asText().equals("notice"));
        assertThat(olga.heard()).noneMatch(line -> line.startsWith("{"));
    }

    @Test
    void whoGoesFromTheLobbyOrIsCalledOtherwiseThereIsToldOf() {
        engine.with(withLobby());
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        JsonDevice priya = JsonDevice.of(engine);
        priya.enters(engine.entry(3, "Priya", Role.PARTICIPANT));
        priya.awaitType("waiting");

        priya.send("{'type':'command','name':'nick','argument':'Raman'}");
        alice.await(
                "the new name",
                node -> node.path("type").asText().equals("lobby")
                        && node.path("nick").asText().equals("Raman"));
        priya.send("{'type':'leave'}");

        alice.await(
                "gone",
                node -> node.path("gone").asBoolean()
                        && node.path("nick").asText().equals("Raman"));
        assertThat(alice.heard().stream()
                        .filter(node -> node.path("type").asText().equals("lobby"))
                        .map(node ->
                                node.path("nick").asText() + node.path("gone").asText()))
                .containsExactly("Priya", "Priyatrue", "Raman", "Ramantrue");
    }

    @Test
    void aModeratorWhoComesIsToldOfAllWhoWaitAndOfAllHands() {
        engine.with(withLobby());
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        List<SimulatedDevice> five =
                IntStream.range(0, 5).mapToObj(i -> engine.device()).toList();
        for (int i = 0; i < 5; i++) {
            engine.enter(five.get(i), engine.entry(10 + i, "W" + i, Role.PARTICIPANT));
            hears(five.get(i), "in the lobby");
        }
        answers(alice, "/admit W0", "W0 joined");
        answers(five.get(0), "/hand", "number 1");

        JsonDevice olga = JsonDevice.seated(engine, 2, "Olga", Role.MODERATOR);

        assertThat(olga.awaitType("hands").path("queue").toString()).isEqualTo("[\"W0\"]");
        assertThat(olga.heard().stream()
                        .filter(node -> node.path("type").asText().equals("lobby"))
                        .map(node -> node.path("nick").asText()))
                .containsExactly("W1", "W2", "W3", "W4");
    }

    @Test
    void whoBecomesAModeratorIsToldToo() {
        engine.with(withLobby());
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.of(engine);
        bob.enters(engine.entry(2, "Bob", Role.PARTICIPANT));
        bob.awaitType("waiting");
        answers(alice, "/admit Bob", "Bob joined");
        engine.enter(engine.device(), engine.entry(3, "Priya", Role.PARTICIPANT));
        hears(alice, "Priya is in the lobby");

        answers(alice, "/mod Bob", "made Bob a moderator");

        assertThat(bob.awaitType("lobby").path("nick").asText()).isEqualTo("Priya");
    }

    @Test
    void manyWhoComeAtOnceAreAllToldOf() {
        engine.with(withLobby());
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        for (int i = 0; i < 12; i++) {
            engine.enter(engine.device(), engine.entry(10 + i, "W" + i, Role.PARTICIPANT));
        }

        alice.await("the last", node -> node.path("nick").asText().equals("W11"));
        assertThat(alice.heard().stream()
                        .filter(node -> node.path("type").asText().equals("lobby"))
                        .map(node -> node.path("nick").asText()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 12).mapToObj(i -> "W" + i).toList());
    }

    @Test
    void handsAreToldAsAQueueAndPlacesToThoseInIt() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        JsonDevice noa = JsonDevice.seated(engine, 2, "Noa", Role.PARTICIPANT);
        JsonDevice ben = JsonDevice.seated(engine, 3, "Ben", Role.PARTICIPANT);

        noa.send("{'type':'command','name':'hand','id':'1'}");
        noa.awaitAck("1");
        ben.send("{'type':'command','name':'hand'}");
        assertThat(noa.awaitType("hand").path("place").asInt()).isEqualTo(1);
        assertThat(ben.awaitType("hand").path("place").asInt()).isEqualTo(2);
        alice.await("both", node -> node.path("queue").toString().equals("[\"Noa\",\"Ben\"]"));

        alice.send("{'type':'command','name':'next'}");

        noa.await(
                "its turn",
                node -> node.path("type").asText().equals("hand")
                        && node.path("place").asInt(-1) == 0);
        ben.await(
                "moved up",
                node -> node.path("type").asText().equals("hand")
                        && node.path("place").asInt() == 1);
        alice.await("one", node -> node.path("queue").toString().equals("[\"Ben\"]"));
        // More changes than are told one by one: the last one is.
        ben.send("{'type':'command','name':'nick','argument':'Benjamin'}");
        alice.await("the new name", node -> node.path("queue").toString().equals("[\"Benjamin\"]"));
        assertThat(alice.heard()).noneMatch(node -> node.path("type").asText().equals("notice"));
    }

    @Test
    void aPrivateTextHasATimeAndAPlaceInTheOrder() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        alice.send("{'type':'say','text':'before','id':'s'}");
        long seq = alice.awaitAck("s").path("seq").asLong();

        alice.send("{'type':'command','name':'msg','argument':'Bob one\\ntwo'}");

        for (JsonDevice one : List.of(alice, bob)) {
            JsonNode text = one.awaitType("private");
            assertThat(text.path("after").asLong()).isEqualTo(seq);
            assertThat(text.path("at").asLong()).isPositive();
            assertThat(text.path("text").asText()).isEqualTo("one\ntwo");
            assertThat(text.has("away")).isFalse();
        }
    }

    @Test
    void whoTellsOfAsManyAsAreWanted() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT);
        engine.seated(3, "Carol", Role.PARTICIPANT);

        alice.send("{'type':'who','from':1,'limit':1}");

        JsonNode who = alice.awaitType("who");
        assertThat(who.path("people").size()).isEqualTo(1);
        assertThat(who.path("people").get(0).path("nick").asText()).isEqualTo("Bob");
        assertThat(who.path("people").get(0).path("by").asText()).isEqualTo("dialled");
        assertThat(who.path("from").asInt()).isEqualTo(1);
        assertThat(who.path("total").asInt()).isEqualTo(3);
        alice.send("{'type':'who','from':99,'id':'far'}");
        alice.awaitAck("far");
        assertThat(alice.heard())
                .anyMatch(node -> node.path("type").asText().equals("who")
                        && node.path("people").isEmpty()
                        && node.path("from").asInt() == 3);
        alice.send("{'type':'who','from':'1','id':'bad'}");
        alice.awaitError("bad", "invalid");
    }

    @Test
    void aPingSaysHowManyAreHere() {
        engine.with(new SessionSettings(Duration.ofMillis(100), Duration.ofSeconds(20), 0));
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        assertThat(alice.awaitType("ping").path("present").asInt()).isEqualTo(1);
    }

    @Test
    void howLongToWaitIsANumber() {
        engine.with(withSlow(Duration.ofSeconds(30)));
        engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

        bob.send("{'type':'say','text':'one'}");
        bob.send("{'type':'say','text':'two','id':'2'}");

        assertThat(bob.awaitError("2", "slow-mode").path("wait-ms").asLong()).isBetween(1L, 30_000L);
    }

    @Test
    void severalLinesStayLinesForProgramsAndAreOneForPeople() {
        MemoryRecords records = new MemoryRecords();
        engine.with(records);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);

        bob.send("{'type':'say','text':'\\n\\none\\r\\n* two \\n\\n\\n\\u001bthree\\n'}");

        bob.awaitEvent("say", "one\n* two\n\nthree");
        assertThat(hears(alice, "<Bob>")).isEqualTo("<Bob> one * two  three");
        bob.send("{'type':'me','text':'a\\nb'}");
        bob.awaitEvent("me", "a\nb");
        hears(alice, "* Bob a b");
        bob.send("{'type':'command','name':'nick','argument':'Bob\\nKing','id':'n'}");
        bob.awaitAck("n");
        hears(alice, "* Bob is now Bob King");
        bob.send("{'type':'say','text':'\\n \\n','id':'e'}");
        bob.awaitError("e", "invalid");
        assertThat(alice.heard()).noneMatch(line -> line.startsWith("* two"));
    }

    @Test
    void whoIsPutOutLearnsByWhomAndWhy() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        JsonDevice bob = JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        JsonDevice carol = JsonDevice.seated(engine, 3, "Carol", Role.PARTICIPANT);

        alice.say("/kick Bob too loud");
        alice.say("/ban Carol for 2h");

        JsonNode kicked = bob.awaitType("goodbye");
        assertThat(kicked.path("code").asText()).isEqualTo("kicked");
        assertThat(kicked.path("by").asText()).isEqualTo("Alice");
        assertThat(kicked.path("reason").asText()).isEqualTo("too loud");
        JsonNode banned = carol.awaitType("goodbye");
        assertThat(banned.path("code").asText()).isEqualTo("banned");
        assertThat(banned.has("reason")).isFalse();
    }

    @Test
    void listingsOfBansAndCommandsAreValuesToo() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        JsonDevice.seated(engine, 2, "Bob", Role.PARTICIPANT);
        long before = System.currentTimeMillis();
        alice.send("{'type':'command','name':'ban','argument':'Bob for 2h too loud'}");
        alice.send("{'type':'command','name':'bans'}");
        alice.send("{'type':'command','name':'help'}");

        JsonNode ban =
                alice.await("bans", node -> node.has("bans")).path("bans").get(0);
        assertThat(ban.path("nick").asText()).isEqualTo("Bob");
        assertThat(ban.path("number").asText()).isEqualTo(Engine.msisdn(2).e164());
        assertThat(ban.path("until").asLong()).isBetween(before + 7_200_000, System.currentTimeMillis() + 7_200_000);
        assertThat(ban.path("reason").asText()).isEqualTo("too loud");
        assertThat(ban.path("by").asText()).isEqualTo("Alice");
        assertThat(alice.await("commands", node -> node.has("commands")).path("commands"))
                .anyMatch(command -> command.path("name").asText().equals("kick")
                        && command.path("usage").asText().equals("/kick NICK [reason]"));
    }

    @Test
    void everyLegOfAProgramEndsWithAGoodbye() {
        engine.with(withLobby());
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);
        JsonDevice waits = JsonDevice.of(engine);
        waits.enters(engine.entry(2, "Waits", Role.PARTICIPANT));
        waits.awaitType("waiting");
        JsonDevice denied = JsonDevice.of(engine);
        denied.enters(engine.entry(3, "Denied", Role.PARTICIPANT));
        denied.awaitType("waiting");
        SimulatedDevice olga = engine.seated(4, "Olga", Role.MODERATOR);

        olga.say("/deny Denied");
        assertThat(denied.awaitType("goodbye").path("code").asText()).isEqualTo("denied");
        alice.send("{'type':'command','name':'close','argument':'enough'}");

        for (JsonDevice one : List.of(alice, waits)) {
            assertThat(one.lines().awaitHangUps(1, PATIENCE)).isTrue();
            JsonNode goodbye = last(one);
            assertThat(goodbye.path("type").asText()).isEqualTo("goodbye");
            assertThat(goodbye.path("code").asText()).isEqualTo("over");
            assertThat(goodbye.path("reason").asText()).isEqualTo("by-moderator");
        }
        assertThat(olga.awaitHangUps(1, PATIENCE)).isTrue();
        List<String> heard = olga.heard();
        assertThat(heard.get(heard.size() - 1))
                .isEqualTo("* The meeting is over: the moderator closed the meeting: enough.");
    }

    @Test
    void aServerThatStopsSaysSo() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        engine.rooms().closeAll(CloseReason.SHUTDOWN).join();

        assertThat(alice.awaitType("goodbye").path("code").asText()).isEqualTo("restart");
    }

    @Test
    void whoComesFromElsewhereReplacesThemselves() {
        JsonDevice alice = JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        JsonDevice.seated(engine, 1, "Alice", Role.MODERATOR);

        assertThat(alice.awaitType("goodbye").path("code").asText()).isEqualTo("replaced");
    }

    @Test
    void whoIsNotLetInLearnsWhyByACode() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "/lock", "locked the room");
        JsonDevice bob = JsonDevice.of(engine);

        bob.enters(engine.entry(2, "Bob", Role.PARTICIPANT));

        JsonNode goodbye = bob.awaitType("goodbye");
        assertThat(goodbye.path("code").asText()).isEqualTo("refused");
        assertThat(goodbye.path("reason").asText()).isEqualTo("room-locked");
    }

    /** The page has words of its own for these, so they must be what the engine says. */
    @Test
    void theCodesThatAPageKnowsAreOnesThatAreSaid() {
        Stream<String> inside = Arrays.stream(CommandRefusal.values()).map(CommandRefusal::code);
        Stream<String> problems = Arrays.stream(JsonProblem.values()).map(JsonProblem::code);
        Stream<String> door = Arrays.stream(RefusalReason.values()).map(RefusalReason::label);

        assertThat(Stream.of(inside, problems, door).flatMap(codes -> codes))
                .contains(
                        ("muted all-muted observer held no-moderator not-open lobby too-fast slow-mode busy no-schedule"
                                        + " not-invited too-long nick-taken bad-nick no-such-nick no-private-texts"
                                        + " private-to-moderators in-lobby is-held moderators-only last-moderator is-moderator"
                                        + " not-moderator not-yourself unchanged no-hands lobby-empty not-in-lobby overlaps"
                                        + " not-booked bad-number bad-span no-such-ban too-many-bans too-many-hands"
                                        + " unknown-command usage other-meeting unknown-seq malformed invalid unknown-type"
                                        + " hello-first not-here not-utf8 protocol banned too-early meeting-over room-full"
                                        + " room-locked")
                                .split(" "));
    }
}
