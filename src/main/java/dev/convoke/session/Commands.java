package dev.convoke.session;

import dev.convoke.room.CloseReason;
import dev.convoke.room.Departure;
import dev.convoke.room.PrivateEvent;
import dev.convoke.room.Seat;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The table of commands. It has no state; a server needs one. */
public final class Commands {

    private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);
    private static final Set<Role> MODERATORS = EnumSet.of(Role.MODERATOR);

    private final List<Command> commands = List.of(
            new Command("help", "/help", "lists what you may do", EVERYONE, false, this::help),
            new Command(
                    "who",
                    "/who",
                    "lists everyone here",
                    EVERYONE,
                    false,
                    (caller, none) -> caller.room().who(caller)),
            new Command("nick", "/nick NAME", "takes another name", EVERYONE, true, Commands::nick),
            new Command(
                    "me",
                    "/me TEXT",
                    "says what you do",
                    EVERYONE,
                    true,
                    (caller, text) -> caller.room().emote(caller, text)),
            new Command("leave", "/leave", "leaves the room", EVERYONE, false, Commands::leave),
            new Command(
                    "kick",
                    "/kick NICK [reason]",
                    "puts someone out",
                    MODERATORS,
                    true,
                    (caller, words) -> caller.room().kick(caller, words)),
            new Command(
                    "close",
                    "/close [reason]",
                    "ends the meeting",
                    MODERATORS,
                    false,
                    (caller, reason) -> caller.room().close(CloseReason.BY_MODERATOR, reason)));

    /** The table. */
    public Commands() {}

    /** The command of that name, if that role may use it. */
    Optional<Command> find(String name, Role role) {
        String word = name.toLowerCase(Locale.ROOT);
        return commands.stream()
                .filter(command ->
                        command.name().equals(word) && command.roles().contains(role))
                .findFirst();
    }

    private void help(Seat caller, String none) {
        List<String> rows = new ArrayList<>();
        commands.stream()
                .filter(command -> command.roles().contains(caller.role()))
                .map(Command::row)
                .forEach(rows::add);
        rows.add("Anything else you type is said to everyone; // begins a line with a slash.");
        caller.tell(new PrivateEvent.Listing(rows));
    }

    private static void nick(Seat caller, String wish) {
        Nick.parse(wish)
                .ifPresentOrElse(
                        nick -> caller.room().rename(caller, nick),
                        () -> caller.tell(new PrivateEvent.Rejected(
                                "bad-nick",
                                "A name has 1 to " + Nick.MAX_CHARS + " letters, digits, spaces or . _ - '")));
    }

    private static void leave(Seat caller, String none) {
        caller.tell(new PrivateEvent.Goodbye("Goodbye."));
        caller.room().leave(caller, Departure.LEFT, "");
    }
}
