package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.room.RandomPerson.MODERATORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.RoomFigures;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.ModeratorGone;
import dev.convoke.room.policy.RoomPolicy.Talk;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.session.JsonDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many people on real sockets do what comes to their minds, thousands of times; what must always hold is checked against the
 * log of the meeting and what each device heard. {@code -Droom.seed=…} repeats the choices of a run.
 */
@Timeout(180)
class RandomRoomTest {

    private static final int PEOPLE = 16;
    private static final int COMMANDS = 6_000;
    private static final Pattern PSST = Pattern.compile("psst[0-9]+");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long seed = Long.getLong("room.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine()
            .with(RoomPolicy.defaults()
                    .with(new Talk(5, 100, 0, Duration.ofSeconds(1), Duration.ZERO))
                    .with(new ModeratorGone(WithoutModerator.HOLD, Duration.ZERO)))
            .with(records);

    private final List<RandomPerson> people = new ArrayList<>();
    private int messages;

    @Test
    void whateverPeopleDoTheRulesHold() throws Exception {
        engine.with(new RoomProfile(
                NUMBER, "", true, Duration.ofMillis(300), engine.profile().policy()));
        IntStream.range(0, PEOPLE)
                .mapToObj(id -> new RandomPerson(id, engine, random))
                .forEach(people::add);
        people.get(0).dial();
        await().atMost(PATIENCE).until(() -> room().isPresent());
        Room room = room().orElseThrow();
        people.forEach(RandomPerson::dial);

        for (int i = 0; i < COMMANDS; i++) {
            RandomPerson person = people.get(random.nextInt(random.nextInt(5) < 2 ? MODERATORS : PEOPLE));
            person.say(anything(person));
            somethingHappensToAConnection(i);
        }
        calmDown();

        rosterIsLegs();
        nobodyDidWhatTheyMayNot();
        people.stream().filter(person -> !person.speaksJson).forEach(this::heardInOrderWithoutGap);
        programsHeardInOrderWithoutGap();
        privateTextsStayedPrivate();
        everyoneLeaves(room);
    }

    private Optional<Room> room() {
        return engine.rooms().ask(NUMBER, room -> room).join();
    }

    private String anything(RandomPerson speaker) {
        String someone = "P" + random.nextInt(PEOPLE);
        int choice = random.nextInt(100);
        if (choice < 50) {
            return "m" + ++messages;
        }
        List<String> commands = List.of(
                "/me m" + ++messages,
                "/msg " + someone + " psst" + messages,
                "/mute " + someone,
                "/unmute " + someone,
                "/mute all",
                "/unmute all",
                "/unmute all",
                "/hold " + someone,
                "/unhold " + someone,
                "/unhold " + someone,
                "/hand",
                "/hand down",
                "/next",
                "/mod " + someone,
                "/unmod " + someone,
                "/kick " + someone + " because",
                "/ban P" + (MODERATORS + random.nextInt(PEOPLE - MODERATORS)),
                "/unban P" + (MODERATORS + random.nextInt(PEOPLE - MODERATORS)),
                "/unban P" + (MODERATORS + random.nextInt(PEOPLE - MODERATORS)),
                "/lobby on",
                "/lobby off",
                "/admit all",
                "/admit " + someone,
                "/deny " + someone,
                "/lock",
                "/unlock",
                "/unlock",
                "/topic t" + messages,
                "/announce a" + messages,
                "/who",
                "/help",
                "/bans",
                "/nonsense",
                "/nick P" + speaker.id + "ab".charAt(random.nextInt(2)),
                "/nick P" + speaker.id,
                "/nick P" + speaker.id,
                "/leave");
        return commands.get(random.nextInt(commands.size()));
    }

    private void somethingHappensToAConnection(int step) {
        RandomPerson person = people.get(random.nextInt(PEOPLE));
        switch (random.nextInt(40)) {
            case 0 -> person.device.hangUp();
            case 1 -> person.device.reset();
            case 2, 3, 4 -> person.dial();
            default -> {}
        }
        if (step % 100 == 0) {
            // A moderator is never away for long, and what is said is heard before more is said.
            people.get(0).dial();
            await().atMost(PATIENCE)
                    .until(() -> engine.rooms().ask(NUMBER, room -> true).join().isPresent());
        }
    }

    private void calmDown() {
        // Another moderator may have taken the right away; who comes in again by a PIN has it.
        people.get(0).dial();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            RandomPerson moderator = people.get(0);
            moderator.say("/lobby off");
            moderator.say("/slow off");
            moderator.say("/unmute all");
            String last = "m" + ++messages;
            moderator.say(last);
            assertThat(moderator.device.await(line -> line.endsWith(" " + last), Duration.ofSeconds(2)))
                    .isPresent();
        });
    }

    private void rosterIsLegs() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Integer> roster = engine.rooms().ask(NUMBER, Room::roster).join().orElseThrow().stream()
                    .map(RosterRow::nick)
                    .map(LogReplay::person)
                    .sorted()
                    .toList();
            List<Integer> connected = people.stream()
                    .filter(person -> person.device.connections() > person.device.hangUps())
                    .map(person -> person.id)
                    .toList();
            assertThat(roster).as("seed %d", seed).isEqualTo(connected);
        });
    }

    private void nobodyDidWhatTheyMayNot() {
        LogReplay replay = new LogReplay(RandomPerson::entryRole);
        records.entries().forEach(replay::read);

        assertThat(replay.violations()).as("seed %d", seed).isEmpty();
        assertThat(records.entries().stream().filter(entry -> entry.event() instanceof RoomEvent.Speech))
                .as("seed %d: enough is said for this to mean something", seed)
                .hasSizeGreaterThan(COMMANDS / 40);
        assertThat(replay.rulings())
                .as("seed %d", seed)
                .containsKeys(
                        Ruling.MUTED,
                        Ruling.HELD,
                        Ruling.BANNED,
                        Ruling.ALL_MUTED,
                        Ruling.LOBBY_ON,
                        Ruling.LOCKED,
                        Ruling.FLOOR);
    }

    private void heardInOrderWithoutGap(RandomPerson person) {
        Map<String, Integer> places = new HashMap<>();
        for (LogEntry entry : records.entries()) {
            if (entry.event() instanceof RoomEvent.Speech speech) {
                places.put(speech.text(), places.size());
            }
        }
        int last = -1;
        boolean mayHaveMissed = true;
        boolean mayRepeat = false;
        boolean hears = false;
        List<String> heard = person.heard();
        for (int i = 0; i < heard.size(); i++) {
            String line = heard.get(i);
            List<String> lately = heard.subList(Math.max(0, i - 8), i + 1);
            if (line.startsWith("<")) {
                int place = places.getOrDefault(line.substring(line.indexOf("> ") + 2), -1);
                assertThat(hears)
                        .as("seed %d: P%d hears %s", seed, person.id, line)
                        .isTrue();
                if (!mayRepeat) {
                    assertThat(place)
                            .as("seed %d: P%d, order in %s", seed, person.id, lately)
                            .isGreaterThan(last);
                }
                if (!mayHaveMissed) {
                    assertThat(place)
                            .as("seed %d: P%d, gap in %s", seed, person.id, lately)
                            .isLessThanOrEqualTo(last + 1);
                }
                last = place;
                mayHaveMissed = false;
                mayRepeat = false;
            } else if (line.endsWith(" may have reached you before.")) {
                mayRepeat = true;
            } else if (line.startsWith("* Welcome to ") || line.contains(" is no longer on hold.")) {
                boolean aboutMe =
                        line.startsWith("* W") || line.matches("\\* P" + person.id + "[a-z]?( [0-9]+)? is no .*");
                hears = aboutMe ? !line.contains("in the lobby") : hears;
                mayHaveMissed |= aboutMe;
            } else if (line.endsWith("you hear nobody and nobody hears you.") && line.startsWith("* ")) {
                hears = false;
            }
        }
    }

    private void programsHeardInOrderWithoutGap() {
        int replays = 0;
        int replayed = 0;
        for (RandomPerson person : people) {
            if (person.speaksJson) {
                JsonHearing hearing = new JsonHearing(person.id, records.entries());
                person.heard().forEach(hearing::read);
                assertThat(hearing.violations()).as("seed %d", seed).isEmpty();
                acknowledgementsNameTheirPlace(person);
                replays += hearing.replays();
                replayed += hearing.replayed();
            }
        }
        assertThat(replays).as("seed %d: resumed legs", seed).isGreaterThan(20);
        assertThat(replayed)
                .as("seed %d: events that resumed legs were given", seed)
                .isGreaterThan(20);
    }

    private void acknowledgementsNameTheirPlace(RandomPerson person) {
        List<LogEntry> log = records.entries();
        person.heard().stream()
                .filter(line -> line.startsWith("{\"type\":\"ack\"") && line.contains("\"seq\""))
                .map(JsonDevice::parsed)
                .forEach(ack -> {
                    LogEntry said = log.get(ack.path("seq").asInt() - 1);
                    assertThat(said.event())
                            .as("seed %d: %s", seed, ack)
                            .isInstanceOfSatisfying(
                                    RoomEvent.Speech.class,
                                    speech -> assertThat(speech.text())
                                            .isEqualTo(ack.path("id").asText()));
                });
    }

    private void privateTextsStayedPrivate() {
        Map<String, Integer> copies = new HashMap<>();
        for (RandomPerson person : people) {
            person.heard().stream()
                    .map(PSST::matcher)
                    .filter(Matcher::find)
                    .forEach(psst -> copies.merge(psst.group(), 1, Integer::sum));
        }
        assertThat(copies).as("seed %d", seed).isNotEmpty();
        assertThat(copies.values()).as("seed %d", seed).allMatch(count -> count <= 2);
        assertThat(records.entries()).noneMatch(entry -> entry.toString().contains("psst"));
    }

    private void everyoneLeaves(Room room) throws ExecutionException, InterruptedException {
        people.forEach(person -> person.device.close());

        await().atMost(PATIENCE).until(() -> room().isEmpty());
        await().atMost(PATIENCE).until(() -> records.events().contains("closed EMPTY"));
        RoomFigures left = engine.rooms().loopOf(NUMBER).submit(room::figures).get();
        assertThat(left).as("seed %d", seed).isEqualTo(new RoomFigures(0, 0, 0, 0, 0, 0));
    }
}
