package dev.convoke.admission;

import dev.convoke.terms.Msisdn;
import java.util.Optional;

/**
 * Who tries a number or a PIN: the phone number that the text claims to be from, and the network that it asks us to connect
 * to.
 *
 * @param from the sender; can be forged; empty where nobody's number is known
 * @param network as {@link Addresses#networkOf} has it; cannot be forged by someone who wants to be connected. Empty for a text that
 *     asks for no connection.
 */
record PinSource(Optional<Msisdn> from, String network) {

    /** Someone who wants us to connect to that network. */
    static PinSource dialled(Msisdn from, String network) {
        return new PinSource(Optional.of(from), network);
    }

    /** Someone who has connected to us from that network, whoever they are; not to be mixed up with texts that name it. */
    static PinSource connected(String network) {
        return new PinSource(Optional.empty(), "from " + network);
    }

    /** Someone who wants an answer by SMS only. */
    static PinSource withoutAddress(Msisdn from) {
        return new PinSource(Optional.of(from), "");
    }

    boolean hasAddress() {
        return !network.isEmpty();
    }
}
