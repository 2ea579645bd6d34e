package dev.convoke.peer.turn;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A request as it is written, attribute by attribute, and signed last. Used by one thread. */
final class StunRequest {

    /** With realm and nonce as long as they are taken, and a user name as long as RFC 8489 §14.3 has it. */
    private static final int MAX_OCTETS = 4_096;

    private static final int SIGNATURE_OCTETS = 20;

    private final ByteBuffer out = ByteBuffer.allocate(MAX_OCTETS);
    private final byte[] transaction;

    /**
     * Begins one.
     *
     * @param method of {@link Stun}, below 16
     * @param transaction 12 octets that nobody can foresee
     */
    StunRequest(int method, byte[] transaction) {
        this.transaction = transaction.clone();
        out.putShort((short) method).putShort((short) 0).putInt(Stun.COOKIE).put(transaction);
    }

    /** What its answer will name. */
    String transaction() {
        return HexFormat.of().formatHex(transaction);
    }

    StunRequest with(int type, byte[] value) {
        out.putShort((short) type).putShort((short) value.length).put(value);
        out.put(new byte[StunMessage.padded(value.length) - value.length]);
        return this;
    }

    StunRequest with(int type, String value) {
        return with(type, value.getBytes(StandardCharsets.UTF_8));
    }

    StunRequest with(int type, int value) {
        return with(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /** With an address, masked (RFC 8489 §14.2). */
    StunRequest withXorAddress(int type, InetAddress ip, int port) {
        byte[] octets = ip.getAddress();
        byte[] mask =
                ByteBuffer.allocate(16).putInt(Stun.COOKIE).put(transaction).array();
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= mask[i];
        }
        int family = octets.length == 4 ? Stun.FAMILY_IPV4 : Stun.FAMILY_IPV6;
        byte[] value = ByteBuffer.allocate(4 + octets.length)
                .putShort((short) family)
                .putShort((short) (port ^ Stun.COOKIE >>> 16))
                .put(octets)
                .array();
        return with(type, value);
    }

    /** Signs what is written so far (RFC 8489 §14.5); only a fingerprint may follow. */
    StunRequest signed(byte[] key) {
        writeLength(out.position() + 4 + SIGNATURE_OCTETS);
        return with(Stun.MESSAGE_INTEGRITY, Hmac.sha1(key, written()));
    }

    private void writeLength(int end) {
        out.putShort(2, (short) (end - Stun.HEADER_OCTETS));
    }

    private byte[] written() {
        return Arrays.copyOf(out.array(), out.position());
    }

    byte[] octets() {
        writeLength(out.position());
        return written();
    }
}
