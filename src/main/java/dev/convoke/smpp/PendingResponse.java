package dev.convoke.smpp;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jsmpp.SMPPConstant;

/**
 * An answer that we owe to a message centre:
 *
 * <pre>
 *   | command_length | command_id | command_status | sequence_number | message_id, empty: NUL |
 *     4 octets each                                                    not in a generic_nack
 * </pre>
 *
 * <p>A {@code deliver_sm_resp} has its {@code message_id} also when it is negative (SMPP 3.4 §4.6.2).
 *
 * @param commandId {@code deliver_sm_resp} or {@code generic_nack}
 * @param sequence the {@code sequence_number} of what is answered
 * @param acceptance the status, when it is decided
 * @param atOnce whether it was decided from the beginning, so that it need not wait its turn
 * @param dueNanos the {@link System#nanoTime} at which it is given up to wait for the status
 * @param onLeaving runs when it is on its way
 */
record PendingResponse(
        int commandId, int sequence, ResponseStatus acceptance, boolean atOnce, long dueNanos, Runnable onLeaving) {

    /** The octets of the longest. */
    static final int MAX_OCTETS = SMPPConstant.PDU_HEADER_LENGTH + 1;

    /**
     * The answer to a text.
     *
     * @param within for how long the status is waited for, from now on
     */
    static PendingResponse toText(int sequence, ResponseStatus acceptance, Duration within, Runnable onLeaving) {
        return new PendingResponse(
                SMPPConstant.CID_DELIVER_SM_RESP,
                sequence,
                acceptance,
                acceptance.isDecided(),
                System.nanoTime() + within.toNanos(),
                onLeaving);
    }

    /** The answer to a PDU that cannot be taken apart (SMPP 3.4 §4.3.1). */
    static PendingResponse nack(int sequence, int status, Runnable onLeaving) {
        return new PendingResponse(
                SMPPConstant.CID_GENERIC_NACK, sequence, ResponseStatus.of(status), true, 0, onLeaving);
    }

    /** Whether it can leave; decides it if its time is over. */
    boolean isReady(long nowNanos) {
        if (!acceptance.isDecided() && nowNanos - dueNanos >= 0) {
            acceptance.giveUp();
        }
        return acceptance.isDecided();
    }

    /** Appends the PDU. */
    void writeTo(ByteBuffer batch) {
        boolean nack = commandId == SMPPConstant.CID_GENERIC_NACK;
        batch.putInt(nack ? SMPPConstant.PDU_HEADER_LENGTH : MAX_OCTETS)
                .putInt(commandId)
                .putInt(acceptance.status(DeliverSmHandler.OUR_TROUBLE))
                .putInt(sequence);
        if (!nack) {
            batch.put((byte) 0);
        }
    }
}
