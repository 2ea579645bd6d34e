package dev.convoke.peer.smsc;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.concurrent.ThreadMaker;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;
import org.jsmpp.SMPPConstant;

/**
 * A message centre for measurements: it lets one ESME bind, sends it texts as fast as a window allows or at a steady rate, and
 * takes the time of each answer. It is cheap, because it shares the machine with what is measured: PDUs are made by hand, one
 * thread writes them in batches, another reads.
 *
 * <p>Life: {@link #listen}, {@link #awaitBound}, {@link #send} as often as wanted by one thread, {@link #close}.
 */
public final class MoFlood implements AutoCloseable {

    private static final int BUFFER_OCTETS = 64 << 10;
    private static final int MAX_BATCH = 1_000;

    /** A thread that sleeps wakes up late by about this, and a text's time begins when it was due. */
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

    private static final int MAX_PDU_OCTETS = 70_000;
    private static final int ACCEPT_MS = 30_000;

    /** One text that is to be sent; {@code from} has digits only. */
    public record Mo(String from, String to, String text) {}

    /** Which text is the n-th, from 0. */
    public interface Texts {
        /** Makes it; its text is ASCII that the GSM alphabet has in the same places. */
        Mo text(int number);
    }

    /** What became of the texts of one {@link #send}; times are of {@code System.nanoTime()}. */
    public static final class Times {
        private final long[] sentNanos;
        private final long[] answeredNanos;
        private final int putOff;

        private Times(long[] sentNanos, long[] answeredNanos, int putOff) {
            this.sentNanos = sentNanos;
            this.answeredNanos = answeredNanos;
            this.putOff = putOff;
        }

        /** When each was sent, or was to be sent. */
        public long[] sentNanos() {
            return sentNanos.clone();
        }

        /** When its answer came. */
        public long[] answeredNanos() {
            return answeredNanos.clone();
        }

        /** How often one was answered with an error, and sent again. */
        public int putOff() {
            return putOff;
        }
    }

    private final ServerSocket door;
    private final ObjLongConsumer<String> onSubmit;
    private final Thread reader;
    private final CompletableFuture<OutputStream> bound = new CompletableFuture<>();
    private final AtomicLong lastId = new AtomicLong();
    private volatile Optional<Run> running = Optional.empty();
    private volatile Optional<Closeable> connection = Optional.empty();

    /** One call of {@link #send}. */
    private static final class Run {
        private final long[] sentNanos;
        private final long[] answeredNanos;
        private final Semaphore window;
        private final BlockingQueue<Integer> again;
        private int putOff;
        private final CompletableFuture<Integer> done = new CompletableFuture<>();
        private int missing;

        Run(int count, int window) {
            this.sentNanos = new long[count];
            this.answeredNanos = new long[count];
            this.window = new Semaphore(window);
            this.again = new ArrayBlockingQueue<>(window);
            this.missing = count;
        }

        /** Runs on the reader's thread. */
        void onAnswer(int number, int status, long nowNanos) {
            if (number < 0 || number >= answeredNanos.length) {
                // A generic_nack that names no request of ours.
                return;
            }
            if (status == SMPPConstant.STAT_ESME_ROK) {
                answeredNanos[number] = nowNanos;
                if (--missing == 0) {
                    done.complete(putOff);
                }
            } else {
                putOff++;
                // There is room: only what is in the window can come back.
                var unused = again.offer(number);
            }
            window.release();
        }
    }

    private MoFlood(ServerSocket door, ThreadMaker threads, ObjLongConsumer<String> onSubmit) {
        this.door = door;
        this.onSubmit = onSubmit;
        this.reader = threads.thread("flood-reader", this::serve);
    }

    /**
     * Opens a port on loopback, for one ESME.
     *
     * @param onSubmit hears of each {@code submit_sm}: the digits of its recipient, and when it came; it must be quick
     * @throws IOException if there is no port
     */
    public static MoFlood listen(ThreadMaker threads, ObjLongConsumer<String> onSubmit) throws IOException {
        ServerSocket door = new ServerSocket();
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        door.setSoTimeout(ACCEPT_MS);
        MoFlood flood = new MoFlood(door, threads, onSubmit);
        flood.reader.start();
        return flood;
    }

    /** The port it listens on. */
    public int port() {
        return door.getLocalPort();
    }

    /**
     * Waits until the ESME is bound.
     *
     * @throws TimeoutException if it is not within the time
     * @throws ExecutionException if its connection broke
     */
    public void awaitBound(Duration atMost) throws InterruptedException, TimeoutException, ExecutionException {
        NonBlockingThread.assertMayBlock();
        var unused = bound.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve() {
        try (Socket socket = door.accept()) {
            connection = Optional.of(socket);
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_OCTETS));
            OutputStream out = socket.getOutputStream();
            while (true) {
                onPdu(read(in), out);
            }
        } catch (IOException ended) {
            bound.completeExceptionally(ended);
            running.ifPresent(run -> run.done.completeExceptionally(ended));
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int octets = in.readInt();
        if (octets < SMPPConstant.PDU_HEADER_LENGTH || octets > MAX_PDU_OCTETS) {
            throw new IOException("command_length " + octets);
        }
        byte[] pdu = new byte[octets];
        in.readFully(pdu, Integer.BYTES, octets - Integer.BYTES);
        return pdu;
    }

