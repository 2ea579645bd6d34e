package dev.convoke.session;

import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What is said to what somebody who called in presents. */
public sealed interface CodeDecision<T> {

    /** Yes, and what they get. */
    record Given<T>(T what) implements CodeDecision<T> {}

    /**
     * Not like this.
     *
     * @param sentence for the person
     * @param pause how long it is of no use to try again; empty if it is for another reason than haste
     */
    record NotYet<T>(RefusalReason reason, String sentence, Optional<Duration> pause) implements CodeDecision<T> {

        /** For a reason that time does not mend. */
        public NotYet(RefusalReason reason, String sentence) {
            this(reason, sentence, Optional.empty());
        }
    }

    /** Calls the function for the case at hand. */
    default <R> R fold(Function<Given<T>, R> given, Function<NotYet<T>, R> notYet) {
        return this instanceof Given<T> it ? given.apply(it) : notYet.apply((NotYet<T>) this);
    }
}
