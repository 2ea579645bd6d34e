package dev.convoke.session;

import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.time.Instant;
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
     * @param times from when on it may be otherwise
     */
    record NotYet<T>(RefusalReason reason, String sentence, Times times) implements CodeDecision<T> {

        /** For a reason that time does not mend. */
        public NotYet(RefusalReason reason, String sentence) {
            this(reason, sentence, Times.NONE);
        }

        /** For haste: it is of no use to try again for so long. */
        public NotYet(RefusalReason reason, String sentence, Duration pause) {
            this(reason, sentence, new Times(Optional.of(pause), Optional.empty(), Optional.empty()));
        }
    }

    /**
     * When it may be otherwise, as far as that is known.
     *
     * @param pause how long it is of no use to try again
     * @param starts when the meeting starts
     * @param doors when its doors open
     */
    record Times(Optional<Duration> pause, Optional<Instant> starts, Optional<Instant> doors) {
        /** Nothing is known. */
        public static final Times NONE = new Times(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Calls the function for the case at hand. */
    default <R> R fold(Function<Given<T>, R> given, Function<NotYet<T>, R> notYet) {
        return this instanceof Given<T> it ? given.apply(it) : notYet.apply((NotYet<T>) this);
    }
}
