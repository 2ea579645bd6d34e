package dev.convoke.command;

import dev.convoke.command.Command.Audience;
import dev.convoke.room.Room;
import dev.convoke.room.Seat;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.util.List;

/** Commands for everyone: who is here, who one is, and what one says. */
final class TalkCommands {

    private TalkCommands() {}

    static List<Command> all() {
        return List.of(
                new Command(
                        "who",
                        "/who",
                        "lists everyone here",
                        Audience.ANYONE,
                        Command.plain((room, caller) -> room.directory().who(caller))),
                new Command(
                        "nick", "/nick NAME", "takes another name", Audience.ANYONE, Command.with(TalkCommands::nick)),
                new Command(
                        "me",
                        "/me TEXT",
                        "says what you do",
                        Audience.SPEAKERS,
                        Command.with((room, caller, text) -> room.conversation().emote(caller, text))),
                new Command(
                        "msg",
                        "/msg NICK TEXT",
                        "says something to one person only",
                        Audience.SPEAKERS,
                        Command.with(
                                (room, caller, words) -> room.conversation().whisper(caller, words))),
                new Command("hand", "/hand [down]", "asks for a turn to speak", Audience.SPEAKERS, TalkCommands::hand),
                new Command(
                        "topic",
                        "/topic [TEXT|-]",
                        "shows the topic; moderators set it or take it away",
                        Audience.PRESENT,
                        TalkCommands::topic),
                new Command("leave", "/leave", "leaves the room", Audience.ANYONE, Command.plain(TalkCommands::leave)));
    }

    private static void nick(Room room, Seat caller, String wish) {
        Nick.parse(wish)
                .ifPresentOrElse(
                        nick -> room.conversation().rename(caller, nick),
                        () -> caller.tell(Refusal.BAD_NICK.asEvent()));
    }

    private static boolean hand(Seat caller, String argument) {
        if (argument.isEmpty()) {
            caller.room().floor().raise(caller);
        } else if (argument.equalsIgnoreCase("down")) {
            caller.room().floor().lower(caller);
        } else {
            return false;
        }
        return true;
    }

    private static boolean topic(Seat caller, String argument) {
        if (argument.isEmpty()) {
            caller.room().conversation().tellTopic(caller);
        } else if (caller.role() == Role.MODERATOR) {
            caller.room().conversation().topic(caller, argument.equals("-") ? "" : argument);
        } else {
            caller.tell(Refusal.MODERATORS_ONLY.asEvent());
        }
        return true;
    }

    private static void leave(Room room, Seat caller) {
        caller.tell(new PrivateEvent.Goodbye("Goodbye."));
        room.leave(caller, Departure.LEFT, "");
    }
}
