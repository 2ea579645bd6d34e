package dev.convoke.room.command;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.util.function.Function;

/**
 * Who gives a command to a room. By which right somebody in the room decides is asked by the room; the others were asked for
 * theirs where they came in.
 */
public sealed interface Actor {

    /** Somebody in the room or its lobby. */
    record Seated(Person who) implements Actor {}

    /** A moderator by text, with number and PIN, whether or not they are in the room themselves. */
    record ByText(Msisdn who) implements Actor {}

    /** The operator of the server. */
    record Operator() implements Actor {}

    /** The schedule, for a booking. */
    record Schedule() implements Actor {}

    /** Calls the function for the case at hand. */
    default <T> T fold(
            Function<Seated, T> seated,
            Function<ByText, T> byText,
            Function<Operator, T> operator,
            Function<Schedule, T> schedule) {
        if (this instanceof Seated one) {
            return seated.apply(one);
        }
        if (this instanceof ByText one) {
            return byText.apply(one);
        }
        return this instanceof Operator one ? operator.apply(one) : schedule.apply((Schedule) this);
    }
}
