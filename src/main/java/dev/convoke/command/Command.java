package dev.convoke.command;

import dev.convoke.room.command.Caller;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.terms.Role;
import java.util.Optional;
import java.util.function.Function;

/**
 * A command that people give in a room, by line or otherwise: a name and an argument, which make a {@link RoomCommand}.
 *
 * @param name its word, without the slash
 * @param usage how it is typed, such as {@code /kick NICK [reason]}
 * @param help what it does, in a few words
 * @param audience who may use it
 * @param action what it asks of the room; runs on the room's loop
 */
record Command(String name, String usage, String help, Audience audience, Action action) {

    /** Who may use a command; {@code /help} lists it to nobody else. */
    enum Audience {
        /** Everyone, in the lobby and on hold too. */
        ANYONE,
        /** Everyone in the meeting. */
        PRESENT,
        /** Everyone in the meeting but observers. */
        SPEAKERS,
        /** Moderators; others who try are told so. */
        MODERATORS,
        /** Moderators, and others where the room's policy says so. */
        INVITERS;

        /** Whether it is nobody else's business how the command is typed. */
        boolean isClosed() {
            return this == MODERATORS || this == INVITERS;
        }

        boolean includes(Caller caller) {
            return switch (this) {
                case ANYONE -> true;
                case PRESENT -> caller.isPresent();
                case SPEAKERS -> caller.isPresent() && caller.role() != Role.OBSERVER;
                case MODERATORS -> caller.role() == Role.MODERATOR;
                case INVITERS -> caller.mayInvite();
            };
        }
    }

    /** What a command asks of the room. */
    @FunctionalInterface
    interface Action {
        /**
         * Reads the argument and asks.
         *
         * @param argument what followed the word, stripped; empty if nothing did
         * @return what the caller is to learn; empty if the argument cannot be read, and the caller is to be shown the usage
         */
        Optional<Result> run(Caller caller, String argument);
    }

    /** An action that wants no argument; one that is there is ignored. */
    static Action plain(RoomCommand command) {
        return (caller, argument) -> Optional.of(caller.ask(command));
    }

    /** An action that wants an argument, whatever it is. */
    static Action with(Function<String, RoomCommand> reading) {
        return reading(argument -> argument.isEmpty() ? Optional.empty() : Optional.of(reading.apply(argument)));
    }

    /** An action whose argument may be none that can be read. */
    static Action reading(Function<String, Optional<RoomCommand>> reading) {
        return (caller, argument) -> reading.apply(argument).map(caller::ask);
    }

    /** Does it, or answers how it is typed. */
    Result run(Caller caller, String argument) {
        return action.run(caller, argument).orElseGet(() -> new Result.Refused(CommandRefusal.USAGE, usage));
    }

    /** A row of {@code /help}. */
    String row() {
        return usage + "  " + help;
    }
}
