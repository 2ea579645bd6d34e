package dev.convoke.command;

import dev.convoke.command.Command.Audience;
import dev.convoke.room.command.Caller;
import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.terms.NumberingPlan;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Words as commands to a room, the same for every protocol: {@link TalkCommands} for everyone, {@link PeopleCommands} and {@link
 * MeetingCommands} for moderators. It has no state; a server needs one.
 */
public final class Commands {

    private static final int MAX_SHOWN_CHARS = 20;
    private static final char WIDE_SLASH = '\uff0f';

    /** Those whose argument is, or ends with, what somebody says. */
    private static final Set<String> TEXTS = Set.of("me", "msg", "announce");

    private final Map<String, Command> commands = new LinkedHashMap<>();

    /** The table; {@code plan} says how phone numbers are written. */
    public Commands(NumberingPlan plan) {
        Command help = new Command(
                "help",
                "/help",
                "lists what you may do",
                Audience.ANYONE,
                (caller, argument) -> Optional.of(help(caller)));
        Stream.of(List.of(help), TalkCommands.all(), new PeopleCommands(plan).all(), MeetingCommands.all())
                .flatMap(List::stream)
                .forEach(command -> commands.put(command.name(), command));
    }

    /**
     * Does what a line says: it is speech, or a command that begins with a slash; two slashes are one literal slash. Blanks before
     * a slash are nothing: a command that was typed with one may be meant for one person only. So it is with the wide slash and
     * letters of a keyboard for Chinese or Japanese. Runs on the room's loop.
     *
     * @return what the caller is to learn of it
     */
    public Result line(Caller caller, String line) {
        int blanks = Blanks.leading(line);
        if (blanks == line.length()) {
            return Result.Ignored.IGNORED;
        }
        return isSlash(line.charAt(blanks))
                ? slashed(caller, line.substring(blanks))
                : caller.ask(new PersonalCommand.Say(line, false));
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == WIDE_SLASH;
    }

    private Result slashed(Caller caller, String line) {
        if (line.length() > 1 && isSlash(line.charAt(1))) {
            return caller.ask(new PersonalCommand.Say(line.substring(1), false));
        }
        int end = Blanks.endOfWord(line);
        return run(caller, line.substring(1, end), line.substring(end).strip());
    }

    /**
     * Does what a person in a room asks for. Runs on the room's loop.
     *
     * @param name the command's word, in any case
     * @param argument what follows it, stripped; may be empty; line ends in it mean something only where it is a text
     * @return what the caller is to learn of it
     */
    public Result run(Caller caller, String name, String argument) {
        Command command =
                commands.get(Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        if (command == null) {
            return new Result.Refused(CommandRefusal.UNKNOWN_COMMAND, shown(name));
        }
        if (command.audience().isClosed() && !command.audience().includes(caller)) {
            // The room would say so too, but nobody else is to be told how it is typed.
            return new Result.Refused(CommandRefusal.MODERATORS_ONLY);
        }
        // Whoever is not among the audience for the moment is told by the room, which knows why.
        return command.run(caller, TEXTS.contains(command.name()) ? argument : Blanks.oneLine(argument));
    }

    private static String shown(String name) {
        return name.length() > MAX_SHOWN_CHARS ? name.substring(0, MAX_SHOWN_CHARS) + "…" : name;
    }

    private Result help(Caller caller) {
        List<Command> known = commands.values().stream()
                .filter(command -> command.audience().includes(caller))
                .toList();
        List<String> rows = new ArrayList<>(known.stream().map(Command::row).toList());
        if (Audience.SPEAKERS.includes(caller)) {
            rows.add("Anything else you type is said to everyone; // begins a line with a slash.");
        }
        PrivateEvent.Values values = new PrivateEvent.Values.Commands(known.stream()
                .map(command -> new PrivateEvent.Usage(command.name(), command.usage(), command.help()))
                .toList());
        return new Result.Listing(rows, Optional.of(values));
    }
}
