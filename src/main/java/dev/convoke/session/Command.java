package dev.convoke.session;

import dev.convoke.room.PrivateEvent;
import dev.convoke.room.Seat;
import dev.convoke.terms.Role;
import java.util.Set;

/**
 * A command that people type in a room.
 *
 * @param name its word, without the slash
 * @param usage how it is typed, such as {@code /kick NICK [reason]}
 * @param help what it does, in a few words
 * @param roles who may use it; nobody else is told that it exists
 * @param needsArgument whether it says nothing without an argument
 * @param action what it does; runs on the room's loop
 */
record Command(String name, String usage, String help, Set<Role> roles, boolean needsArgument, Action action) {

    /** What a command does. */
    @FunctionalInterface
    interface Action {
        /** {@code argument} is what followed the word, stripped; empty if nothing did. */
        void run(Seat caller, String argument);
    }

    /** Does it, or shows how it is typed. */
    void run(Seat caller, String argument) {
        if (needsArgument && argument.isEmpty()) {
            caller.tell(new PrivateEvent.Rejected("usage", "Usage: " + usage));
        } else {
            action.run(caller, argument);
        }
    }

    /** A row of {@code /help}. */
    String row() {
        return usage + "  " + help;
    }
}
