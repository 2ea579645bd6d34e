package dev.convoke.peer.smsc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jsmpp.SMPPConstant;

/** The octets of PDUs that no message centre should send (SMPP 3.4 §3.2, §4.6.1, §5.3). */
final class MalformedPdu {

    /** Not one that a request of ours will have: an answer to it means nothing to anybody. */
    private static final int SEQUENCE = 0x7FFFFFF0;

    private static final int ABSURD_OCTETS = 512 << 20;
    private static final int UNKNOWN_COMMAND = 0x00000666;
    private static final int NOISE_OCTETS = 64;
    private static final long NOISE_SEED = 3_020L;

    private MalformedPdu() {}

    static byte[] of(Fault.Shape shape) {
        return switch (shape) {
            case SHORT_LENGTH -> header(8, SMPPConstant.CID_DELIVER_SM);
            case ABSURD_LENGTH -> header(ABSURD_OCTETS, SMPPConstant.CID_DELIVER_SM);
            case GARBAGE -> noise();
            case SM_LENGTH -> deliver(cString("447700900001"), 200, new byte[0]);
            case UNTERMINATED -> whole(SMPPConstant.CID_DELIVER_SM, new byte[] {0, 1, 1, '4', '4', '7', '7'});
            case TLV_LENGTH -> deliver(cString("447700900001"), 0, new byte[] {0x04, 0x24, 0x7F, 0x00, 1});
            case UNKNOWN_COMMAND -> header(SMPPConstant.PDU_HEADER_LENGTH, UNKNOWN_COMMAND);
        };
    }

    private static byte[] header(int octets, int command) {
        return ByteBuffer.allocate(SMPPConstant.PDU_HEADER_LENGTH)
                .putInt(octets)
                .putInt(command)
                .putInt(0)
                .putInt(SEQUENCE)
                .array();
    }

    private static byte[] noise() {
        byte[] noise = new byte[NOISE_OCTETS];
        new Random(NOISE_SEED).nextBytes(noise);
        return noise;
    }

    /** A {@code deliver_sm} from a phone to 84433, without a text. */
    private static byte[] deliver(byte[] sourceAddr, int smLength, byte[] tlvs) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1, 1});
        body.writeBytes(sourceAddr);
        body.writeBytes(new byte[] {3, 1});
        body.writeBytes(cString("84433"));
        body.writeBytes(new byte[9]);
        body.write(smLength);
        body.writeBytes(tlvs);
        return whole(SMPPConstant.CID_DELIVER_SM, body.toByteArray());
    }

    private static byte[] whole(int command, byte[] body) {
        byte[] header = header(SMPPConstant.PDU_HEADER_LENGTH + body.length, command);
        return ByteBuffer.allocate(header.length + body.length)
                .put(header)
                .put(body)
                .array();
    }

    private static byte[] cString(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
