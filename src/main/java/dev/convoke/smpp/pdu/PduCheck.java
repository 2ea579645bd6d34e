package dev.convoke.smpp.pdu;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUDecomposer;

/**
 * Takes a PDU apart on trial, because the library falls over one that does not fit together: on a thread where nobody hears
 * it, and without an answer. Any thread.
 */
final class PduCheck {

    private static final PDUDecomposer DECOMPOSER = new DefaultDecomposer();

    private PduCheck() {}

    /**
     * The PDU in a form that the library can take apart; empty if there is none, or if it is an answer to nothing that we ever
     * ask. A command that nobody knows is left to the library, which answers it right.
     */
    static Optional<byte[]> sound(byte[] pdu) {
        int commandId = ByteBuffer.wrap(pdu).getInt(4);
        byte[] whole = pdu;
        if (commandId == SMPPConstant.CID_DELIVER_SM_RESP && pdu.length == SMPPConstant.PDU_HEADER_LENGTH) {
            whole = withEmptyMessageId(pdu);
        }
        if (comesApart(commandId, whole)) {
            return Optional.of(whole);
        }
        return isMessage(commandId)
                ? LongPayload.cut(whole).filter(cut -> comesApart(commandId, cut))
                : Optional.empty();
    }

    /** Some leave message_id out of a negative deliver_sm_resp; the library wants its final NUL (SMPP 3.4 §4.6.2). */
    private static byte[] withEmptyMessageId(byte[] header) {
        byte[] whole = Arrays.copyOf(header, header.length + 1);
        ByteBuffer.wrap(whole).putInt(whole.length);
        return whole;
    }

    private static boolean isMessage(int commandId) {
        return commandId == SMPPConstant.CID_DELIVER_SM || commandId == SMPPConstant.CID_SUBMIT_SM;
    }

    private static boolean comesApart(int commandId, byte[] pdu) {
        try {
            return takeApart(commandId, pdu);
        } catch (PDUStringException tooLong) {
            // The library catches this one itself, and answers with the status that it names.
            return true;
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean takeApart(int commandId, byte[] pdu) throws PDUStringException {
        switch (commandId) {
            case SMPPConstant.CID_DELIVER_SM -> DECOMPOSER.deliverSm(pdu);
            case SMPPConstant.CID_SUBMIT_SM -> DECOMPOSER.submitSm(pdu);
            case SMPPConstant.CID_DATA_SM -> DECOMPOSER.dataSm(pdu);
            case SMPPConstant.CID_ALERT_NOTIFICATION -> DECOMPOSER.alertNotification(pdu);
            case SMPPConstant.CID_BIND_RECEIVER, SMPPConstant.CID_BIND_TRANSMITTER, SMPPConstant.CID_BIND_TRANSCEIVER ->
                DECOMPOSER.bind(pdu);
            case SMPPConstant.CID_BIND_RECEIVER_RESP,
                    SMPPConstant.CID_BIND_TRANSMITTER_RESP,
                    SMPPConstant.CID_BIND_TRANSCEIVER_RESP -> DECOMPOSER.bindResp(pdu);
            case SMPPConstant.CID_SUBMIT_SM_RESP -> DECOMPOSER.submitSmResp(pdu);
            case SMPPConstant.CID_DELIVER_SM_RESP -> DECOMPOSER.deliverSmResp(pdu);
            case SMPPConstant.CID_ENQUIRE_LINK_RESP, SMPPConstant.CID_UNBIND_RESP, SMPPConstant.CID_GENERIC_NACK -> {
                // A header is all there is.
            }
            default -> {
                return (commandId & SMPPConstant.MASK_CID_RESP) == 0;
            }
        }
        return true;
    }
}
