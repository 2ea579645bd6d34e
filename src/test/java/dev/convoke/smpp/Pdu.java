package dev.convoke.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A PDU as octets, made by hand and independent of the library (SMPP 3.4 §3.2). */
final class Pdu {

    static final int DELIVER_SM = 0x00000005;
    static final int SUBMIT_SM = 0x00000004;
    static final int ENQUIRE_LINK = 0x00000015;
    static final int UNBIND = 0x00000006;
    static final int GENERIC_NACK = 0x80000000;
    static final int RESP = 0x80000000;

    final int id;
    final int status;
    final int sequence;
    final byte[] body;

    Pdu(int id, int status, int sequence, byte[] body) {
        this.id = id;
        this.status = status;
        this.sequence = sequence;
        this.body = body;
    }

    static Pdu header(int id, int sequence) {
        return new Pdu(id, 0, sequence, new byte[0]);
    }

    /** The answer to this one, with a C-string as body if it is not empty. */
    Pdu answer(int status, String bodyString) {
        return new Pdu(id | RESP, status, sequence, cString(bodyString));
    }

    Pdu headerOnlyAnswer(int status) {
        return new Pdu(id | RESP, status, sequence, new byte[0]);
    }

    byte[] octets() {
        return ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(id)
                .putInt(status)
                .putInt(sequence)
                .put(body)
                .array();
    }

    /** Takes a stream of whole PDUs apart. */
    static List<Pdu> all(byte[] stream) {
        List<Pdu> pdus = new ArrayList<>();
        for (ByteBuffer octets = ByteBuffer.wrap(stream); octets.hasRemaining(); ) {
            byte[] body = new byte[octets.getInt() - 16];
            int id = octets.getInt();
            int status = octets.getInt();
            int sequence = octets.getInt();
            octets.get(body);
            pdus.add(new Pdu(id, status, sequence, body));
        }
        return pdus;
    }

    static byte[] cString(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), text.length() + 1);
    }

    /** A {@code deliver_sm} from +447700900001 to the short code 84433 with an ASCII text in the GSM alphabet. */
    static Pdu deliver(int sequence, String text) {
        return new Deliver().text(text).pdu(sequence);
    }

    /** Builds a {@code deliver_sm} field by field. */
    static final class Deliver {
        private int fromTon = 1;
        private String from = "447700900001";
        private int toTon = 3;
        private String to = "84433";
        private String sentAt = "";
        private int esmClass;
        private int dataCoding;
        private byte[] text = {};
        private int smLength = -1;
        private final ByteArrayOutputStream tlvs = new ByteArrayOutputStream();

        Deliver from(int ton, String address) {
            fromTon = ton;
            from = address;
            return this;
        }

        Deliver to(int ton, String address) {
            toTon = ton;
            to = address;
            return this;
        }

        Deliver esmClass(int octet) {
            esmClass = octet;
            return this;
        }

        Deliver dataCoding(int octet) {
            dataCoding = octet;
            return this;
        }

        /** Fills schedule_delivery_time. */
        Deliver sentAt(String time) {
            sentAt = time;
            return this;
        }

        Deliver text(String ascii) {
            return text(ascii.getBytes(StandardCharsets.US_ASCII));
        }

        Deliver text(byte[] octets) {
            text = octets;
            return this;
        }

        Deliver smLength(int octets) {
            smLength = octets;
            return this;
        }

        Deliver tlv(int tag, byte[] value) {
            return tlv(tag, value.length, value);
        }

        Deliver tlv(int tag, int length, byte[] value) {
            tlvs.writeBytes(ByteBuffer.allocate(4 + value.length)
                    .putShort((short) tag)
                    .putShort((short) length)
                    .put(value)
                    .array());
            return this;
        }

        Pdu pdu(int sequence) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(0);
            address(body, fromTon, from);
            address(body, toTon, to);
            body.writeBytes(new byte[] {(byte) esmClass, 0, 0});
            body.writeBytes(cString(sentAt));
            body.writeBytes(new byte[] {0, 0, 0, (byte) dataCoding, 0});
            body.write(smLength < 0 ? text.length : smLength);
            body.writeBytes(text);
            body.writeBytes(tlvs.toByteArray());
            return new Pdu(DELIVER_SM, 0, sequence, body.toByteArray());
        }

        private static void address(ByteArrayOutputStream body, int ton, String digits) {
            body.write(ton);
            body.write(1);
            body.writeBytes(cString(digits));
        }
    }

    @Override
    public String toString() {
        return String.format("Pdu[%08x status %x sequence %d, %d octets]", id, status, sequence, 16 + body.length);
    }
}
