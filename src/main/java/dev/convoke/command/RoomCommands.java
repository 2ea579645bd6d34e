package dev.convoke.command;

import dev.convoke.command.Command.Action;
import dev.convoke.command.Command.Audience;
import dev.convoke.room.Seat;
import dev.convoke.room.event.CloseReason;
import dev.convoke.terms.Durations;
import dev.convoke.terms.NumberingPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Commands of moderators about the room as a whole. */
final class RoomCommands {

    private static final String OFF = "off";
    private static final Duration MAX_SLOW = Duration.ofHours(1);

    /** One to 600 minutes, checked after. */
    private static final Pattern MINUTES = Pattern.compile("[0-9]{1,3}");

    private static final int MAX_MINUTES = 600;

    private static final Pattern COMMAS = Pattern.compile("[,;]+");

    private RoomCommands() {}

    static List<Command> all() {
        Action close = (by, reason) -> {
            by.room().close(CloseReason.BY_MODERATOR, reason);
            return true;
        };
        return List.of(
                moderators(
                        "lock",
                        "/lock",
                        "turns newcomers away",
                        Command.plain((room, by) -> room.door().lock(by))),
                moderators(
                        "unlock",
                        "/unlock",
                        "lets newcomers in again",
                        Command.plain((room, by) -> room.door().unlock(by))),
                moderators(
                        "lobby", "/lobby on|off", "lets newcomers wait until they are admitted", RoomCommands::lobby),
                moderators("slow", "/slow 5s|off", "sets a pause between two messages of a person", RoomCommands::slow),
                moderators(
                        "announce",
                        "/announce TEXT",
                        "announces something",
                        Command.with((room, by, text) -> room.conversation().announce(by, text))),
                moderators(
                        "invite",
                        "/invite NUMBER …",
                        "texts an invitation to phone numbers, at most 10",
                        RoomCommands::invite),
                moderators("extend", "/extend MINUTES", "adds time to the booking", RoomCommands::extend),
                moderators("close", "/close [reason]", "ends the meeting", close),
                moderators("end", "/end [reason]", "the same as /close", close));
    }

    private static Command moderators(String name, String usage, String help, Action action) {
        return new Command(name, usage, help, Audience.MODERATORS, action);
    }

    private static boolean lobby(Seat by, String argument) {
        boolean on = argument.equalsIgnoreCase("on");
        if (on || argument.equalsIgnoreCase(OFF)) {
            by.room().door().lobby(by, on);
            return true;
        }
        return false;
    }

    private static boolean slow(Seat by, String argument) {
        Optional<Duration> pause = argument.equalsIgnoreCase(OFF)
                ? Optional.of(Duration.ZERO)
                : Durations.parseSpan(argument).filter(span -> span.compareTo(MAX_SLOW) <= 0);
        pause.ifPresent(span -> by.room().moderation().slow(by, span));
        return pause.isPresent();
    }

    private static boolean invite(Seat by, String argument) {
        boolean readable = NumberingPlan.couldBePhones(argument);
        if (readable) {
            by.room().door().invite(by, COMMAS.splitAsStream(argument).map(String::strip).toList());
        }
        return readable;
    }

    private static boolean extend(Seat by, String argument) {
        int minutes = MINUTES.matcher(argument).matches() ? Integer.parseInt(argument) : 0;
        if (minutes < 1 || minutes > MAX_MINUTES) {
            return false;
        }
        by.room().moderation().extend(by, Duration.ofMinutes(minutes));
        return true;
    }
}
