package dev.convoke.peer.phone;

import dev.convoke.terms.DeviceAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The address of this machine, as far as it can know it. */
public final class OwnAddress {

    /** Of the documentation's range (RFC 5737): no machine, but on the way to all others. */
    private static final String ANYWHERE = "203.0.113.1";

    /** Discard (RFC 863); nothing is sent. */
    private static final int NO_PORT = 9;

    private OwnAddress() {}

    /**
     * The local address of the way to a host, or of the default route if it is empty. Asks the routing table, and the DNS for a name.
     *
     * @throws PhoneException if there is no way
     */
    public static InetAddress towards(String host) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host.isEmpty() ? ANYWHERE : host), NO_PORT));
            InetAddress local = socket.getLocalAddress();
            if (local.isAnyLocalAddress()) {
                throw new PhoneException("this machine's address is not known; --address names it");
            }
            return local;
        } catch (IOException | java.io.UncheckedIOException noWay) {
            throw new PhoneException("there is no way to " + (host.isEmpty() ? "the Internet" : host)
                    + " from here; --address names the address under which others reach this machine");
        }
    }

    /** Whether a server on the Internet cannot dial that address: of private networks, of this machine, or shared by a carrier. */
    public static boolean isPrivate(DeviceAddress address) {
        byte[] octets = address.ip().getAddress();
        boolean carrier = octets.length == 4 && octets[0] == 100 && (octets[1] & 0xc0) == 64;
        boolean unique = octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
        InetAddress ip = address.ip();
        return carrier || unique || ip.isSiteLocalAddress() || ip.isLoopbackAddress() || ip.isLinkLocalAddress();
    }
}
