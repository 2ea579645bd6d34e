package dev.convoke.admission;

import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who tries a number or a PIN: the phone number that the text claims to be from, and the network that it asks us to connect
 * to.
 *
 * @param from the sender; can be forged
 * @param network the address, or of an IPv6 address the first 48 bits, which one subscriber may have alone; cannot be
 *     forged by someone who wants to be connected. Empty for a command, which asks for no connection.
 */
record PinSource(Msisdn from, String network) {

    private static final int IPV6_NETWORK_OCTETS = 6;

    /** Someone who wants to be connected to. */
    static PinSource at(Msisdn from, DeviceAddress at) {
        byte[] octets = at.ip().getAddress();
        byte[] network = octets.length == 4 ? octets : Arrays.copyOf(octets, IPV6_NETWORK_OCTETS);
        return new PinSource(from, HexFormat.of().formatHex(network));
    }

    /** Someone who wants an answer by SMS only. */
    static PinSource withoutAddress(Msisdn from) {
        return new PinSource(from, "");
    }
}
