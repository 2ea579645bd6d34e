package dev.convoke.session;

import dev.convoke.room.RoomEntry;
import dev.convoke.terms.RefusalReason;
import java.util.function.Function;

/** What the doorkeeper says to the number and PIN that someone typed at the door. */
public sealed interface DoorDecision {

    /** Come in. */
    record ComeIn(RoomEntry entry) implements DoorDecision {}

    /** Not like this; the sentence is for the person. */
    record NotYet(RefusalReason reason, String sentence) implements DoorDecision {}

    /** Calls the function for the case at hand. */
    default <T> T fold(Function<ComeIn, T> comeIn, Function<NotYet, T> notYet) {
        return this instanceof ComeIn in ? comeIn.apply(in) : notYet.apply((NotYet) this);
    }
}
