package dev.convoke.command;

import dev.convoke.command.Command.Audience;
import dev.convoke.room.Seat;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.terms.NumberingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table of commands, the same for every protocol: {@link TalkCommands} for everyone, {@link PeopleCommands} and {@link
 * RoomCommands} for moderators. It has no state; a server needs one.
 */
public final class Commands {

    private static final int MAX_SHOWN_CHARS = 20;

    private final Map<String, Command> commands = new LinkedHashMap<>();

    /** The table; {@code plan} says how phone numbers are written. */
    public Commands(NumberingPlan plan) {
        Command help = new Command(
                "help",
                "/help",
                "lists what you may do",
                Audience.ANYONE,
                Command.plain((room, caller) -> help(caller)));
        Stream.of(List.of(help), TalkCommands.all(), new PeopleCommands(plan).all(), RoomCommands.all())
                .flatMap(List::stream)
                .forEach(command -> commands.put(command.name(), command));
    }

    /**
     * Does what a person in a room asks for; they are told if it is not done. Runs on the room's loop.
     *
     * @param name the command's word, in any case
     * @param argument what follows it, stripped; may be empty
     */
    public void run(Seat caller, String name, String argument) {
        Command command = commands.get(name.toLowerCase(Locale.ROOT));
        if (command == null) {
            caller.tell(Refusal.UNKNOWN_COMMAND.with(shown(name)));
        } else if (command.audience() == Audience.MODERATORS && !Audience.MODERATORS.includes(caller)) {
            caller.tell(Refusal.MODERATORS_ONLY.asEvent());
        } else {
            // Whoever is not among the audience for the moment is told by the room, which knows why.
            command.run(caller, argument);
        }
    }

    private static String shown(String name) {
        return name.length() > MAX_SHOWN_CHARS ? name.substring(0, MAX_SHOWN_CHARS) + "…" : name;
    }

    private void help(Seat caller) {
        List<String> rows = new ArrayList<>();
        commands.values().stream()
                .filter(command -> command.audience().includes(caller))
                .map(Command::row)
                .forEach(rows::add);
        if (Audience.SPEAKERS.includes(caller)) {
            rows.add("Anything else you type is said to everyone; // begins a line with a slash.");
        }
        caller.tell(new PrivateEvent.Listing(rows));
    }
}
