package dev.convoke.net;

import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the server may connect to: addresses come from strangers, so everything that is not plainly a public device is denied,
 * ours and our neighbours' above all.
 *
 * <p>The operator's {@code deny} wins over the operator's {@code allow}, which wins over the table below. Only addresses are
 * judged, in their octets; names never get this far. Immutable; any thread.
 */
public final class AddressPolicy {

    /** Not public, by the IANA special-purpose registries (RFC 6890 and its successors). */
    private static final List<Cidr> SPECIAL_IPV4 = cidrs(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata among them
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /** Whatever is not global unicast is denied, which covers loopback, link-local, unique local, mapped and NAT64 forms. */
    private static final Cidr GLOBAL_IPV6 = cidrs("2000::/3").get(0);

    private static final List<Cidr> SPECIAL_IPV6 = cidrs(
            "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    private final List<Cidr> allow;
    private final List<Cidr> deny;
    private final Set<InetAddress> own;
    private final int minPort;

    /**
     * A policy.
     *
     * @param allow ranges that the operator opens
     * @param deny ranges that the operator closes; these win
     * @param own addresses of this machine, denied unless the operator opens them
     * @param minPort the lowest port to connect to
     */
    public AddressPolicy(List<Cidr> allow, List<Cidr> deny, Set<InetAddress> own, int minPort) {
        this.allow = List.copyOf(allow);
        this.deny = List.copyOf(deny);
        this.own = Set.copyOf(own);
        this.minPort = minPort;
    }

    private static List<Cidr> cidrs(String... ranges) {
        return Stream.of(ranges).map(range -> Cidr.parse(range).orElseThrow()).toList();
    }

    /** Whether the server may connect there. */
    public boolean allows(DeviceAddress address) {
        InetAddress ip = address.ip();
        if (address.port() < minPort || isIn(deny, ip)) {
            return false;
        }
        return isIn(allow, ip) || (isPublic(ip) && !own.contains(ip));
    }

    private static boolean isPublic(InetAddress ip) {
        return ip.getAddress().length == 4
                ? !isIn(SPECIAL_IPV4, ip)
                : GLOBAL_IPV6.contains(ip) && !isIn(SPECIAL_IPV6, ip);
    }

    private static boolean isIn(List<Cidr> ranges, InetAddress ip) {
        for (Cidr range : ranges) {
            if (range.contains(ip)) {
                return true;
            }
        }
        return false;
    }
}
