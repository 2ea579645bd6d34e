package dev.convoke.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.command.Commands;
import dev.convoke.room.command.BanTerms;
import dev.convoke.room.command.Caller;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command that a room takes is reached by a line or a JSON object, and the words of a command mean the same in both. */
class EveryWayToTheRoomTest {

    private static final Msisdn NUMBER = new Msisdn("+447700900123");

    /** Only the schedule says that; nobody types it. */
    private static final Set<Class<?>> NOT_TYPED = Set.of(ModeratorCommand.EndsIn.class);

    /** A line of the line protocol and what it asks; its words as a JSON command ask the same. */
    private record Typed(String line, RoomCommand asks) {
        String json() {
            String[] words = line.substring(1).split(" ", 2);
            return "{'type':'command','name':'" + words[0] + "','argument':'" + (words.length > 1 ? words[1] : "")
                    + "'}";
        }
    }

    private static final List<Typed> TYPED = List.of(
            new Typed("/who", new RoomCommand.Who()),
            new Typed("/nick Bob", new PersonalCommand.Rename(new Nick("Bob"))),
            new Typed("/me waves", new PersonalCommand.Emote("waves")),
            new Typed("/msg Bob psst", new PersonalCommand.Whisper("Bob psst")),
            new Typed("/hand", new PersonalCommand.Hand(true)),
            new Typed("/hand DOWN", new PersonalCommand.Hand(false)),
            new Typed("/topic", new PersonalCommand.ShowTopic()),
            new Typed("/topic Budget", new ModeratorCommand.SetTopic("Budget")),
            new Typed("/topic -", new ModeratorCommand.SetTopic("")),
            new Typed("/leave", new PersonalCommand.Leave()),
            new Typed("/mute Bob", new ModeratorCommand.Mute("Bob")),
            new Typed("/mute all", new ModeratorCommand.MuteAll()),
            new Typed("/unmute Bob", new ModeratorCommand.Unmute("Bob")),
            new Typed("/unmute ALL", new ModeratorCommand.UnmuteAll()),
            new Typed("/next", new ModeratorCommand.Next()),
            new Typed("/hold Bob", new ModeratorCommand.Hold("Bob")),
            new Typed("/unhold Bob", new ModeratorCommand.Unhold("Bob")),
            new Typed("/mod Bob", new ModeratorCommand.Promote("Bob")),
            new Typed("/unmod Bob", new ModeratorCommand.Demote("Bob")),
            new Typed("/admit Bob", new ModeratorCommand.Admit("Bob")),
            new Typed("/admit all", new ModeratorCommand.AdmitAll()),
            new Typed("/deny Bob", new ModeratorCommand.Deny("Bob")),
            new Typed("/kick Bob too loud", new ModeratorCommand.Kick("Bob too loud")),
            new Typed("/ban Bob for 2h spam", new ModeratorCommand.Ban("Bob for 2h spam")),
            new Typed(
                    "/ban +447700900123 for 2h spam",
                    new ModeratorCommand.BanNumber(NUMBER, new BanTerms(Optional.of(Duration.ofHours(2)), "spam"))),
            new Typed("/ban 07700900123", new ModeratorCommand.BanNumber(NUMBER, new BanTerms(Optional.empty(), ""))),
            new Typed("/unban Bob", new ModeratorCommand.Unban("Bob")),
            new Typed("/unban 07700900123", new ModeratorCommand.UnbanNumber(NUMBER)),
            new Typed("/bans", new ModeratorCommand.ListBans()),
            new Typed("/lock", new ModeratorCommand.Lock()),
            new Typed("/unlock", new ModeratorCommand.Unlock()),
            new Typed("/lobby on", new ModeratorCommand.Lobby(true)),
            new Typed("/lobby off", new ModeratorCommand.Lobby(false)),
            new Typed("/slow 5s", new ModeratorCommand.Slow(Duration.ofSeconds(5))),
            new Typed("/slow off", new ModeratorCommand.Slow(Duration.ZERO)),
            new Typed("/announce Lunch", new ModeratorCommand.Announce("Lunch")),
            new Typed(
                    "/invite 07700900123, 07700900124",
                    new ModeratorCommand.Invite(List.of("07700900123", "07700900124"))),
            new Typed("/port", new ModeratorCommand.OpenPort()),
            new Typed("/codes", new ModeratorCommand.Codes(1)),
            new Typed("/codes 3", new ModeratorCommand.Codes(3)),
            new Typed("/extend 15", new ModeratorCommand.Extend(Duration.ofMinutes(15))),
            new Typed("/close that is all", new ModeratorCommand.Close("that is all")),
            new Typed("/end", new ModeratorCommand.Close("")));

    /** A JSON object of its own type and what it asks. */
    private record Sent(String json, RoomCommand asks) {}

