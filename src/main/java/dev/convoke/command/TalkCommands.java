package dev.convoke.command;

import dev.convoke.command.Command.Audience;
import dev.convoke.room.command.Caller;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.terms.Nick;
import java.util.List;
import java.util.Optional;

/** Commands for everyone: who is here, who one is, and what one says. */
final class TalkCommands {

    private TalkCommands() {}

    static List<Command> all() {
        return List.of(
                new Command(
                        "who", "/who", "lists everyone here", Audience.ANYONE, Command.plain(new RoomCommand.Who())),
                new Command("nick", "/nick NAME", "takes another name", Audience.ANYONE, TalkCommands::nick),
                new Command(
                        "me",
                        "/me TEXT",
                        "says what you do",
                        Audience.SPEAKERS,
                        Command.with(PersonalCommand.Emote::new)),
                new Command(
                        "msg",
                        "/msg NICK TEXT",
                        "says something to one person only",
                        Audience.SPEAKERS,
                        Command.with(PersonalCommand.Whisper::new)),
                new Command(
                        "hand",
                        "/hand [down]",
                        "asks for a turn to speak",
                        Audience.SPEAKERS,
                        Command.reading(TalkCommands::hand)),
                new Command(
                        "topic",
                        "/topic [TEXT|-]",
                        "shows the topic; moderators set it or take it away",
                        Audience.PRESENT,
                        Command.reading(TalkCommands::topic)),
                new Command(
                        "leave",
                        "/leave",
                        "leaves the room",
                        Audience.ANYONE,
                        Command.plain(new PersonalCommand.Leave())));
    }

    private static Optional<Result> nick(Caller caller, String wish) {
        if (wish.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Nick.parse(wish)
                .map(nick -> caller.ask(new PersonalCommand.Rename(nick)))
                .orElseGet(() -> new Result.Refused(CommandRefusal.BAD_NICK)));
    }

    private static Optional<RoomCommand> hand(String argument) {
        if (argument.isEmpty()) {
            return Optional.of(new PersonalCommand.Hand(true));
        }
        return argument.equalsIgnoreCase("down") ? Optional.of(new PersonalCommand.Hand(false)) : Optional.empty();
    }

    /** Anyone may ask; whether they may say is the room's to know. */
    private static Optional<RoomCommand> topic(String argument) {
        return Optional.of(
                argument.isEmpty()
                        ? new PersonalCommand.ShowTopic()
                        : new ModeratorCommand.SetTopic(argument.equals("-") ? "" : argument));
    }
}
