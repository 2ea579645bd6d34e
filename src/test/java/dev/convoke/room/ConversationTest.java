package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.policy.RoomPolicy.Privacy;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomPolicy.Talk;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Private texts, history, notices, and how fast one may speak. */
@Timeout(90)
class ConversationTest {

    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine().with(records);

    private void talk(int history, int noticesUpTo, int burst, Duration refill, Duration slow) {
        engine.with(RoomPolicy.defaults().with(new Talk(history, noticesUpTo, burst, refill, slow)));
    }

    @Test
    void aPrivateTextReachesOneAndIsNowhereElse() {
        engine.with(new RoomProfile(NUMBER, "", true, Duration.ofMinutes(1)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob Smith", Role.PARTICIPANT);
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);

        answers(carol, "/msg Bob Smith psst, later", "* (to Bob Smith) psst, later");
        hears(bob, "-Carol- psst, later");
        answers(carol, "/msg", "! Usage: /msg NICK TEXT");
        answers(carol, "/msg Bob Smith", "! Usage: /msg NICK TEXT");
        answers(carol, "/msg Nemo hello", "! Nobody here has that name");
        answers(carol, "done", "<Carol> done");

        hears(alice, "<Carol> done");
        SimulatedDevice dave = engine.seated(4, "Dave", Role.PARTICIPANT);
        hears(dave, "| <Carol> done");
        for (SimulatedDevice other : List.of(alice, dave)) {
            assertThat(other.heard()).noneMatch(line -> line.contains("psst"));
        }
        assertThat(records.entries()).noneMatch(entry -> entry.toString().contains("psst"));
    }

    @Test
    void privateTextsMayBeForModeratorsOnly() {
        engine.with(RoomPolicy.defaults().with(new Privacy(Numbers.NOBODY, PrivateTexts.MODERATORS)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        engine.seated(3, "Carol", Role.PARTICIPANT);
        answers(bob, "/msg Carol hi", "! In this room private texts go to and from moderators only.");
        answers(bob, "/msg Alice hi", "* (to Alice) hi");
        answers(alice, "/msg Bob hi", "* (to Bob) hi");
    }

    @Test
    void privateTextsMayBeOff() {
        engine.with(RoomPolicy.defaults().with(new Privacy(Numbers.NOBODY, PrivateTexts.OFF)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT);
        answers(alice, "/msg Bob hi", "! Private texts are off in this room.");
    }

    @Test
    void whoIsMutedMayStillAskAModeratorWhy() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        engine.seated(3, "Carol", Role.PARTICIPANT);
        answers(alice, "/mute Bob", "muted");

        answers(bob, "/msg Carol hi", "! A moderator has muted you.");
        answers(bob, "/msg Alice why?", "* (to Alice) why?");

        hears(alice, "-Bob- why?");
    }

    @Test
    void newcomersGetTheLastMessagesMarkedAsHistory() {
        talk(3, 100, 0, Duration.ofSeconds(1), Duration.ZERO);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "one", "<Alice> one");
        answers(alice, "two", "<Alice> two");
        answers(alice, "/me waves", "* Alice waves");
        answers(alice, "/announce lunch", "Announcement");

        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        hears(bob, "| * Announcement by Alice: lunch");
        assertThat(bob.heard().subList(2, bob.heard().size()))
                .containsExactly(
                        "* Said before you came:",
                        "| <Alice> two",
                        "| * Alice waves",
                        "| * Announcement by Alice: lunch");
    }

    @Test
    void nothingFromBeforeALockIsShown() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "before", "<Alice> before");
        answers(alice, "/lock", "locked");
        answers(alice, "behind", "<Alice> behind");
        answers(alice, "/unlock", "unlocked");
        answers(alice, "after", "<Alice> after");

        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        hears(bob, "| <Alice> after");
        assertThat(bob.heard()).noneMatch(line -> line.contains("before") && line.startsWith("|"));
        assertThat(bob.heard()).noneMatch(line -> line.contains("behind"));
    }

