package dev.convoke.session;

import dev.convoke.terms.Nick;
import java.util.Optional;

/** What somebody who called in presents to come in; as it was typed, for whoever decides about it to read. */
public sealed interface Presented {

    /**
     * The code of an invitation.
     *
     * @param code as it was typed
     * @param session the meeting that it has to be good for (US 8,018,877 step 380); empty if that was not said
     * @param nick the name that is asked for
     * @param resume the secret that the leg before was given; empty if there is none
     */
    record Code(String code, Optional<String> session, Optional<Nick> nick, Optional<String> resume)
            implements Presented {
        @Override
        public String toString() {
            return "Code[redacted]";
        }
    }

    /**
     * A room and its PIN.
     *
     * @param room the conference number, as it was typed
     * @param pin the PIN, as it was typed
     * @param nick the name that is asked for
     * @param port whether a port for the meeting is wanted too (US 8,018,877 step 230)
     */
    record Open(String room, Optional<String> pin, Optional<Nick> nick, boolean port) implements Presented {

        /** Without a port. */
        public Open(String room, Optional<String> pin, Optional<Nick> nick) {
            this(room, pin, nick, false);
        }

        @Override
        public String toString() {
            return "Open[redacted]";
        }
    }

    /**
     * Nothing: that they have found the port is all.
     *
     * @param nick the name that is asked for
     */
    record Nothing(Optional<Nick> nick) implements Presented {}

    /** A line: a code, or the words of a text. */
    record Line(String typed) implements Presented {
        @Override
        public String toString() {
            return "Line[redacted]";
        }
    }
}
