package dev.convoke.terms;

import java.util.Optional;

/**
 * Who sent a text (TP-Originating-Address, 3GPP TS 23.040 §9.2.3.7). Only a {@link Phone} is a person whom we may answer;
 * short codes and alphanumeric senders are machines, and an answer to them is back-scatter.
 */
public sealed interface Originator {

    /** The number of a person's device. */
    record Phone(Msisdn msisdn) implements Originator {
        @Override
        public String stored() {
            return msisdn.e164();
        }

        @Override
        public String toString() {
            return msisdn.masked();
        }
    }

    /** A network's short code, 1 to 8 digits. */
    record ShortCode(String digits) implements Originator {
        @Override
        public String stored() {
            return digits;
        }
    }

    /** A sender name of up to 11 characters, TON 5 (SMPP 3.4 §5.2.5); anything else that is no number ends here too. */
    record Alphanumeric(String name) implements Originator {
        /** Marks the stored form, so that a name of digits is not read back as a short code. */
        static final String MARK = "@";

        /** So many digits may be somebody's number, in whatever form a message centre has put them. */
        private static final int DIGITS_OF_A_NUMBER = 7;

        @Override
        public String masked() {
            boolean digits = name.chars().filter(c -> c >= '0' && c <= '9').count() >= DIGITS_OF_A_NUMBER;
            return digits ? Msisdn.masked(name) : name;
        }

        @Override
        public String toString() {
            return masked();
        }

        @Override
        public String stored() {
            return MARK + name;
        }
    }

    /** As people write it, whole: for the one it belongs to and for an operator who asked, never for a log. */
    default String shown() {
        return this instanceof Alphanumeric name ? name.name() : stored();
    }

    /** As logs and lists show it: what may be somebody's number has its middle hidden. */
    default String masked() {
        return this instanceof Phone phone ? phone.msisdn().masked() : shown();
    }

    /** The form in which the store keeps this; {@link #ofStored} reads it back. */
    String stored();

    /** Reads back what {@link #stored()} wrote. */
    static Originator ofStored(String stored) {
        if (stored.startsWith("+")) {
            return new Phone(new Msisdn(stored));
        }
        return stored.startsWith(Alphanumeric.MARK)
                ? new Alphanumeric(stored.substring(Alphanumeric.MARK.length()))
                : new ShortCode(stored);
    }

    /** The number to answer to; empty for a sender that must not be answered. */
    default Optional<Msisdn> phone() {
        return this instanceof Phone phone ? Optional.of(phone.msisdn()) : Optional.empty();
    }
}
