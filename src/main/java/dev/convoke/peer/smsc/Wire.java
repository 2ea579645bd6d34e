package dev.convoke.peer.smsc;

import dev.convoke.peer.smsc.Fault.Answer;
import dev.convoke.peer.smsc.Fault.Delay;
import dev.convoke.peer.smsc.Fault.Drop;
import dev.convoke.peer.smsc.Fault.Malformed;
import dev.convoke.peer.smsc.Fault.Silence;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SMPPConstant;

/**
 * What the PDUs of one session leave by; the library writes each with one call. Here they are swallowed, held, preceded by
 * nonsense, or cut off, as the {@link Faults} have it. Any thread; its lock keeps PDUs apart.
 */
final class Wire extends OutputStream {

    /** Of answers that wait; more leave at once. */
    private static final int MAX_DELAYED = 10_000;

    private final OutputStream out;
    private final Closeable connection;
    private final Faults faults;
    private final PhoneReceipts receipts;
    private final ScheduledExecutorService timer;
    private final AtomicInteger delayed = new AtomicInteger();

    /** @param connection cuts it when it is closed */
    Wire(
            OutputStream out,
            Closeable connection,
            Faults faults,
            PhoneReceipts receipts,
            ScheduledExecutorService timer) {
        this.out = out;
        this.connection = connection;
        this.faults = faults;
        this.receipts = receipts;
        this.timer = timer;
    }

    /** Sends a PDU. */
    @Override
    public void write(byte[] pdu) throws IOException {
        int command = ByteBuffer.wrap(pdu).getInt(4);
        Optional<String> taken = messageId(command, pdu);
        Optional<Answer> answer = answer(command);
        if (answer.isPresent() && isSilenced(answer.get())) {
            taken.ifPresent(receipts::onAnswered);
            return;
        }
        Duration pause = answer.map(this::delay).orElse(Duration.ZERO);
        Duration early = taken.map(receipts::leadOf).orElse(Duration.ZERO);
        Duration longest = pause.compareTo(early) > 0 ? pause : early;
        if (longest.isZero() || !sendLater(pdu, taken, longest)) {
            send(pdu, command, taken);
        }
    }

    private static Optional<Answer> answer(int command) {
        return switch (command) {
            case SMPPConstant.CID_SUBMIT_SM_RESP -> Optional.of(Answer.SUBMIT);
            case SMPPConstant.CID_ENQUIRE_LINK_RESP -> Optional.of(Answer.ENQUIRE);
            case SMPPConstant.CID_BIND_RECEIVER_RESP,
                    SMPPConstant.CID_BIND_TRANSMITTER_RESP,
                    SMPPConstant.CID_BIND_TRANSCEIVER_RESP -> Optional.of(Answer.BIND);
            default -> Optional.empty();
        };
    }

    /** The {@code message_id} of a positive {@code submit_sm_resp} (SMPP 3.4 §4.4.2). */
    private static Optional<String> messageId(int command, byte[] pdu) {
        int body = SMPPConstant.PDU_HEADER_LENGTH;
        boolean has = command == SMPPConstant.CID_SUBMIT_SM_RESP && pdu.length > body;
        return has
                ? Optional.of(new String(pdu, body, pdu.length - body - 1, StandardCharsets.US_ASCII))
                : Optional.empty();
    }

    private boolean isSilenced(Answer answer) {
        return faults.strike(Silence.class, fault -> fault.of() == answer).isPresent();
    }

    private Duration delay(Answer answer) {
        return faults.strike(Delay.class, fault -> fault.of() == answer)
                .map(Delay::by)
                .orElse(Duration.ZERO);
    }

    private boolean sendLater(byte[] pdu, Optional<String> taken, Duration pause) {
        if (delayed.incrementAndGet() > MAX_DELAYED) {
            delayed.decrementAndGet();
            return false;
        }
        byte[] kept = pdu.clone();
        try {
            ScheduledFuture<?> unused =
                    timer.schedule(() -> sendAtLast(kept, taken), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            delayed.decrementAndGet();
        }
        return true;
    }

    private void sendAtLast(byte[] pdu, Optional<String> taken) {
        delayed.decrementAndGet();
        try {
            send(pdu, ByteBuffer.wrap(pdu).getInt(4), taken);
        } catch (IOException lost) {
            // The session hears of it when it reads.
        }
    }

    private void send(byte[] pdu, int command, Optional<String> taken) throws IOException {
        try {
            put(pdu, command);
        } finally {
            taken.ifPresent(receipts::onAnswered);
        }
    }

    private synchronized void put(byte[] pdu, int command) throws IOException {
        if (command == SMPPConstant.CID_DELIVER_SM) {
            Optional<Malformed> nonsense = faults.strike(Malformed.class);
            if (nonsense.isPresent()) {
                out.write(MalformedPdu.of(nonsense.get().shape()));
            }
        }
        Optional<Drop> drop = faults.strike(Drop.class);
        if (drop.isEmpty()) {
            out.write(pdu);
            out.flush();
            return;
        }
        if (drop.get().midPdu()) {
            out.write(pdu, 0, pdu.length / 2);
            out.flush();
        }
        connection.close();
        throw new IOException("cut by a fault");
    }

    /** The library does not write like this, but a stream has to. */
    @Override
    public void write(byte[] octets, int start, int count) throws IOException {
        write(Arrays.copyOfRange(octets, start, start + count));
    }

    @Override
    public void write(int octet) {
        throw new UnsupportedOperationException("PDUs are written whole");
    }
}
