package dev.convoke.smpp.pdu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jsmpp.SMPPConstant;

/**
 * Cuts a {@code message_payload} above 32,767 octets (SMPP 3.4 §5.3.2.32 allows 64 KiB) into several of the same tag, because
 * the library reads the length of a TLV as a signed number. Whoever reads the message joins all that there are.
 *
 * <p>Before the TLVs of a {@code deliver_sm} or {@code submit_sm} (SMPP 3.4 §4.4.1, §4.6.1) stand:
 *
 * <pre>
 *   header 16 | service_type Z | ton npi source_addr Z | ton npi destination_addr Z | 3 octets
 *   | schedule_delivery_time Z | validity_period Z | 4 octets | sm_length short_message
 * </pre>
 */
final class LongPayload {

    static final int MESSAGE_PAYLOAD = 0x0424;

    private static final int MAX_OCTETS = Short.MAX_VALUE;

    private LongPayload() {}

    /** The same PDU with no TLV longer than the library can read; empty if the PDU does not fit together. */
    static Optional<byte[]> cut(byte[] pdu) {
        try {
            return cutFrom(pdu);
        } catch (IndexOutOfBoundsException truncated) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> cutFrom(byte[] pdu) {
        int at = endOfShortMessage(pdu);
        ByteArrayOutputStream cut = new ByteArrayOutputStream(pdu.length + 16);
        cut.write(pdu, 0, at);
        while (at < pdu.length - 1) {
            int tag = wide(pdu, at);
            int octets = wide(pdu, at + 2);
            boolean tooLong = octets > MAX_OCTETS;
            if (at + 4 + octets > pdu.length || (tooLong && tag != MESSAGE_PAYLOAD)) {
                return Optional.empty();
            }
            write(cut, pdu, at + 4, octets, tag);
            at += 4 + octets;
        }
        byte[] whole = cut.toByteArray();
        ByteBuffer.wrap(whole).putInt(whole.length);
        return Optional.of(whole);
    }

    private static int endOfShortMessage(byte[] pdu) {
        int at = endOfString(pdu, SMPPConstant.PDU_HEADER_LENGTH);
        at = endOfString(pdu, at + 2);
        at = endOfString(pdu, at + 2);
        at = endOfString(pdu, at + 3);
        at = endOfString(pdu, at) + 4;
        int end = at + 1 + (pdu[at] & 0xFF);
        if (end > pdu.length) {
            throw new IndexOutOfBoundsException(end);
        }
        return end;
    }

    private static int endOfString(byte[] pdu, int start) {
        int at = start;
        while (pdu[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static int wide(byte[] pdu, int at) {
        return ((pdu[at] & 0xFF) << 8) | (pdu[at + 1] & 0xFF);
    }

    private static void write(ByteArrayOutputStream out, byte[] pdu, int start, int octets, int tag) {
        int written = 0;
        do {
            int piece = Math.min(MAX_OCTETS, octets - written);
            out.write(tag >> 8);
            out.write(tag);
            out.write(piece >> 8);
            out.write(piece);
            out.write(pdu, start + written, piece);
            written += piece;
        } while (written < octets);
    }
}
