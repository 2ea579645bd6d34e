package dev.convoke.admission;

import dev.convoke.terms.Msisdn;

/**
 * Who tries a number or a PIN: the phone number that the text claims to be from, and the network that it asks us to connect
 * to.
 *
 * @param from the sender; can be forged
 * @param network as {@link Addresses#networkOf} has it; cannot be forged by someone who wants to be connected. Empty for a text that
 *     asks for no connection.
 */
record PinSource(Msisdn from, String network) {

    /** Someone who wants an answer by SMS only. */
    static PinSource withoutAddress(Msisdn from) {
        return new PinSource(from, "");
    }

    boolean hasAddress() {
        return !network.isEmpty();
    }
}
