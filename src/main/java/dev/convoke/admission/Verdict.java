package dev.convoke.admission;

import dev.convoke.room.RoomEntry;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import java.util.function.Function;

/** What admission decided about a dial-in. */
public sealed interface Verdict {

    /** Connect to the device and seat it (US 8,018,877 steps 430 and 460). */
    record Admitted(DeviceAddress to, RoomEntry entry) implements Verdict {}

    /** Connect to the device and ask for what the text did not say. */
    record AskInside(DeviceAddress to, Visitor visitor) implements Verdict {}

    /**
     * Connect to nothing.
     *
     * @param reason why
     * @param detail what the sentence of the reason wants in place of {@code %s}; may be empty
     * @param texted whether it may be told by SMS: not to who did nothing and waits for others, since the sender of a text can be
     *     forged
     */
    record Refused(RefusalReason reason, String detail, boolean texted) implements Verdict {
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
    default <T> T fold(Function<Admitted, T> admitted, Function<AskInside, T> askInside, Function<Refused, T> refused) {
        if (this instanceof Admitted a) {
            return admitted.apply(a);
        }
        return this instanceof AskInside ask ? askInside.apply(ask) : refused.apply((Refused) this);
    }
}
