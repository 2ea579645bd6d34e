package dev.convoke.session;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a line of the JSON protocol turned out to be. */
sealed interface JsonRequest {

    /** Something to do; the id, if any, comes back with the answer. */
    record Wanted(Optional<String> id, JsonCommand command) implements JsonRequest {}

    /** Nothing that can be done; the code is stable, the text for people. */
    record Unreadable(Optional<String> id, JsonProblem problem, String text) implements JsonRequest {}

    /** Calls the function for the case at hand. */
    default <T> T fold(Function<Wanted, T> wanted, BiFunction<Optional<String>, Unreadable, T> unreadable) {
        if (this instanceof Wanted it) {
            return wanted.apply(it);
        }
        Unreadable it = (Unreadable) this;
        return unreadable.apply(it.id(), it);
    }
}