    private static final List<Sent> SENT = List.of(
            new Sent("{'type':'say','text':'hi'}", new PersonalCommand.Say("hi", true)),
            new Sent("{'type':'me','text':'waves'}", new PersonalCommand.Emote("waves")),
            new Sent(
                    "{'type':'data','content-type':'image/png','payload':'AQID'}",
                    new PersonalCommand.Data("image/png", "AQID", 3)),
            new Sent("{'type':'who'}", new RoomCommand.Who(0, 200)),
            new Sent("{'type':'resume','meeting':'1x','seq':4}", new PersonalCommand.Resume("1x", 4)),
            new Sent("{'type':'leave'}", new PersonalCommand.Leave()));

    /** Somebody in a room who remembers what was asked; nobody there has a nick that looks like a number. */
    private static final class Asking implements Caller {
        private final Role role;
        private final List<RoomCommand> asked = new ArrayList<>();

        Asking(Role role) {
            this.role = role;
        }

        @Override
        public Result ask(RoomCommand command) {
            asked.add(command);
            if (command instanceof ModeratorCommand && role != Role.MODERATOR) {
                return new Result.Refused(CommandRefusal.MODERATORS_ONLY);
            }
            return command instanceof ModeratorCommand.Ban ban && ban.words().startsWith("0")
                    ? new Result.Refused(CommandRefusal.NO_SUCH_NICK)
                    : Result.Done.DONE;
        }

        @Override
        public Role role() {
            return role;
        }

        @Override
        public boolean isPresent() {
            return true;
        }

        @Override
        public boolean mayInvite() {
            return role == Role.MODERATOR;
        }

        RoomCommand last() {
            return asked.get(asked.size() - 1);
        }
    }

    private final Commands commands = new Commands(new NumberingPlan("GB"));
    private final JsonReader reader = new JsonReader();
    private final Asking moderator = new Asking(Role.MODERATOR);

    private Result sent(Asking caller, String json) {
        return reader.read(json.replace('\'', '"'))
                .fold(wanted -> wanted.command().inRoom(caller, commands).orElseThrow(), (id, unreadable) -> {
                    throw new AssertionError(json + ": " + unreadable.text());
                });
    }

    @Test
    void nothingThatARoomTakesIsOutOfReach() {
        Set<Class<?>> reached = Stream.concat(
                        TYPED.stream().map(typed -> typed.asks().getClass()),
                        SENT.stream().map(sent -> sent.asks().getClass()))
                .collect(Collectors.toSet());
        Set<Class<?>> all = casesOf(RoomCommand.class).collect(Collectors.toSet());

        all.removeAll(NOT_TYPED);

        assertThat(reached).isEqualTo(all);
    }

    private static Stream<Class<?>> casesOf(Class<?> family) {
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses()).flatMap(EveryWayToTheRoomTest::casesOf)
                : Stream.of(family);
    }

    @Test
    void aLineAndItsWordsInJsonAskTheSame() {
        for (Typed typed : TYPED) {
            assertThat(commands.line(moderator, typed.line())).as(typed.line()).isEqualTo(Result.Done.DONE);
            assertThat(moderator.last()).as(typed.line()).isEqualTo(typed.asks());

            assertThat(sent(moderator, typed.json())).as(typed.json()).isEqualTo(Result.Done.DONE);
            assertThat(moderator.last()).as(typed.json()).isEqualTo(typed.asks());
        }
    }

    @Test
    void whatHasATypeOfItsOwnInJsonAsksForThat() {
        for (Sent sent : SENT) {
            assertThat(sent(moderator, sent.json())).as(sent.json()).isEqualTo(Result.Done.DONE);
            assertThat(moderator.last()).as(sent.json()).isEqualTo(sent.asks());
        }
    }

    @Test
    void aLineThatIsNoCommandIsSpeechWhoseEchoIsItsReport() {
        commands.line(moderator, "hi");
        commands.line(moderator, "//who");
        assertThat(commands.line(moderator, " ")).isEqualTo(Result.Ignored.IGNORED);

        assertThat(moderator.asked)
                .containsExactly(new PersonalCommand.Say("hi", false), new PersonalCommand.Say("/who", false));
    }

    @Test
    void whoIsNoModeratorIsRefusedAlikeOnEachWire() {
        Asking bob = new Asking(Role.PARTICIPANT);
        Result refused = new Result.Refused(CommandRefusal.MODERATORS_ONLY);

        for (Typed typed : TYPED) {
            if (typed.asks() instanceof ModeratorCommand) {
                assertThat(commands.line(bob, typed.line())).as(typed.line()).isEqualTo(refused);
                assertThat(sent(bob, typed.json())).as(typed.json()).isEqualTo(refused);
            }
        }
    }
}
