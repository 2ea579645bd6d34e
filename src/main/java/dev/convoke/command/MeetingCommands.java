package dev.convoke.command;

import dev.convoke.command.Command.Action;
import dev.convoke.command.Command.Audience;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.terms.AsciiDigits;
import dev.convoke.terms.Durations;
import dev.convoke.terms.NumberingPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Commands about the room as a whole: of moderators, but for the invitation, which others may give where the policy says so. */
final class MeetingCommands {

    private static final String OFF = "off";
    private static final Duration MAX_SLOW = Duration.ofHours(1);

    /** How many is checked after. */
    private static final Pattern MINUTES = Pattern.compile("[0-9]{1,3}");

    private static final Pattern COMMAS = Pattern.compile("[,;]+");

    private MeetingCommands() {}

    static List<Command> all() {
        Action close = Command.reading(reason -> Optional.of(new ModeratorCommand.Close(reason)));
        return List.of(
                moderators("lock", "/lock", "turns newcomers away", Command.plain(new ModeratorCommand.Lock())),
                moderators(
                        "unlock", "/unlock", "lets newcomers in again", Command.plain(new ModeratorCommand.Unlock())),
                moderators(
                        "lobby",
                        "/lobby on|off",
                        "lets newcomers wait until they are admitted",
                        Command.reading(MeetingCommands::lobby)),
                moderators(
                        "slow",
                        "/slow 5s|off",
                        "sets a pause between two messages of a person",
                        Command.reading(MeetingCommands::slow)),
                moderators(
                        "announce",
                        "/announce TEXT",
                        "announces something",
                        Command.with(ModeratorCommand.Announce::new)),
                new Command(
                        "invite",
                        "/invite NUMBER …",
                        "texts an invitation to phone numbers, at most 10",
                        Audience.INVITERS,
                        Command.reading(MeetingCommands::invite)),
                moderators(
                        "codes",
                        "/codes [NUMBER]",
                        "makes codes for people without a phone number, one each, at most 20",
                        Command.reading(MeetingCommands::codes)),
                moderators(
                        "port",
                        "/port",
                        "opens a port for this meeting, for others to connect to",
                        Command.plain(new ModeratorCommand.OpenPort())),
                moderators(
                        "extend",
                        "/extend MINUTES",
                        "adds time to the booking",
                        Command.reading(MeetingCommands::extend)),
                moderators("close", "/close [reason]", "ends the meeting", close),
                moderators("end", "/end [reason]", "the same as /close", close));
    }

    private static Command moderators(String name, String usage, String help, Action action) {
        return new Command(name, usage, help, Audience.MODERATORS, action);
    }

    private static Optional<RoomCommand> lobby(String argument) {
        boolean on = argument.equalsIgnoreCase("on");
        return on || argument.equalsIgnoreCase(OFF) ? Optional.of(new ModeratorCommand.Lobby(on)) : Optional.empty();
    }

    private static Optional<RoomCommand> slow(String argument) {
        Optional<Duration> pause = argument.equalsIgnoreCase(OFF)
                ? Optional.of(Duration.ZERO)
                : Durations.parseSpan(argument).filter(span -> span.compareTo(MAX_SLOW) <= 0);
        return pause.map(ModeratorCommand.Slow::new);
    }

    private static Optional<RoomCommand> codes(String argument) {
        if (!argument.isEmpty() && !AsciiDigits.are(argument, 1, 2)) {
            return Optional.empty();
        }
        int count = argument.isEmpty() ? 1 : Integer.parseInt(argument);
        return count < 1 || count > ModeratorCommand.Codes.MAX
                ? Optional.empty()
                : Optional.of(new ModeratorCommand.Codes(count));
    }

    private static Optional<RoomCommand> invite(String argument) {
        return NumberingPlan.couldBePhones(argument)
                ? Optional.of(new ModeratorCommand.Invite(
                        COMMAS.splitAsStream(argument).map(String::strip).toList()))
                : Optional.empty();
    }

    private static Optional<RoomCommand> extend(String argument) {
        int minutes = MINUTES.matcher(argument).matches() ? Integer.parseInt(argument) : 0;
        return minutes < 1 || minutes > ModeratorCommand.Extend.LONGEST.toMinutes()
                ? Optional.empty()
                : Optional.of(new ModeratorCommand.Extend(Duration.ofMinutes(minutes)));
    }
}
