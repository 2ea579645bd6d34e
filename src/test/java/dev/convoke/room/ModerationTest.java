package dev.convoke.room;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.answers;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.leg.Engine;
import dev.convoke.leg.MemoryRecords;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What moderators decide about who speaks, who hears, who comes in and who moderates; on real sockets. */
@Timeout(90)
class ModerationTest {

    private final MemoryRecords records = new MemoryRecords();

    @RegisterExtension
    private final Engine engine = new Engine().with(records);

    private SimulatedDevice alice() {
        return engine.seated(1, "Alice", Role.MODERATOR);
    }

    private SimulatedDevice bob() {
        return engine.seated(2, "Bob", Role.PARTICIPANT);
    }

    private static void hasNotHeard(SimulatedDevice device, String part) {
        assertThat(device.heard()).noneMatch(line -> line.contains(part));
    }

    @Test
    void helpListsOnlyWhatTheCallerMayDo() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        SimulatedDevice oscar = engine.seated(3, "Oscar", Role.OBSERVER);

        answers(alice, "/help", "| Anything else");
        answers(bob, "/help", "| Anything else");
        answers(oscar, "/help", "| /leave");

        assertThat(alice.heard()).anyMatch(line -> line.startsWith("| /ban NICK|NUMBER"));
        assertThat(bob.heard()).anyMatch(line -> line.startsWith("| /hand")).noneMatch(line -> line.contains("/ban"));
        assertThat(oscar.heard()).noneMatch(line -> line.contains("/me") || line.contains("Anything else"));
    }

    @Test
    void everyModeratorsCommandIsRefusedToOthersAndShowsItsUsage() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();

        for (String command : List.of(
                "mute",
                "unmute",
                "hold",
                "unhold",
                "mod",
                "unmod",
                "admit",
                "deny",
                "kick",
                "ban",
                "unban",
                "lobby",
                "slow",
                "announce",
                "extend")) {
            answers(bob, "/" + command, "! Only moderators may do that.");
            answers(alice, "/" + command, "! Usage: /" + command + " ");
        }
        for (String command : List.of("lock", "unlock", "next", "bans", "end", "close")) {
            answers(bob, "/" + command, "! Only moderators may do that.");
        }
        for (String wrong : List.of(
                "lobby maybe", "slow 5", "slow 2h", "slow 0s", "extend 0", "extend x", "ban +447700900002 for 2x")) {
            answers(alice, "/" + wrong, "! Usage: /");
        }
        for (String nobody :
                List.of("mute", "unmute", "hold", "unhold", "mod", "unmod", "admit", "deny", "kick", "ban")) {
            answers(alice, "/" + nobody + " Nemo", "! Nobody here has that name");
        }
    }

    @Test
    void aLockedRoomRefusesNewcomersButNotModeratorsInvitedOrReturningOnes() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(alice, "/lock", "* Alice locked the room.");
        answers(alice, "/lock", "! That is so already.");

        assertThat(engine.refused(3, "Carol", Role.PARTICIPANT)).contains(RefusalReason.ROOM_LOCKED);

        assertThat(engine.enter(engine.device(), engine.invited(4, "Dave"))).isEmpty();
        assertThat(engine.refused(5, "Erin", Role.MODERATOR)).isEmpty();
        bob.hangUp();
        hears(alice, "* Bob hung up");
        assertThat(engine.refused(2, "Bob", Role.PARTICIPANT)).isEmpty();
        answers(alice, "/unlock", "* Alice unlocked the room.");
        answers(alice, "/unlock", "! That is so already.");
        assertThat(engine.refused(3, "Carol", Role.PARTICIPANT)).isEmpty();
    }

    @Test
    void whoWasPutOutDoesNotReturnToALockedRoom() {
        SimulatedDevice alice = alice();
        bob();
        answers(alice, "/kick Bob", "* Bob was put out");
        answers(alice, "/lock", "locked");

        assertThat(engine.refused(2, "Bob", Role.PARTICIPANT)).contains(RefusalReason.ROOM_LOCKED);
    }

    @Test
    void aMutedPersonIsToldWhyOnEveryLegAndWhenTheyReturn() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(alice, "/mute Bob", "* Alice muted Bob.");
        answers(alice, "/mute bob", "! That is so already.");
        answers(alice, "/mute Alice", "! Alice is a moderator.");

        answers(bob, "one", "! A moderator has muted you.");
        answers(bob, "/me two", "! A moderator has muted you.");
        answers(bob, "/nick Three", "! A moderator has muted you.");
        SimulatedDevice other = bob();
        answers(other, "four", "! A moderator has muted you.");
        other.hangUp();
        hears(alice, "* Bob hung up");
        SimulatedDevice back = bob();
        answers(back, "five", "! A moderator has muted you.");
        answers(alice, "/who", "| Bob, muted");

        answers(alice, "/unmute Bob", "* Alice unmuted Bob.");
        answers(alice, "/unmute Bob", "! That is so already.");
        answers(back, "six", "<Bob> six");
        hears(alice, "<Bob> six");
        assertThat(alice.heard().stream().filter(line -> line.startsWith("<Bob>")))
                .containsExactly("<Bob> six");
    }

    @Test
    void muteAllCoversThoseWhoComeLaterAndSparesModeratorsAndWhoWasUnmuted() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(alice, "/mute all", "* Alice muted everyone.");
        answers(alice, "/mute all", "! That is so already.");
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);

        answers(bob, "hm", "! Everyone is muted.");
        answers(carol, "hm", "! Everyone is muted.");
        answers(alice, "I may", "<Alice> I may");
        answers(alice, "/unmute Bob", "* Alice unmuted Bob.");
        answers(bob, "thanks", "<Bob> thanks");
        answers(alice, "/unmute all", "* Alice unmuted everyone.");
        answers(carol, "me too", "<Carol> me too");
    }

    @Test
    void whoIsOnHoldNeitherHearsNorSpeaksNorGetsAReplay() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(alice, "/hold Alice", "! Alice is a moderator.");
        answers(alice, "/unhold Bob", "! That is so already.");
        answers(alice, "/hold Bob", "* Alice put Bob on hold.");
        answers(alice, "/hold Bob", "! That is so already.");
        hears(bob, "* Alice put you on hold");

        answers(alice, "not for Bob", "<Alice> not for Bob");
        answers(bob, "hello?", "! You are on hold");
        answers(bob, "/nick Robert", "! You are on hold");
        answers(alice, "/msg Bob psst", "! Bob is on hold");
        answers(alice, "/mod Bob", "! Bob is on hold");
        SimulatedDevice again = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(again, "* You are on hold");
        answers(alice, "still not", "<Alice> still not");
        answers(alice, "/unhold Bob", "* Bob is no longer on hold.");
        answers(alice, "for Bob", "<Alice> for Bob");

        hears(again, "<Alice> for Bob");
        again.hangUp();
        hears(alice, "* Bob hung up");
        SimulatedDevice returned = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(returned, "| <Alice> for Bob");
        for (SimulatedDevice device : List.of(bob, again, returned)) {
            hasNotHeard(device, "not for Bob");
            hasNotHeard(device, "still not");
        }
    }

    /** Many come and go, so notices are gathered; that of Bob's own coming must not be the first that they hear. */
    @Test
    void whatSomeoneHearsAfterAHoldBeginsWithItsEnd() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(alice, "/hold Bob", "* Alice put Bob on hold.");
        for (int person = 3; person < 8; person++) {
            engine.seated(person, "P" + person, Role.PARTICIPANT);
        }
        bob.hangUp();
        await().atMost(PATIENCE)
                .until(() -> engine.rooms()
                                .ask(NUMBER, Room::roster)
                                .join()
                                .orElseThrow()
                                .size()
                        == 6);
        SimulatedDevice again = engine.seated(2, "Bob", Role.PARTICIPANT);
        hears(again, "* You are on hold");

        answers(alice, "/unhold Bob", "* Bob is no longer on hold.");

        hears(again, "* Bob is no longer on hold.");
        assertThat(again.heard()).noneMatch(line -> line.contains(" joined "));
    }

    @Test
    void moderatorsMakeModeratorsButTheLastOneStays() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(alice, "/unmod Alice", "! Alice is the last moderator.");
        answers(alice, "/unmod Bob", "! Bob is not a moderator.");

        answers(alice, "/mod Bob", "* Alice made Bob a moderator.");
        answers(alice, "/mod Bob", "! That is so already.");
        answers(bob, "/unmod Alice", "* Alice is no longer a moderator.");

        answers(alice, "/lock", "! Only moderators may do that.");
        answers(bob, "/unmod Bob", "! Bob is the last moderator.");
    }

    @Test
    void theLobbyHoldsNewcomersUntilTheyAreAdmittedOrDenied() {
        SimulatedDevice alice = alice();
        answers(alice, "/lobby on", "* Alice turned the lobby on");
        answers(alice, "/lobby on", "! That is so already.");
        answers(alice, "/admit all", "! Nobody is in the lobby.");
        SimulatedDevice bob = bob();
        hears(bob, "You are in the lobby until a moderator lets you in");
        hears(alice, "* Bob is in the lobby: /admit Bob or /deny Bob");

        answers(bob, "hello?", "! You are in the lobby");
        answers(bob, "/who", "! You are in the lobby");
        answers(bob, "/hand", "! You are in the lobby");
        answers(bob, "/topic", "! You are in the lobby");
        answers(bob, "/msg Alice psst", "! You are in the lobby");
        answers(alice, "secret", "<Alice> secret");
        answers(alice, "/mute Bob", "! Bob is in the lobby.");
        answers(alice, "/admit Bob", "* Bob joined (2 people here)");
        answers(alice, "/admit Bob", "! Bob is not in the lobby.");
        answers(bob, "hello", "<Bob> hello");

        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        answers(alice, "/deny Carol", "* Carol was not let in.");
        assertThat(carol.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(carol.heard()).last().isEqualTo("* You were not let in.");
        assertThat(alice.heard()).noneMatch(line -> line.startsWith("* Carol joined") || line.contains("Carol left"));
        assertThat(bob.heard()).noneMatch(line -> line.startsWith("<Alice> secret"));
    }

    @Test
    void turningTheLobbyOffLetsEveryoneIn() {
        SimulatedDevice alice = alice();
        answers(alice, "/lobby on", "lobby on");
        List<SimulatedDevice> others =
                List.of(bob(), engine.seated(3, "Carol", Role.PARTICIPANT), engine.seated(4, "Dave", Role.OBSERVER));
        SimulatedDevice erin = engine.seated(5, "Erin", Role.MODERATOR);
        hears(erin, "* 3 people are in the lobby.");

        answers(alice, "/lobby off", "* Alice turned the lobby off.");

        answers(alice, "welcome all", "<Alice> welcome all");
        others.forEach(device -> hears(device, "<Alice> welcome all"));
    }

    @Test
    void whoWasAdmittedOnceIsNotAskedAgain() {
        SimulatedDevice alice = alice();
        answers(alice, "/lobby on", "lobby on");
        SimulatedDevice bob = bob();
        answers(alice, "/admit all", "* Bob joined");
        bob.hangUp();
        hears(alice, "* Bob hung up");

        SimulatedDevice back = bob();

        answers(back, "me again", "<Bob> me again");
    }

    @Test
    void handsAreUpInOrderAndTheFloorIsGivenThoughEveryoneIsMuted() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);
        answers(alice, "/next", "! Nobody has raised a hand.");
        answers(alice, "/mute all", "muted everyone");

        answers(bob, "/hand", "* You are number 1 in the queue");
        answers(carol, "/hand", "* You are number 2 in the queue");
        answers(carol, "/hand", "* You are number 2 in the queue");
        answers(carol, "/hand up", "! Usage: /hand [down]");
        hears(alice, "* Carol asks to speak. /next gives the floor to Bob.");
        answers(alice, "/who", "| Carol, muted, hand up (2)");
        answers(alice, "/next", "* Bob has the floor.");
        answers(bob, "my turn", "<Bob> my turn");
        answers(alice, "/next", "* Carol has the floor.");
        answers(bob, "no longer", "! Everyone is muted.");
        answers(alice, "/next", "* Nobody has the floor.");
        answers(carol, "no longer", "! Everyone is muted.");
        answers(carol, "/hand", "* You are number 1");
        answers(carol, "/hand down", "* Your hand is down.");
        answers(carol, "/hand down", "! That is so already.");
    }

    @Test
    void observersSeeAllSayNothingAndAreOnTheRecord() {
        SimulatedDevice alice = alice();
        SimulatedDevice oscar = engine.seated(3, "Oscar", Role.OBSERVER);
        hears(alice, "* Oscar joined");

        answers(alice, "for all", "<Alice> for all");
        hears(oscar, "<Alice> for all");
        for (String said : List.of("hello", "/me waves", "/msg Alice psst", "/hand")) {
            answers(oscar, said, "! You are here as an observer and cannot speak.");
        }
        answers(oscar, "/who", "| Oscar, observer");
        assertThat(records.roles()).containsEntry("Oscar", Role.OBSERVER);
    }

    @Test
    void everyCommandOfSpeakersIsRefusedBeforeTheRoomIsOpen() {
        SimulatedDevice bob = bob();

        for (String said : List.of("hello", "/me waves", "/msg Bob hi", "/hand", "/topic")) {
            answers(bob, said, "! The moderator is not here yet");
        }
        answers(bob, "/who", "| Bob, in the lobby");
        answers(bob, "/nick Robert", "* You are now Robert.");
        answers(bob, "/leave", "* Goodbye.");
    }

    @Test
    void topicAndAnnouncementsReachEveryone() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(bob, "/topic", "* No topic is set.");
        answers(bob, "/topic mine", "! Only moderators may do that.");

        answers(alice, "/topic Budget 2027", "* Alice set the topic: Budget 2027");
        answers(bob, "/topic", "* Topic: Budget 2027");
        hears(engine.seated(3, "Carol", Role.PARTICIPANT), "* Topic: Budget 2027");
        answers(alice, "/announce lunch at noon", "* Announcement by Alice: lunch at noon");
        hears(bob, "* Announcement by Alice: lunch at noon");
        answers(alice, "/topic -", "* Alice took the topic away.");
    }

    @Test
    void endIsAnotherWordForClose() {
        SimulatedDevice alice = alice();
        SimulatedDevice bob = bob();
        answers(alice, "/lobby on", "lobby on");
        answers(alice, "/hold Bob", "on hold");
        SimulatedDevice carol = engine.seated(3, "Carol", Role.PARTICIPANT);

        alice.say("/end thank you");

        for (SimulatedDevice device : List.of(alice, bob, carol)) {
            assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();
            assertThat(device.heard())
                    .last()
                    .isEqualTo("* The meeting is over: the moderator closed the meeting: thank you.");
        }
        await().atMost(PATIENCE)
                .until(() -> engine.rooms().ask(NUMBER, room -> true).join().isEmpty());
    }
}
