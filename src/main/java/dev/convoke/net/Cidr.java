package dev.convoke.net;

import dev.convoke.terms.DeviceAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32} (RFC 4632 §3.1, RFC 4291 §2.3).
 *
 * @param network an address of the range; bits behind the prefix do not matter
 * @param prefixBits how many leading bits an address must share: 0 to 32 or 0 to 128
 */
public record Cidr(InetAddress network, int prefixBits) {

    /** Checks the prefix length against the family. */
    public Cidr {
        if (prefixBits < 0 || prefixBits > 8 * network.getAddress().length) {
            throw new IllegalArgumentException("prefix length " + prefixBits + " does not fit the address");
        }
    }

    /** Reads {@code ADDRESS/BITS}, or a single address; empty if it is neither. Addresses are literals, never names. */
    public static Optional<Cidr> parse(String raw) {
        int slash = raw.indexOf('/');
        Optional<InetAddress> address = DeviceAddress.parseIp(slash < 0 ? raw : raw.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int all = 8 * address.get().getAddress().length;
        if (slash < 0) {
            return Optional.of(new Cidr(address.get(), all));
        }
        String bits = raw.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > all) {
            return Optional.empty();
        }
        return Optional.of(new Cidr(address.get(), Integer.parseInt(bits)));
    }

    /** Whether the address is in this range; never for an address of the other family. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = prefixBits / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != other[i]) {
                return false;
            }
        }
        int rest = prefixBits % 8;
        int mask = 0xff << (8 - rest);
        return rest == 0 || (mine[whole] & mask) == (other[whole] & mask);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixBits;
    }
}