    @Test
    void aRoomMayHaveNoHistory() {
        talk(0, 100, 0, Duration.ofSeconds(1), Duration.ZERO);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "one", "<Alice> one");

        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        answers(bob, "two", "<Bob> two");
        assertThat(bob.heard()).noneMatch(line -> line.startsWith("|"));
    }

    @Test
    void whatIsNotOnDiskYetIsNoHistoryEither() {
        engine.with(new RoomProfile(NUMBER, "", true, Duration.ofMinutes(1)));
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        answers(alice, "kept", "<Alice> kept");
        records.holdBack();
        alice.say("not kept yet");
        await().atMost(PATIENCE).until(() -> records.waiting() == 1);

        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

        hears(bob, "| <Alice> kept");
        assertThat(bob.heard()).noneMatch(line -> line.contains("not kept yet"));
    }

    @Test
    void manyWhoComeAndGoTogetherAreAnnouncedTogether() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice last = engine.seated(2, "P2", Role.PARTICIPANT);
        List<SimulatedDevice> many =
                IntStream.range(10, 40).mapToObj(i -> engine.device()).toList();
        var dialled = IntStream.range(0, many.size())
                .mapToObj(i -> engine.connect(
                        many.get(i).address(),
                        new Destination.InRoom(engine.entry(10 + i, "P" + (10 + i), Role.PARTICIPANT))))
                .toList();
        dialled.forEach(result -> assertThat(result.join()).isEmpty());
        hears(alice, "(32 people here)");
        assertThat(alice.heard().stream()
                        .filter(line -> line.contains(" joined "))
                        .count())
                .isLessThan(16);

        // Whoever speaks is announced before, whatever is being gathered.
        many.forEach(SimulatedDevice::hangUp);

        hears(alice, "(2 people here)");
        answers(last, "still here", "<P2> still here");
        await().atMost(PATIENCE)
                .until(() -> alice.heard().stream().anyMatch(line -> line.endsWith(" left (2 people here)")));
        assertThat(alice.heard().stream()
                        .filter(line -> line.contains(" left (") || line.contains("hung up"))
                        .count())
                .isLessThan(16);
        answers(alice, "/who", "| 2 people");
    }

    @Test
    void whoSpeaksWasAnnouncedBefore() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        for (int i = 2; i < 8; i++) {
            SimulatedDevice device = engine.seated(i, "P" + i, Role.PARTICIPANT);
            answers(device, "hello", "<P" + i + "> hello");
        }

        hears(alice, "<P7> hello");
        for (int i = 2; i < 8; i++) {
            String nick = "P" + i;
            List<String> about =
                    alice.heard().stream().filter(line -> line.contains(nick)).toList();
            assertThat(about.get(0)).contains("joined");
        }
    }

    @Test
    void inALargeMeetingNobodyIsToldWhoComesAndGoes() {
        talk(0, 2, 0, Duration.ofSeconds(1), Duration.ZERO);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(alice, "* Bob joined");
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        SimulatedDevice dave = engine.seated(4, "Dave", Role.PARTICIPANT);

        dave.say("/leave");
        assertThat(dave.awaitHangUps(1, PATIENCE)).isTrue();
        answers(carol, "psst", "<Carol> psst");
        answers(alice, "/who", "| 3 people");

        assertThat(alice.heard()).noneMatch(line -> line.contains("Dave") || line.contains("Carol joined"));
        answers(alice, "/kick Carol", "* Carol was put out by Alice (2 people here)");
    }

    @Test
    void whoSpeaksTooFastIsToldHowLongToWait() {
        talk(0, 100, 3, Duration.ofSeconds(30), Duration.ZERO);
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        for (int i = 0; i < 3; i++) {
            answers(bob, "b" + i, "<Bob> b" + i);
        }

        answers(bob, "b3", "! That was too fast: wait 30 seconds and say it again.");
        answers(bob, "/me waves", "! That was too fast");
        answers(bob, "/msg Alice hi", "! That was too fast");
        answers(bob, "/nick Robert", "! That was too fast");
        answers(bob, "/hand", "! That was too fast");
        for (int i = 0; i < 10; i++) {
            answers(alice, "a" + i, "<Alice> a" + i);
        }
        assertThat(alice.heard()).noneMatch(line -> line.contains("b3"));
    }

    @Test
    void theBucketFillsAgain() {
        talk(0, 100, 1, Duration.ofMillis(50), Duration.ZERO);
        engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        bob.say("one");
        answers(bob, "two", "! That was too fast: wait 1 second");

        await().atMost(PATIENCE).until(() -> {
            bob.say("three");
            return bob.await(line -> line.equals("<Bob> three"), Duration.ofMillis(60))
                    .isPresent();
        });
    }

    @Test
    void slowModeNamesTheWaitAndSparesModeratorsAndWhoHasTheFloor() {
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);
        answers(alice, "/slow 1m", "* Alice turned slow mode on: one message every 1 minute.");
        answers(alice, "/slow 60s", "! That is so already.");
        answers(bob, "one", "<Bob> one");

        answers(bob, "two", "! The room is in slow mode: wait ");
        answers(alice, "a", "<Alice> a");
        answers(alice, "b", "<Alice> b");
        answers(bob, "/hand", "number 1");
        answers(alice, "/next", "Bob has the floor");
        answers(bob, "three", "<Bob> three");
        answers(alice, "/slow off", "* Alice turned slow mode off.");
        answers(alice, "/next", "Nobody has the floor");
        answers(bob, "four", "<Bob> four");
    }
}
