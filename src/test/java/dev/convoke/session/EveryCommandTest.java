package dev.convoke.session;

import static dev.convoke.leg.Engine.PATIENCE;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.Engine;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.terms.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command on real sockets, typed as lines and sent as JSON: done and acknowledged, or refused with its reason. */
@Timeout(60)
class EveryCommandTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    private final Map<String, Phone> phones = new HashMap<>();

    /** Speaks lines whatever the others speak, and hears what comes of it. */
    private final SimulatedDevice witness = engine.seated(9, "Wendy", Role.MODERATOR);

    private int commands;

    /** What the people of a test speak. */
    enum Protocol {
        LINES,
        JSON
    }

    /** Someone gives a command: it is refused, or all hear of it, or the one who gave it does. */
    private record Step(String who, String command, Optional<CommandRefusal> refusal, String heard, boolean byAll) {}

    private static Step refused(String who, String command, CommandRefusal refusal) {
        return new Step(who, command, Optional.of(refusal), "", false);
    }

    private static Step allHear(String who, String command, String part) {
        return new Step(who, command, Optional.empty(), part, true);
    }

    private static Step isTold(String who, String command, String part) {
        return new Step(who, command, Optional.empty(), part, false);
    }

    /** A person's device in one of the protocols. */
    private interface Phone {
        void awaitsPlace(String line, String jsonType);

        void gives(String command, String id);

        void awaitsRefusal(String id, CommandRefusal refusal);

        void awaitsDone(String id, String toldPart);
    }

    private final class Terminal implements Phone {
        private final SimulatedDevice device;
        private int before;

        Terminal(int person, String nick, Role role) {
            device = engine.device();
            assertThat(engine.enter(device, engine.entry(person, nick, role))).isEmpty();
        }

        @Override
        public void awaitsPlace(String line, String jsonType) {
            hears(device, line);
        }

        @Override
        public void gives(String command, String id) {
            before = device.heard().size();
            device.say(command);
        }

        @Override
        public void awaitsRefusal(String id, CommandRefusal refusal) {
            String sentence = "! " + refusal.with("\u0000").text();
            Pattern pattern = Pattern.compile("\\Q" + sentence.replace("\u0000", "\\E.+\\Q") + "\\E");
            awaits("refusal " + refusal, pattern);
        }

        @Override
        public void awaitsDone(String id, String toldPart) {
            awaits(toldPart, Pattern.compile(".*" + Pattern.quote(toldPart) + ".*"));
        }

        private void awaits(String what, Pattern pattern) {
            assertThat(device.await(before, line -> pattern.matcher(line).matches(), PATIENCE))
                    .as("%s; heard %s", what, device.heard())
                    .isPresent();
        }
    }

    private final class Program implements Phone {
        private final JsonDevice device;

        Program(int person, String nick, Role role) {
            device = JsonDevice.of(engine);
            assertThat(device.enters(engine.entry(person, nick, role))).isEmpty();
        }

        @Override
        public void awaitsPlace(String line, String jsonType) {
            device.awaitType(jsonType);
        }

        @Override
        public void gives(String command, String id) {
            String[] words = command.split(" ", 2);
            String argument = words.length > 1 ? words[1] : "";
            device.send("{'type':'command','name':'" + words[0].substring(1) + "','argument':'" + argument + "','id':'"
                    + id + "'}");
        }

        @Override
        public void awaitsRefusal(String id, CommandRefusal refusal) {
            device.awaitError(id, refusal.code());
            assertThat(device.heard())
                    .noneMatch(node -> node.path("type").asText().equals("ack")
                            && node.path("id").asText().equals(id));
        }

        @Override
        public void awaitsDone(String id, String toldPart) {
            device.await(toldPart, node -> node.toString().contains(toldPart));
            device.awaitAck(id);
        }
    }

    private void comes(Protocol protocol, int person, String nick, Role role) {
        at(protocol, person, nick, role).awaitsPlace("* Welcome", "welcome");
    }

    private void comesToTheLobby(Protocol protocol, int person, String nick) {
        at(protocol, person, nick, Role.PARTICIPANT).awaitsPlace("in the lobby", "waiting");
    }

    private Phone at(Protocol protocol, int person, String nick, Role role) {
        Phone phone = protocol == Protocol.JSON ? new Program(person, nick, role) : new Terminal(person, nick, role);
        phones.put(nick, phone);
        return phone;
    }

    private Phone phoneOf(String nick) {
        return Optional.ofNullable(phones.get(nick)).orElseThrow();
    }

    private void play(List<Step> steps) {
        for (Step step : steps) {
            String id = "c" + ++commands;
            int before = witness.heard().size();
            Phone phone = phoneOf(step.who());
            phone.gives(step.command(), id);
            if (step.refusal().isPresent()) {
                phone.awaitsRefusal(id, step.refusal().get());
            } else {
                phone.awaitsDone(id, step.heard());
            }
            if (step.byAll()) {
                assertThat(witness.await(before, line -> line.contains(step.heard()), PATIENCE))
                        .as("%s; the others heard %s", step, witness.heard())
                        .isPresent();
            }
        }
    }

    private void everyoneComes(Protocol protocol) {
        comes(protocol, 1, "Alice", Role.MODERATOR);
        comes(protocol, 2, "Bob", Role.PARTICIPANT);
        comes(protocol, 3, "Carol", Role.PARTICIPANT);
        comes(protocol, 4, "Eve", Role.OBSERVER);
        hears(witness, "Eve joined");
    }

    @ParameterizedTest
    @EnumSource
    void whatEveryoneMayDo(Protocol protocol) {
        everyoneComes(protocol);

        play(List.of(
                isTold("Bob", "/help", "/msg NICK TEXT"),
                isTold("Bob", "/who", "Carol"),
                refused("Bob", "/nonsense", CommandRefusal.UNKNOWN_COMMAND),
                refused("Bob", "/nick", CommandRefusal.USAGE),
                refused("Bob", "/nick 123", CommandRefusal.BAD_NICK),
                refused("Bob", "/nick ALICE", CommandRefusal.NICK_TAKEN),
                refused("Bob", "/nick all", CommandRefusal.NICK_TAKEN),
                allHear("Bob", "/nick Robert", "Robert"),
                refused("Bob", "/me", CommandRefusal.USAGE),
                allHear("Bob", "/me waves", "waves"),
                refused("Eve", "/me waves", CommandRefusal.OBSERVER),
                refused("Bob", "/msg", CommandRefusal.USAGE),
                refused("Bob", "/msg Carol", CommandRefusal.USAGE),
                refused("Bob", "/msg Nemo hi", CommandRefusal.NO_SUCH_NICK),
                isTold("Bob", "/msg Carol psst", "psst"),
                refused("Eve", "/msg Carol psst", CommandRefusal.OBSERVER),
                isTold("Bob", "/topic", "No topic is set."),
                refused("Bob", "/topic mine", CommandRefusal.MODERATORS_ONLY),
                allHear("Alice", "/topic Budget", "Budget"),
                isTold("Eve", "/topic", "Budget"),
                refused("Bob", "/hand sideways", CommandRefusal.USAGE),
                refused("Eve", "/hand", CommandRefusal.OBSERVER),
                refused("Bob", "/hand down", CommandRefusal.UNCHANGED),
                isTold("Bob", "/hand", "You are number 1"),
                isTold("Bob", "/hand down", "Your hand is down.")));
        phoneOf("Bob").gives("/leave", "bye");
        hears(witness, "Robert left");
    }

    @ParameterizedTest
    @EnumSource
    void whatModeratorsDoAboutPeople(Protocol protocol) {
        everyoneComes(protocol);

        play(List.of(
                refused("Alice", "/next", CommandRefusal.NO_HANDS),
                isTold("Carol", "/hand", "You are number 1"),
                allHear("Alice", "/next", "Carol has the floor."),
                allHear("Alice", "/next", "Nobody has the floor."),
                refused("Alice", "/mute Nemo", CommandRefusal.NO_SUCH_NICK),
                refused("Alice", "/mute Wendy", CommandRefusal.IS_MODERATOR),
                refused("Alice", "/unmute Bob", CommandRefusal.UNCHANGED),
                allHear("Alice", "/mute Bob", "Alice muted Bob."),
                refused("Alice", "/mute Bob", CommandRefusal.UNCHANGED),
                refused("Bob", "/me waves", CommandRefusal.MUTED),
                refused("Bob", "/msg Carol psst", CommandRefusal.MUTED),
                refused("Bob", "/nick Robert", CommandRefusal.MUTED),
                allHear("Alice", "/unmute Bob", "Alice unmuted Bob."),
                allHear("Alice", "/mute all", "Alice muted everyone."),
                refused("Alice", "/mute all", CommandRefusal.UNCHANGED),
                refused("Bob", "/me waves", CommandRefusal.ALL_MUTED),
                allHear("Alice", "/unmute all", "Alice unmuted everyone."),
                refused("Alice", "/hold Wendy", CommandRefusal.IS_MODERATOR),
                refused("Alice", "/unhold Bob", CommandRefusal.UNCHANGED),
                allHear("Alice", "/hold Bob", "Alice put Bob on hold."),
                refused("Alice", "/hold Bob", CommandRefusal.UNCHANGED),
                refused("Alice", "/mod Bob", CommandRefusal.IS_HELD),
                refused("Bob", "/me waves", CommandRefusal.HELD),
                refused("Bob", "/topic", CommandRefusal.HELD),
                refused("Bob", "/nick Robert", CommandRefusal.HELD),
                refused("Carol", "/msg Bob psst", CommandRefusal.IS_HELD),
                allHear("Alice", "/unhold Bob", "Bob is no longer on hold."),
                refused("Alice", "/unmod Bob", CommandRefusal.NOT_MODERATOR),
                allHear("Alice", "/mod Bob", "Alice made Bob a moderator."),
                refused("Alice", "/mod Bob", CommandRefusal.UNCHANGED),
                allHear("Alice", "/unmod Bob", "Bob is no longer a moderator."),
                allHear("Alice", "/unmod Wendy", "Wendy is no longer a moderator."),
                refused("Alice", "/unmod Alice", CommandRefusal.LAST_MODERATOR),
                refused("Alice", "/admit Bob", CommandRefusal.NOT_IN_LOBBY),
                refused("Alice", "/deny Bob", CommandRefusal.NOT_IN_LOBBY),
                refused("Alice", "/admit all", CommandRefusal.LOBBY_EMPTY),
                refused("Alice", "/kick Alice", CommandRefusal.NOT_YOURSELF),
                allHear("Alice", "/kick Bob too loud", "too loud"),
                refused("Alice", "/ban Alice", CommandRefusal.NOT_YOURSELF),
                refused("Alice", "/ban Carol for 2x", CommandRefusal.BAD_SPAN),
                isTold("Alice", "/bans", "Nobody is banned."),
                allHear("Alice", "/ban Carol for 2h spam", "spam"),
                isTold("Alice", "/bans", "Carol"),
                refused("Alice", "/unban Nemo", CommandRefusal.NO_SUCH_BAN),
                refused("Alice", "/unban +447700900099", CommandRefusal.NO_SUCH_BAN),
                allHear("Alice", "/unban Carol", "Alice lifted the ban of Carol.")));
    }

    @ParameterizedTest
    @EnumSource
    void whatModeratorsDoAboutTheRoom(Protocol protocol) {
        everyoneComes(protocol);

        play(List.of(
                refused("Alice", "/unlock", CommandRefusal.UNCHANGED),
                allHear("Alice", "/lock", "Alice locked the room."),
                refused("Alice", "/lock", CommandRefusal.UNCHANGED),
                allHear("Alice", "/unlock", "Alice unlocked the room."),
                refused("Alice", "/slow off", CommandRefusal.UNCHANGED),
                allHear("Alice", "/slow 30s", "Alice turned slow mode on"),
                allHear("Bob", "/me waves", "waves"),
                refused("Bob", "/me waves again", CommandRefusal.SLOW_MODE),
                allHear("Alice", "/slow off", "Alice turned slow mode off."),
                allHear("Alice", "/announce Lunch", "Lunch"),
                refused("Alice", "/extend 15", CommandRefusal.NOT_BOOKED),
                refused("Alice", "/lobby off", CommandRefusal.UNCHANGED),
                allHear("Alice", "/lobby on", "Alice turned the lobby on"),
                refused("Alice", "/lobby on", CommandRefusal.UNCHANGED)));
        comesToTheLobby(protocol, 5, "Dan");
        comesToTheLobby(protocol, 6, "Fred");
        play(List.of(
                refused("Dan", "/me waves", CommandRefusal.LOBBY),
                refused("Dan", "/hand", CommandRefusal.LOBBY),
                refused("Bob", "/msg Dan psst", CommandRefusal.IN_LOBBY),
                refused("Alice", "/mute Dan", CommandRefusal.IN_LOBBY),
                refused("Alice", "/hold Dan", CommandRefusal.IN_LOBBY),
                refused("Alice", "/mod Dan", CommandRefusal.IN_LOBBY),
                isTold("Alice", "/deny Fred", "Fred was not let in."),
                allHear("Alice", "/admit Dan", "Dan"),
                allHear("Alice", "/lobby off", "Alice turned the lobby off.")));
        phoneOf("Alice").gives("/end that is all", "end");
        hears(witness, "that is all");
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyModeratorsMayDo(Protocol protocol) {
        everyoneComes(protocol);

        for (String command : List.of(
                "mute",
                "unmute",
                "next",
                "hold",
                "unhold",
                "mod",
                "unmod",
                "admit",
                "deny",
                "kick",
                "ban",
                "unban",
                "bans",
                "lock",
                "unlock",
                "lobby",
                "slow",
                "announce",
                "extend",
                "close",
                "end")) {
            play(List.of(
                    refused("Bob", "/" + command + " Carol", CommandRefusal.MODERATORS_ONLY),
                    refused("Eve", "/" + command, CommandRefusal.MODERATORS_ONLY)));
        }

        assertThat(witness.heard()).noneMatch(line -> line.contains("Bob") && !line.contains("joined"));
    }
}
