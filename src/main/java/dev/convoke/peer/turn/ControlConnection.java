package dev.convoke.peer.turn;

import dev.convoke.concurrent.ThreadMaker;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The connection that keeps an allocation: requests go out from any thread, and a thread of its own reads answers and indications.
 * While a caller waits for its answer it holds one of the few entries of the map, so these are as many as there are callers.
 */
final class ControlConnection implements Exchange, AutoCloseable {

    /** What is said when the connection ends and nothing was said about it. */
    static final String BROKEN = "the connection to the relay broke";

    private final Socket socket;
    private final Duration patience;
    private final Consumer<StunMessage> onIndication;
    private final Consumer<String> onEnd;
    private final Map<String, CompletableFuture<StunMessage>> waiting = new ConcurrentHashMap<>();
    private final Thread reader;

    /** Not reading yet. {@code onEnd} hears once, on the reading thread, why it is over; both must not wait. */
    ControlConnection(
            Socket socket,
            Duration patience,
            ThreadMaker threads,
            Consumer<StunMessage> onIndication,
            Consumer<String> onEnd) {
        this.socket = socket;
        this.patience = patience;
        this.onIndication = onIndication;
        this.onEnd = onEnd;
        this.reader = threads.thread("relay-reader", this::read);
    }

    void start() {
        reader.start();
    }

    private void read() {
        String why;
        try {
            while (true) {
                take(TurnSocket.next(socket.getInputStream()));
            }
        } catch (TurnException | MalformedStunException explained) {
            why = String.valueOf(explained.getMessage());
        } catch (IOException broken) {
            why = BROKEN;
        }
        close();
        waiting.values().forEach(one -> one.completeExceptionally(TurnException.passing("the relay hung up")));
        onEnd.accept(why);
    }

    private void take(StunMessage message) {
        if (message.isIndication()) {
            onIndication.accept(message);
        } else if (!message.isRequest()) {
            CompletableFuture<StunMessage> asked = waiting.remove(message.transaction());
            if (asked != null) {
                asked.complete(message);
            }
        }
    }

    @Override
    public StunMessage ask(StunRequest request) throws IOException {
        CompletableFuture<StunMessage> answer = new CompletableFuture<>();
        waiting.put(request.transaction(), answer);
        try {
            write(request.octets());
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw TurnException.silent("to a request", patience);
        } catch (ExecutionException over) {
            throw TurnException.passing("the relay hung up");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw TurnException.passing("interrupted");
        } finally {
            waiting.remove(request.transaction());
        }
    }

    /** Requests are small: one that does not fit into the socket's buffers means that the relay is gone, and the reader hears it. */
    private synchronized void write(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    /** Hangs up; the reading thread ends. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is closed either way.
        }
    }
}
