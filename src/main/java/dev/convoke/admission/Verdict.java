package dev.convoke.admission;

import dev.convoke.room.RoomEntry;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What admission decided about a dial-in. */
public sealed interface Verdict {

    /** Connect to the device and seat it (US 8,018,877 steps 430 and 460). */
    record Admitted(DeviceAddress to, RoomEntry entry) implements Verdict {}

    /** Connect to the device and ask for what the text did not say. */
    record AskInside(DeviceAddress to, Visitor visitor) implements Verdict {}

    /**
     * May enter; nothing is connected to. Who asked for it by text is texted how; who is connected already takes the seat.
     *
     * @param entry the right
     * @param resume what the leg is told, to come in again where a code is good once; empty if there is nothing to tell
     */
    record LetIn(RoomEntry entry, String resume) implements Verdict {
        /** Never the secret. */
        @Override
        public String toString() {
            return "LetIn[" + entry + "]";
        }
    }

    /**
     * What programs are told beside the sentence, where it is known.
     *
     * @param pause how long to wait before the next try
     * @param starts when the meeting starts
     * @param doors when the doors open
     */
    record Times(Optional<Duration> pause, Optional<Instant> starts, Optional<Instant> doors) {
        /** Nothing is known. */
        public static final Times NONE = new Times(Optional.empty(), Optional.empty(), Optional.empty());

        /** So long. */
        public static Times pause(Duration time) {
            return new Times(Optional.of(time), Optional.empty(), Optional.empty());
        }

        static Times opening(Instant starts, Instant doors) {
            return new Times(Optional.empty(), Optional.of(starts), Optional.of(doors));
        }
    }

    /**
     * Connect to nothing.
     *
     * @param reason why
     * @param detail what the sentence of the reason wants in place of {@code %s}; may be empty
     * @param texted whether it may be told by SMS: not to who did nothing and waits for others, since the sender of a text can be
     *     forged
     * @param times for programs
     */
    record Refused(RefusalReason reason, String detail, boolean texted, Times times) implements Verdict {
        /** A reason of which programs are told no more than people. */
        public Refused(RefusalReason reason, String detail, boolean texted) {
            this(reason, detail, texted, Times.NONE);
        }

        /** A reason that may be told by SMS. */
        public Refused(RefusalReason reason, String detail) {
            this(reason, detail, true);
        }

        /** A reason whose sentence needs no detail. */
        public Refused(RefusalReason reason) {
            this(reason, "");
        }

        /** The sentence for the person. */
        public String sentence() {
            return reason.sentence(detail);
        }
    }

    /** Calls the function for the case at hand; the compiler keeps the list of cases complete. */
    default <T> T fold(
            Function<Admitted, T> admitted,
            Function<AskInside, T> askInside,
            Function<LetIn, T> letIn,
            Function<Refused, T> refused) {
        if (this instanceof Admitted a) {
            return admitted.apply(a);
        }
        if (this instanceof LetIn in) {
            return letIn.apply(in);
        }
        return this instanceof AskInside ask ? askInside.apply(ask) : refused.apply((Refused) this);
    }
}
