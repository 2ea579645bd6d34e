package dev.convoke.admission;

import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is known about the addresses that people text.
 *
 * @param allowed whether the server may connect there
 * @param relays addresses at which many people have a port each: there an address and port is what elsewhere an address is
 */
public record Addresses(Predicate<DeviceAddress> allowed, Set<InetAddress> relays) {

    private static final int IPV6_NETWORK_OCTETS = 6;

    /** Copies the relays. */
    public Addresses {
        relays = Set.copyOf(relays);
    }

    /** With the relays of the settings. */
    public Addresses(Predicate<DeviceAddress> allowed, Collection<InetAddress> relays) {
        this(allowed, Set.copyOf(relays));
    }

    /** The address, or of an IPv6 address the first 48 bits, which one subscriber may have for himself; at a relay the port too. */
    String networkOf(DeviceAddress at) {
        if (relays.contains(at.ip())) {
            return at.toString();
        }
        return networkOf(at.ip());
    }

    /** What one subscriber may have for himself: the address, or of an IPv6 address the first 48 bits. */
    public static String networkOf(InetAddress ip) {
        byte[] octets = ip.getAddress();
        return HexFormat.of().formatHex(octets.length == 4 ? octets : Arrays.copyOf(octets, IPV6_NETWORK_OCTETS));
    }

    /** What shares one limit of connections: the address, at a relay the port too. */
    Object hostOf(DeviceAddress at) {
        return relays.contains(at.ip()) ? at : at.ip();
    }
}
