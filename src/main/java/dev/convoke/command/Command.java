package dev.convoke.command;

import dev.convoke.room.Room;
import dev.convoke.room.Seat;
import dev.convoke.room.event.Refusal;
import dev.convoke.terms.Role;

/**
 * A command that people give in a room, by line or otherwise: a name and an argument.
 *
 * @param name its word, without the slash
 * @param usage how it is typed, such as {@code /kick NICK [reason]}
 * @param help what it does, in a few words
 * @param audience who may use it
 * @param action what it does; runs on the room's loop
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
        MODERATORS;

        boolean includes(Seat caller) {
            return switch (this) {
                case ANYONE -> true;
                case PRESENT -> caller.isPresent();
                case SPEAKERS -> caller.isPresent() && caller.role() != Role.OBSERVER;
                case MODERATORS -> caller.role() == Role.MODERATOR;
            };
        }
    }

    /** What a command does. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it, or has the room tell the caller why not.
         *
         * @param argument what followed the word, stripped; empty if nothing did
         * @return false if the argument cannot be read: the caller is shown the usage
         */
        boolean run(Seat caller, String argument);
    }

    /** A step that wants no argument. */
    @FunctionalInterface
    interface Plain {
        /** Runs with the caller's room. */
        void run(Room room, Seat caller);
    }

    /** A step that wants an argument. */
    @FunctionalInterface
    interface WithArgument {
        /** Runs with the caller's room. */
        void run(Room room, Seat caller, String argument);
    }

    /** An action that wants no argument; one that is there is ignored. */
    static Action plain(Plain step) {
        return (caller, argument) -> {
            step.run(caller.room(), caller);
            return true;
        };
    }

    /** An action that wants an argument, whatever it is. */
    static Action with(WithArgument step) {
        return (caller, argument) -> {
            if (!argument.isEmpty()) {
                step.run(caller.room(), caller, argument);
            }
            return !argument.isEmpty();
        };
    }

    /** Does it, or shows how it is typed. */
    void run(Seat caller, String argument) {
        if (!action.run(caller, argument)) {
            caller.tell(Refusal.USAGE.with(usage));
        }
    }

    /** A row of {@code /help}. */
    String row() {
        return usage + "  " + help;
    }
}
