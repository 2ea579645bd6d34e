package dev.convoke.terms;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a device listens: the IP address and TCP port that it texted (US 8,018,877 step 420).
 *
 * <p>Only literals are read, and strictly: {@link InetAddress#getByName} would take {@code 2130706433}, {@code 127.1} and
 * {@code 127.000.000.001} for loopback, and anything else as a question for the DNS. What was checked by the address
 * policy is what is dialled: these octets.
 *
 * @param ip the address; an IPv4-mapped IPv6 literal stays IPv6 in the text but is one IPv4 address here, as Java maps it
 * @param port 1 to 65535
 */
public record DeviceAddress(InetAddress ip, int port) {

    private static final int MAX_PORT = 65_535;
    private static final int IPV4_OCTETS = 4;
    private static final int MAX_OCTET = 255;
    private static final int IPV6_GROUPS = 8;
    private static final int MAX_GROUP_DIGITS = 4;

    /** @throws IllegalArgumentException if the port is out of range */
    public DeviceAddress {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " (expected: 1..65535)");
        }
    }

    /**
     * Reads {@code 203.0.113.7:5000} or {@code [2001:db8::7]:5000}: a strict dotted quad without leading zeros, or a
     * bracketed IPv6 literal (RFC 4291 §2.2) without zone.
     *
     * @return the address, or empty if the text is not such a literal
     */
    public static Optional<DeviceAddress> parse(String raw) {
        int colon = raw.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        int port = AsciiDigits.decimal(raw, colon + 1, raw.length(), MAX_PORT);
        if (port < 1) {
            return Optional.empty();
        }
        String host = raw.substring(0, colon);
        Optional<InetAddress> ip = host.startsWith("[") && host.endsWith("]")
                ? parseIpv6(host.substring(1, host.length() - 1))
                : parseIpv4(host).map(DeviceAddress::fromOctets);
        return ip.map(address -> new DeviceAddress(address, port));
    }

    /** Reads an address literal without port, IPv6 without brackets, as a CIDR in the settings has it. */
    public static Optional<InetAddress> parseIp(String raw) {
        return raw.indexOf(':') >= 0 ? parseIpv6(raw) : parseIpv4(raw).map(DeviceAddress::fromOctets);
    }

    private static Optional<byte[]> parseIpv4(String raw) {
        byte[] octets = new byte[IPV4_OCTETS];
        int start = 0;
        for (int i = 0; i < IPV4_OCTETS; i++) {
            int end = i < IPV4_OCTETS - 1 ? raw.indexOf('.', start) : raw.length();
            int octet = AsciiDigits.decimal(raw, start, end, MAX_OCTET);
            if (octet < 0) {
                return Optional.empty();
            }
            octets[i] = (byte) octet;
            start = end + 1;
        }
        return Optional.of(octets);
    }

    private static Optional<InetAddress> parseIpv6(String raw) {
        int gap = raw.indexOf("::");
        if (gap >= 0 && raw.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        byte[] octets = new byte[2 * IPV6_GROUPS];
        int head = writeGroups(gap < 0 ? raw : raw.substring(0, gap), octets, 0);
        if (gap < 0) {
            return head == octets.length ? Optional.of(fromOctets(octets)) : Optional.empty();
        }
        byte[] tail = new byte[octets.length];
        int tailOctets = writeGroups(raw.substring(gap + 2), tail, 0);
        // "::" stands for at least one group of zeros (RFC 5952 §4.2.2 forbids writing it for just one, RFC 4291 allows
        // it).
        if (head < 0 || tailOctets < 0 || head + tailOctets > octets.length - 2) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, octets, octets.length - tailOctets, tailOctets);
        return Optional.of(fromOctets(octets));
    }

    /** Writes colon-separated groups, the last of which may be a dotted quad; returns the octets written, or -1. */
    private static int writeGroups(String groups, byte[] octets, int start) {
        if (groups.isEmpty()) {
            return 0;
        }
        int at = start;
        String[] parts = groups.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<byte[]> quad = i == parts.length - 1 ? parseIpv4(parts[i]) : Optional.empty();
            if (quad.isPresent() && at + 4 <= octets.length) {
                System.arraycopy(quad.get(), 0, octets, at, 4);
                at += 4;
            } else if (at + 2 <= octets.length && isGroup(parts[i])) {
                int group = Integer.parseInt(parts[i], 16);
                octets[at++] = (byte) (group >> 8);
                octets[at++] = (byte) group;
            } else {
                return -1;
            }
        }
        return at;
    }

    private static boolean isGroup(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (!HexFormat.isHexDigit(digits.charAt(i))) {
                return false;
            }
        }
        return !digits.isEmpty() && digits.length() <= MAX_GROUP_DIGITS;
    }

    private static InetAddress fromOctets(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are always an address", e);
        }
    }

    /** The same for a socket; never a host name, so nothing is resolved. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(ip, port);
    }

    /** As people are told of it by text: in words that nobody, and no machine that quotes them, texts as an address. */
    public String inWords() {
        byte[] octets = ip.getAddress();
        return (octets.length == 4 ? ip.getHostAddress() : shortened(octets)) + " port " + port;
    }

    /** As it is texted; IPv6 in the short form of RFC 5952 section 4. */
    @Override
    public String toString() {
        byte[] octets = ip.getAddress();
        return (octets.length == 4 ? ip.getHostAddress() : "[" + shortened(octets) + "]") + ":" + port;
    }

    private static String shortened(byte[] octets) {
        int[] groups = new int[IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
        }
        int gapStart = 0;
        int gapEnd = 0;
        for (int start = 0; start < IPV6_GROUPS; start++) {
            int end = start;
            while (end < IPV6_GROUPS && groups[end] == 0) {
                end++;
            }
            // The first of the longest; one group alone is written out (section 4.2).
            if (end - start > Math.max(1, gapEnd - gapStart)) {
                gapStart = start;
                gapEnd = end;
            }
        }
        return gapEnd == 0
                ? joined(groups, 0, IPV6_GROUPS)
                : joined(groups, 0, gapStart) + "::" + joined(groups, gapEnd, IPV6_GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        return Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
