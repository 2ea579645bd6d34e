package dev.convoke.web;

import dev.convoke.net.Cidr;
import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who a request comes from, seen through proxies that are believed. Each proxy appends to {@code X-Forwarded-For} whom it got the
 * request from; what stands left of the first hop that nobody vouches for may be invented.
 *
 * @param proxies whose word counts
 */
record Forwarded(List<Cidr> proxies) {

    Forwarded {
        proxies = List.copyOf(proxies);
    }

    /** Whether that is a proxy whose word counts. */
    boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * The right-most hop that is no such proxy.
     *
     * @param peer who has the other end of the connection
     * @param headers the values of all headers {@code X-Forwarded-For}, in their order
     */
    InetAddress client(InetAddress peer, List<String> headers) {
        String[] hops = String.join(",", headers).split(",", -1);
        InetAddress client = peer;
        for (int i = hops.length - 1; i >= 0 && isProxy(client); i--) {
            Optional<InetAddress> hop = address(hops[i].strip());
            if (hop.isEmpty()) {
                // A proxy that hides whom it speaks for stands for them.
                return client;
            }
            client = hop.get();
        }
        return client;
    }

    /** Some proxies append the port. */
    private static Optional<InetAddress> address(String hop) {
        Optional<InetAddress> bare = DeviceAddress.parseIp(hop);
        if (bare.isPresent()) {
            return bare;
        }
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? Optional.empty() : DeviceAddress.parseIp(hop.substring(1, end));
        }
        int colon = hop.indexOf(':');
        return colon < 0 || colon != hop.lastIndexOf(':')
                ? Optional.empty()
                : DeviceAddress.parseIp(hop.substring(0, colon));
    }
}
