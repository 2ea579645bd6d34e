package dev.convoke.room;

import dev.convoke.terms.RefusalReason;
import java.util.function.Function;

/** What became of a leg at the door of a room. */
public sealed interface Entrance {

    /** It is in the room, or in its lobby. */
    record Seated(Seat seat) implements Entrance {}

    /** It is not. */
    record TurnedAway(RefusalReason reason) implements Entrance {}

    /** Calls the function for the case at hand. */
    default <T> T fold(Function<Seated, T> seated, Function<TurnedAway, T> turnedAway) {
        return this instanceof Seated s ? seated.apply(s) : turnedAway.apply((TurnedAway) this);
    }
}
