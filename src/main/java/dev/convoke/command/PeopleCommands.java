package dev.convoke.command;

import dev.convoke.command.Command.Action;
import dev.convoke.command.Command.Audience;
import dev.convoke.room.Exclusion;
import dev.convoke.room.Seat;
import dev.convoke.room.event.Refusal;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberingPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Commands of moderators about people: who speaks, who hears, who moderates, who comes in, who goes out. */
final class PeopleCommands {

    private static final String ALL = "all";
    private static final String FOR = "for ";

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
                        allOr(
                                (room, by) -> room.moderation().muteAll(by),
                                (room, by, words) -> room.moderation().mute(by, words))),
                moderators(
                        "unmute",
                        "/unmute NICK|all",
                        "lets them speak again",
                        allOr(
                                (room, by) -> room.moderation().unmuteAll(by),
                                (room, by, words) -> room.moderation().unmute(by, words))),
                moderators(
                        "next",
                        "/next",
                        "gives the floor to the next who asked for a turn",
                        Command.plain((room, by) -> room.floor().next(by))),
                moderators(
                        "hold",
                        "/hold NICK",
                        "lets someone neither hear nor speak",
                        Command.with((room, by, words) -> room.moderation().hold(by, words))),
                moderators(
                        "unhold",
                        "/unhold NICK",
                        "lets them hear and speak again",
                        Command.with((room, by, words) -> room.moderation().unhold(by, words))),
                moderators(
                        "mod",
                        "/mod NICK",
                        "makes someone a moderator",
                        Command.with((room, by, words) -> room.moderation().promote(by, words))),
                moderators(
                        "unmod",
                        "/unmod NICK",
                        "makes a moderator a participant",
                        Command.with((room, by, words) -> room.moderation().demote(by, words))),
                moderators(
                        "admit",
                        "/admit NICK|all",
                        "lets someone, or everyone, in from the lobby",
                        allOr(
                                (room, by) -> room.door().admitAll(by),
                                (room, by, words) -> room.door().admit(by, words))),
                moderators(
                        "deny",
                        "/deny NICK",
                        "sends someone away from the lobby",
                        Command.with((room, by, words) -> room.door().deny(by, words))),
                moderators(
                        "kick",
                        "/kick NICK [reason]",
                        "puts someone out",
                        Command.with((room, by, words) -> room.exclusion().kick(by, words))),
                moderators(
                        "ban",
                        "/ban NICK|NUMBER [for 2h] [reason]",
                        "puts someone out, by number, and keeps them out",
                        this::ban),
                moderators("unban", "/unban NICK|NUMBER", "lets them come again", this::unban),
                moderators(
                        "bans",
                        "/bans",
                        "lists who is banned",
                        Command.plain((room, by) -> room.exclusion().list(by))));
    }

    private static Command moderators(String name, String usage, String help, Action action) {
        return new Command(name, usage, help, Audience.MODERATORS, action);
    }

    private static Action allOr(Command.Plain all, Command.WithArgument one) {
        return Command.with((room, by, words) -> {
            if (words.equalsIgnoreCase(ALL)) {
                all.run(room, by);
            } else {
                one.run(room, by, words);
            }
        });
    }

    private boolean ban(Seat by, String words) {
        if (words.isEmpty()) {
            return false;
        }
        if (!beginsWithNumber(by, words)) {
            by.room().exclusion().ban(by, words, PeopleCommands::terms);
            return true;
        }
        Optional<NumberingPlan.Leading> number = plan.leading(words);
        if (number.isEmpty()) {
            return noNumber(by, firstWord(words));
        }
        Optional<Exclusion.Sentence> sentence = terms(number.get().rest());
        sentence.ifPresent(terms -> by.room().exclusion().ban(by, number.get().number(), terms));
        return sentence.isPresent();
    }

    /** A nick may begin with digits, such as 007 Bond. */
    private static boolean beginsWithNumber(Seat by, String words) {
        return words.startsWith("+")
                || (NumberingPlan.beginsLikePhone(words) && !by.room().exclusion().knows(words));
    }

    private boolean unban(Seat by, String words) {
        if (words.isEmpty()) {
            return false;
        }
        if (!words.startsWith("+") && !NumberingPlan.couldBePhones(words)) {
            by.room().exclusion().unban(by, words);
            return true;
        }
        Optional<Msisdn> number = plan.phone(words);
        number.ifPresent(who -> by.room().exclusion().unban(by, who));
        return number.isPresent() || noNumber(by, words);
    }

    /** Says what is wrong with a number as it was typed. */
    private boolean noNumber(Seat by, String typed) {
        by.tell(Refusal.BAD_NUMBER.with(plan.complaint(typed)));
        return true;
    }

    /**
     * Reads {@code [for 2h] [reason]}; {@code for} before a word is the beginning of the reason.
     *
     * @return empty if {@code for} stands before digits that are no span: a slip must not ban for good
     */
    static Optional<Exclusion.Sentence> terms(String words) {
        if (words.startsWith(FOR)) {
            String rest = words.substring(FOR.length()).strip();
            Optional<Duration> span = Durations.parseSpan(firstWord(rest));
            if (span.isPresent()) {
                return Optional.of(new Exclusion.Sentence(span, afterFirstWord(rest)));
            }
            if (!rest.isEmpty() && Character.isDigit(rest.charAt(0))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Exclusion.Sentence(Optional.empty(), words));
    }

    private static String firstWord(String words) {
        int space = words.indexOf(' ');
        return space < 0 ? words : words.substring(0, space);
    }

    private static String afterFirstWord(String words) {
        return words.substring(firstWord(words).length()).strip();
    }
}
