package dev.convoke.smpp.pdu;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jsmpp.PDUReader;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads PDUs from a peer that may send anything (SMPP 3.4 §3.2):
 *
 * <pre>
 *   +----------------+------------+----------------+-----------------+--- … ---+
 *   | command_length | command_id | command_status | sequence_number | body    |
 *   +----------------+------------+----------------+-----------------+--- … ---+
 *     4 octets each, the length counts itself
 * </pre>
 *
 * <ul>
 *   <li>A length below 16 or above {@value #MAX_PDU_OCTETS} octets ends the connection after a generic_nack: where the next
 *       PDU would begin is unknown.
 *   <li>A read time-out before the first octet of a PDU means silence and goes up, where it makes an enquire_link. In the
 *       middle of a PDU it means a slow peer: reading continues where it stopped, until the PDU has taken too long as a whole.
 *   <li>A PDU whose body does not fit together is answered here, by generic_nack, or dropped if it is an answer itself; the
 *       library would fall over it in silence.
 * </ul>
 *
 * <p>Runs on the session's reader thread; {@link #silentFor} is for any thread.
 */
public final class BoundedPduReader implements PDUReader {

    static final int MAX_PDU_OCTETS = 70_000;

    /** Sends a generic_nack (SMPP 3.4 §4.3.1) on the session's connection. */
    public interface Nack {
        /** Sends it; fails if the connection is lost. */
        void send(int commandStatus, int sequenceNumber) throws IOException;
    }

    /** Takes PDUs off the stream before the library sees them. Runs on the session's reader thread. */
    public interface Diversion {
        /**
         * Is offered every whole PDU that makes sense.
         *
         * @return whether it took it, so that the library shall not
         * @throws IOException if the session cannot go on
         */
        boolean takes(Command header, byte[] pdu) throws IOException;
    }

    private final Duration deadline;
    private final Nack nack;
    private final Diversion diversion;
    private byte[] pdu = new byte[0];
    /** Written by the reader thread, read by the watchdog. */
    private volatile long lastSoundNanos = System.nanoTime();

    /**
     * For one connection.
     *
     * @param deadline how long a PDU may take from its first to its last octet, counted in read time-outs
     * @param nack answers what makes no sense
     */
    public BoundedPduReader(Duration deadline, Nack nack) {
        this(deadline, nack, (header, pdu) -> false);
    }

    /** The same, where not all is for the library. */
    public BoundedPduReader(Duration deadline, Nack nack, Diversion diversion) {
        this.deadline = deadline;
        this.nack = nack;
        this.diversion = diversion;
    }

    /** How long ago the last PDU that made sense was complete; the link's age if there was none. */
    public Duration silentFor() {
        return Duration.ofNanos(System.nanoTime() - lastSoundNanos);
    }

    /** Reads a whole PDU that makes sense and is for the library, and answers its header. */
    @Override
    public Command readPDUHeader(DataInputStream in) throws IOException {
        while (true) {
            byte[] read = readWhole(in);
            Optional<byte[]> sound = PduCheck.sound(read);
            if (sound.isEmpty()) {
                refuse(headerOf(read));
                continue;
            }
            pdu = sound.get();
            lastSoundNanos = System.nanoTime();
            Command header = headerOf(pdu);
            if (!diversion.takes(header, pdu)) {
                return header;
            }
        }
    }

    private byte[] readWhole(DataInputStream in) throws IOException {
        byte[] header = new byte[SMPPConstant.PDU_HEADER_LENGTH];
        long until = fill(in, header, 0, header.length, 0);
        int octets = ByteBuffer.wrap(header).getInt();
        if (octets < header.length || octets > MAX_PDU_OCTETS) {
            nack.send(SMPPConstant.STAT_ESME_RINVCMDLEN, 0);
            throw new IOException("command_length " + octets + " (expected: 16.." + MAX_PDU_OCTETS + ")");
        }
        byte[] whole = Arrays.copyOf(header, octets);
        fill(in, whole, header.length, octets, until);
        return whole;
    }

    /**
     * Reads up to index {@code end}.
     *
     * @param until the {@code nanoTime} by which to be ready; 0 if the PDU has not begun yet
     * @return {@code until}, set when the first octet came
     */
    private long fill(DataInputStream in, byte[] octets, int start, int end, long until) throws IOException {
        long readyBy = until;
        int at = start;
        while (at < end) {
            try {
                int read = in.read(octets, at, end - at);
                if (read < 0) {
                    throw new EOFException(at == 0 ? "closed by the peer" : "closed by the peer within a PDU");
                }
                at += read;
            } catch (SocketTimeoutException silence) {
                if (at == 0) {
                    throw silence;
                }
            }
            readyBy = readyBy == 0 ? System.nanoTime() + deadline.toNanos() : readyBy;
            if (at < end && System.nanoTime() - readyBy > 0) {
                throw new IOException("a PDU was not complete within " + deadline.toMillis() + " ms");
            }
        }
        return readyBy;
    }

    private void refuse(Command header) throws IOException {
        if ((header.getCommandId() & SMPPConstant.MASK_CID_RESP) == 0) {
            nack.send(SMPPConstant.STAT_ESME_RINVCMDLEN, header.getSequenceNumber());
        }
    }

    private static Command headerOf(byte[] pdu) {
        ByteBuffer octets = ByteBuffer.wrap(pdu);
        Command header = new Command();
        header.setCommandLength(octets.getInt());
        header.setCommandId(octets.getInt());
        header.setCommandStatus(octets.getInt());
        header.setSequenceNumber(octets.getInt());
        return header;
    }

    /** The PDU whose header was read last. */
    @Override
    public byte[] readPDU(DataInputStream in, Command header) {
        return pdu;
    }

    @Override
    public byte[] readPDU(DataInputStream in, int commandLength, int commandId, int commandStatus, int sequenceNumber) {
        return pdu;
    }
}
