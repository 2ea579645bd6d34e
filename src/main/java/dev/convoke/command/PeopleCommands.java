package dev.convoke.command;

import dev.convoke.command.Command.Action;
import dev.convoke.command.Command.Audience;
import dev.convoke.room.command.BanTerms;
import dev.convoke.room.command.Caller;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberingPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Commands of moderators about people: who speaks, who hears, who moderates, who comes in, who goes out. */
final class PeopleCommands {

    private static final String ALL = "all";

    private final NumberingPlan plan;

    PeopleCommands(NumberingPlan plan) {
        this.plan = plan;
    }

    List<Command> all() {
        return List.of(
                moderators(
                        "mute",
                        "/mute NICK|all",
                        "lets someone, or everyone, no longer speak",
                        allOr(new ModeratorCommand.MuteAll(), ModeratorCommand.Mute::new)),
                moderators(
                        "unmute",
                        "/unmute NICK|all",
                        "lets them speak again",
                        allOr(new ModeratorCommand.UnmuteAll(), ModeratorCommand.Unmute::new)),
                moderators(
                        "next",
                        "/next",
                        "gives the floor to the next who asked for a turn",
                        Command.plain(new ModeratorCommand.Next())),
                moderators(
                        "hold",
                        "/hold NICK",
                        "lets someone neither hear nor speak",
                        Command.with(ModeratorCommand.Hold::new)),
                moderators(
                        "unhold",
                        "/unhold NICK",
                        "lets them hear and speak again",
                        Command.with(ModeratorCommand.Unhold::new)),
                moderators(
                        "mod", "/mod NICK", "makes someone a moderator", Command.with(ModeratorCommand.Promote::new)),
                moderators(
                        "unmod",
                        "/unmod NICK",
                        "makes a moderator a participant",
                        Command.with(ModeratorCommand.Demote::new)),
                moderators(
                        "admit",
                        "/admit NICK|all",
                        "lets someone, or everyone, in from the lobby",
                        allOr(new ModeratorCommand.AdmitAll(), ModeratorCommand.Admit::new)),
                moderators(
                        "deny",
                        "/deny NICK",
                        "sends someone away from the lobby",
                        Command.with(ModeratorCommand.Deny::new)),
                moderators("kick", "/kick NICK [reason]", "puts someone out", Command.with(ModeratorCommand.Kick::new)),
                moderators(
                        "ban",
                        "/ban NICK|NUMBER [for 2h] [reason]",
                        "puts someone out, by number, and keeps them out",
                        this::ban),
                moderators("unban", "/unban NICK|NUMBER", "lets them come again", this::unban),
                moderators("bans", "/bans", "lists who is banned", Command.plain(new ModeratorCommand.ListBans())));
    }

    private static Command moderators(String name, String usage, String help, Action action) {
        return new Command(name, usage, help, Audience.MODERATORS, action);
    }

    private static Action allOr(RoomCommand all, Function<String, RoomCommand> one) {
        return Command.with(words -> words.equalsIgnoreCase(ALL) ? all : one.apply(words));
    }

    /** What looks like a number may be a nick that begins with digits, such as 007 Bond: the room knows. */
    private Optional<Result> ban(Caller by, String words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.startsWith("+")) {
            return banNumber(by, words);
        }
        Result byNick = by.ask(new ModeratorCommand.Ban(words));
        return isUnknown(byNick) && NumberingPlan.beginsLikePhone(words) ? banNumber(by, words) : Optional.of(byNick);
    }

    private static boolean isUnknown(Result result) {
        return result instanceof Result.Refused refused && refused.reason() == CommandRefusal.NO_SUCH_NICK;
    }

    private Optional<Result> banNumber(Caller by, String words) {
        Optional<NumberingPlan.Leading> number = plan.leading(words);
        return number.isEmpty()
                ? Optional.of(noNumber(firstWord(words)))
                : BanTerms.parse(number.get().rest())
                        .map(terms -> by.ask(
                                new ModeratorCommand.BanNumber(number.get().number(), terms)));
    }

    private Optional<Result> unban(Caller by, String words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                words.startsWith("+") || NumberingPlan.couldBePhones(words)
                        ? withNumber(words, who -> by.ask(new ModeratorCommand.UnbanNumber(who)))
                        : by.ask(new ModeratorCommand.Unban(words)));
    }

    /** Goes on with a number as it was typed, or answers what is wrong with it. */
    private Result withNumber(String typed, Function<Msisdn, Result> next) {
        return plan.phone(typed).map(next).orElseGet(() -> noNumber(typed));
    }

    private Result noNumber(String typed) {
        return new Result.Refused(CommandRefusal.BAD_NUMBER, plan.complaint(typed));
    }

    private static String firstWord(String words) {
        int space = words.indexOf(' ');
        return space < 0 ? words : words.substring(0, space);
    }
}
