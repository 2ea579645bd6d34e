package dev.convoke.peer.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A message that came (RFC 8489 §5, §14):
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 0  method and class             length of what follows the header
 *   magic cookie 2112a442
 *   transaction id, 12 octets
 *   then attributes: type (2 octets), length (2), value, padded to a multiple of 4
 * </pre>
 *
 * A value; any thread. Reading it never throws anything but {@link MalformedStunException}, and takes time and memory in proportion to
 * its at most {@value #MAX_OCTETS} octets.
 */
final class StunMessage {

    /** Far above what relays send; RFC 8489 §6.1 keeps messages within one datagram. */
    static final int MAX_OCTETS = 2_048;

    private static final int MAX_ATTRIBUTES = 64;
    private static final int ATTRIBUTE_HEADER_OCTETS = 4;
    private static final int SIGNATURE_OCTETS = 20;
    private static final int FINGERPRINT_MASK = 0x5354_554e;
    private static final int REQUEST_CLASS = 0x000;
    private static final int INDICATION_CLASS = 0x010;
    private static final int SUCCESS_CLASS = 0x100;
    private static final int CLASS_BITS = 0x110;

    private final byte[] octets;
    private final List<Attribute> attributes;

    /** Where in the message a value lies. */
    private record Attribute(int type, int at, int octets) {}

    /** ERROR-CODE (RFC 8489 §14.8). */
    record Failure(int code, String reason) {}

    private StunMessage(byte[] octets, List<Attribute> attributes) {
        this.octets = octets;
        this.attributes = attributes;
    }

    /**
     * How many octets follow a header.
     *
     * @throws MalformedStunException if that is no header of a STUN message that is taken here
     */
    static int bodyOctets(byte[] header) throws MalformedStunException {
        ByteBuffer in = ByteBuffer.wrap(header);
        if (header.length < Stun.HEADER_OCTETS || (header[0] & 0xc0) != 0 || in.getInt(4) != Stun.COOKIE) {
            throw new MalformedStunException("what answers there is no TURN server");
        }
        int body = in.getShort(2) & 0xffff;
        if (body % 4 != 0 || body > MAX_OCTETS - Stun.HEADER_OCTETS) {
            throw new MalformedStunException("the relay sent a message of " + body + " octets");
        }
        return body;
    }

    /**
     * Reads one whole message.
     *
     * @throws MalformedStunException if it is none, or does not end where it says
     */
    static StunMessage parse(byte[] octets) throws MalformedStunException {
        if (bodyOctets(octets) != octets.length - Stun.HEADER_OCTETS) {
            throw new MalformedStunException("the relay sent a message whose length is wrong");
        }
        List<Attribute> found = new ArrayList<>();
        boolean signed = false;
        int at = Stun.HEADER_OCTETS;
        while (at < octets.length) {
            Attribute one = attributeAt(octets, at);
            // After the signature nothing counts but the fingerprint: it could have been added by anybody (§14.5).
            if (!signed || one.type() == Stun.FINGERPRINT) {
                found.add(one);
            }
            signed |= one.type() == Stun.MESSAGE_INTEGRITY;
            if (found.size() > MAX_ATTRIBUTES) {
                throw new MalformedStunException("the relay sent a message of too many attributes");
            }
            at = one.at() + padded(one.octets());
        }
        return new StunMessage(octets.clone(), List.copyOf(found));
    }

    private static Attribute attributeAt(byte[] octets, int at) throws MalformedStunException {
        // Lengths are multiples of four: where one octet is left, four are.
        ByteBuffer in = ByteBuffer.wrap(octets);
        int type = in.getShort(at) & 0xffff;
        int length = in.getShort(at + 2) & 0xffff;
        int value = at + ATTRIBUTE_HEADER_OCTETS;
        if (padded(length) > octets.length - value) {
            throw new MalformedStunException("the relay sent an attribute that is longer than its message");
        }
        return new Attribute(type, value, length);
    }

    static int padded(int octets) {
        return (octets + 3) & ~3;
    }

    /** Method and class apart: bits 4 and 8 are the class. */
    private int type() {
        return ByteBuffer.wrap(octets).getShort(0) & 0xffff;
    }

    /** One of {@link Stun}'s methods, or another. */
    int method() {
        int type = type();
        return (type & 0x000f) | (type & 0x00e0) >> 1 | (type & 0x3e00) >> 2;
    }

    boolean isRequest() {
        return (type() & CLASS_BITS) == REQUEST_CLASS;
    }

    boolean isIndication() {
        return (type() & CLASS_BITS) == INDICATION_CLASS;
    }

    boolean isSuccess() {
        return (type() & CLASS_BITS) == SUCCESS_CLASS;
    }

    /** What request it answers, in hexadecimal digits. */
    String transaction() {
        return HexFormat.of().formatHex(octets, Stun.HEADER_OCTETS - Stun.TRANSACTION_OCTETS, Stun.HEADER_OCTETS);
    }

    /** The first attribute of a type. */
    Optional<byte[]> value(int type) {
        return find(type).map(one -> Arrays.copyOfRange(octets, one.at(), one.at() + one.octets()));
    }

    private Optional<Attribute> find(int type) {
        return attributes.stream().filter(one -> one.type() == type).findFirst();
    }

    Optional<String> text(int type) {
        return value(type).map(octets -> new String(octets, StandardCharsets.UTF_8));
    }

    /** A number of 32 bits without sign. */
    Optional<Long> number(int type) {
        return value(type)
                .filter(value -> value.length == Integer.BYTES)
                .map(value -> ByteBuffer.wrap(value).getInt() & 0xffff_ffffL);
    }

    /** An address that is masked with cookie and transaction id, so that no router "mends" it (RFC 8489 §14.2). */
    Optional<InetSocketAddress> xorAddress(int type) {
        return value(type).flatMap(this::unmasked);
    }

    private Optional<InetSocketAddress> unmasked(byte[] value) {
        int family = value.length > 1 ? value[1] : 0;
        int expected = family == Stun.FAMILY_IPV4 ? 4 : family == Stun.FAMILY_IPV6 ? 16 : 0;
        if (expected == 0 || value.length != ATTRIBUTE_HEADER_OCTETS + expected) {
            return Optional.empty();
        }
        byte[] ip = Arrays.copyOfRange(value, ATTRIBUTE_HEADER_OCTETS, value.length);
        for (int i = 0; i < ip.length; i++) {
            ip[i] ^= octets[ATTRIBUTE_HEADER_OCTETS + i];
        }
        int port = (ByteBuffer.wrap(value).getShort(2) & 0xffff) ^ (Stun.COOKIE >>> 16);
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(ip), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are always an address", e);
        }
    }

    /** Why not; empty if it does not say. */
    Optional<Failure> failure() {
        return value(Stun.ERROR_CODE)
                .filter(value -> value.length >= Integer.BYTES)
                .map(value -> {
                    int code = (value[2] & 0x07) * 100 + (value[3] & 0xff);
                    return new Failure(
                            code,
                            new String(value, Integer.BYTES, value.length - Integer.BYTES, StandardCharsets.UTF_8));
                });
    }

    /** Whether MESSAGE-INTEGRITY is there and was made with that key (RFC 8489 §14.5). */
    boolean isSignedWith(byte[] key) {
        Optional<Attribute> signature = find(Stun.MESSAGE_INTEGRITY);
        if (signature.isEmpty() || signature.get().octets() != SIGNATURE_OCTETS) {
            return false;
        }
        int end = signature.get().at() - ATTRIBUTE_HEADER_OCTETS;
        byte[] covered = Arrays.copyOf(octets, end);
        // The length that was signed is that of a message that ends with the signature.
        ByteBuffer.wrap(covered)
                .putShort(2, (short) (end - Stun.HEADER_OCTETS + ATTRIBUTE_HEADER_OCTETS + SIGNATURE_OCTETS));
        byte[] there = value(Stun.MESSAGE_INTEGRITY).orElseThrow();
        return MessageDigest.isEqual(Hmac.sha1(key, covered), there);
    }

    /** Whether FINGERPRINT, if it is there, fits (RFC 8489 §14.7). Nothing depends on it over TCP. */
    boolean isIntact() {
        return find(Stun.FINGERPRINT)
                .map(one -> number(Stun.FINGERPRINT)
                        .filter(there -> there == fingerprint(octets, one.at() - ATTRIBUTE_HEADER_OCTETS))
                        .isPresent())
                .orElse(true);
    }

    private static long fingerprint(byte[] octets, int end) {
        CRC32 crc = new CRC32();
        crc.update(octets, 0, end);
        return crc.getValue() ^ FINGERPRINT_MASK;
    }
}