    private void onPdu(byte[] pdu, OutputStream out) throws IOException {
        long nowNanos = System.nanoTime();
        ByteBuffer header = ByteBuffer.wrap(pdu);
        int command = header.getInt(4);
        int status = header.getInt(8);
        int sequence = header.getInt(12);
        switch (command) {
            case SMPPConstant.CID_DELIVER_SM_RESP, SMPPConstant.CID_GENERIC_NACK ->
                running.ifPresent(run -> run.onAnswer(sequence - 1, status, nowNanos));
            case SMPPConstant.CID_SUBMIT_SM -> {
                answer(out, command, sequence, Long.toHexString(lastId.incrementAndGet()));
                onSubmit.accept(recipient(pdu), nowNanos);
            }
            case SMPPConstant.CID_BIND_TRANSCEIVER -> {
                answer(out, command, sequence, "flood");
                bound.complete(out);
            }
            default -> {
                if (command > 0) {
                    answer(out, command, sequence, "");
                }
            }
        }
    }

    /** The {@code destination_addr} of a {@code submit_sm} (SMPP 3.4 §4.4.1). */
    private static String recipient(byte[] pdu) {
        int sourceAddr = endOfString(pdu, SMPPConstant.PDU_HEADER_LENGTH) + 2;
        int start = endOfString(pdu, sourceAddr) + 2;
        int end = endOfString(pdu, start) - 1;
        return new String(pdu, start, end - start, StandardCharsets.US_ASCII);
    }

    private static int endOfString(byte[] pdu, int start) {
        int at = start;
        while (pdu[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static void answer(OutputStream out, int command, int sequence, String body) throws IOException {
        byte[] string = body.isEmpty() ? new byte[0] : (body + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] pdu = pdu(command | SMPPConstant.MASK_CID_RESP, sequence, string);
        synchronized (out) {
            out.write(pdu);
        }
    }

    private static byte[] pdu(int command, int sequence, byte[] body) {
        int octets = SMPPConstant.PDU_HEADER_LENGTH + body.length;
        return ByteBuffer.allocate(octets)
                .putInt(octets)
                .putInt(command)
                .putInt(0)
                .putInt(sequence)
                .put(body)
                .array();
    }

    /**
     * Sends texts on the calling thread, and waits for the answers. What is answered with an error is sent again.
     *
     * @param window how many may be without an answer
     * @param perSecond how many are to be sent a second; 0 for as fast as it goes. A text's time then begins when it was to be
     *     sent, not when it could be
     * @throws IOException if the connection breaks
     * @throws TimeoutException if an answer is not there {@code patience} after the last text was sent
     */
    public Times send(Texts texts, int count, int window, int perSecond, Duration patience)
            throws IOException, InterruptedException, TimeoutException {
        NonBlockingThread.assertMayBlock();
        Run run = new Run(count, window);
        running = Optional.of(run);
        try {
            sendAll(run, texts, perSecond, patience);
            return new Times(run.sentNanos, run.answeredNanos, run.done.get());
        } catch (ExecutionException lost) {
            throw new IOException("the ESME was lost", lost);
        } finally {
            running = Optional.empty();
        }
    }

    private void sendAll(Run run, Texts texts, int perSecond, Duration patience)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        OutputStream out = bound.get();
        int count = run.sentNanos.length;
        long startNanos = System.nanoTime();
        long untilNanos = startNanos + patience.toNanos();
        int next = 0;
        while (!run.done.isDone()) {
            boolean nothingToSend = next == count && run.again.isEmpty();
            if (nothingToSend || !run.window.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                awaitAnswers(run, untilNanos, nothingToSend);
                continue;
            }
            if (next < count && perSecond > 0) {
                awaitTurn(run, next, startNanos + next * TimeUnit.SECONDS.toNanos(1) / perSecond);
            }
            next = sendBatch(run, texts, next, perSecond > 0 ? 1 : MAX_BATCH, out);
            untilNanos = System.nanoTime() + patience.toNanos();
        }
    }

    private static void awaitAnswers(Run run, long untilNanos, boolean allSent)
            throws InterruptedException, TimeoutException, ExecutionException {
        if (System.nanoTime() - untilNanos > 0) {
            throw new TimeoutException("texts were not answered in time");
        }
        try {
            var unused = allSent ? run.done.get(2, TimeUnit.MILLISECONDS) : 0;
        } catch (TimeoutException notYet) {
            // Something may have been put off meanwhile.
        }
    }

    private static void awaitTurn(Run run, int number, long turnNanos) {
        run.sentNanos[number] = turnNanos;
        for (long left = turnNanos - System.nanoTime(); left > 0; left = turnNanos - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Sends what the window has room for, beginning with the permit that the caller has; the number of the next text. */
    private static int sendBatch(Run run, Texts texts, int first, int atMost, OutputStream out) throws IOException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        int next = first;
        int sent = 0;
        do {
            Integer repeated = run.again.poll();
            if (repeated == null && next == run.sentNanos.length) {
                run.window.release();
                break;
            }
            int number = repeated == null ? next++ : repeated;
            if (run.sentNanos[number] == 0) {
                run.sentNanos[number] = System.nanoTime();
            }
            batch.writeBytes(deliver(number + 1, texts.text(number)));
            sent++;
        } while (sent < atMost && run.window.tryAcquire());
        synchronized (out) {
            batch.writeTo(out);
        }
        return next;
    }

    /** A {@code deliver_sm} (SMPP 3.4 §4.6.1) from an international number to a short code. */
    private static byte[] deliver(int sequence, Mo mo) {
        byte[] text = mo.text().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream body = new ByteArrayOutputStream(64 + text.length);
        body.writeBytes(new byte[] {0, 1, 1});
        body.writeBytes((mo.from() + "\0").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {3, 1});
        body.writeBytes((mo.to() + "\0").getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[9]);
        body.write(text.length);
        body.writeBytes(text);
        return pdu(SMPPConstant.CID_DELIVER_SM, sequence, body.toByteArray());
    }

    /** Cuts the connection and closes the port. */
    @Override
    public void close() throws IOException {
        door.close();
        if (connection.isPresent()) {
            connection.get().close();
        }
    }
}
