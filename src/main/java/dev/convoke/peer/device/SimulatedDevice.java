package dev.convoke.peer.device;

import dev.convoke.terms.DeviceAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A phone that opens a TCP port and waits to be dialled (US 8,018,877 steps 410 and 445), like {@code nc -l}.
 *
 * <p>Takes one connection at a time; a second one takes the place of the first. Keeps the last 10,000 lines it heard. Any
 * thread may call; the lock guards the lines and the connection.
 */
public final class SimulatedDevice implements AutoCloseable {

    private static final int MAX_LINES = 10_000;

    private final ServerSocket listening;
    private final Consumer<String> onLine;
    private final Thread reader;
    private final List<String> heard = new ArrayList<>();
    private @Nullable Socket connection;
    private int connections;
    private int hangUps;

    private SimulatedDevice(ServerSocket listening, ThreadFactory threads, Consumer<String> onLine) {
        this.listening = listening;
        this.onLine = onLine;
        this.reader = threads.newThread(this::serve);
    }

    /**
     * Opens a port on loopback and listens.
     *
     * @param port the port, or 0 for any that is free
     * @param threads makes the device's one thread
     * @param onLine is told every line on that thread
     * @throws UncheckedIOException if the port cannot be opened
     */
    public static SimulatedDevice listen(int port, ThreadFactory threads, Consumer<String> onLine) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            SimulatedDevice device = new SimulatedDevice(listening, threads, onLine);
            device.reader.start();
            return device;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Where the device listens: what it would put into its text. */
    public DeviceAddress address() {
        return new DeviceAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket accepted = listening.accept();
                accepted.setTcpNoDelay(true);
                connected(accepted);
                read(accepted);
            } catch (IOException closedOrBroken) {
                // The next connection, or the end: either way there is nothing to tell.
                disconnected();
            }
        }
    }

    private synchronized void connected(Socket accepted) {
        connection = accepted;
        connections++;
        notifyAll();
    }

    private synchronized void disconnected() {
        hangUps++;
        notifyAll();
    }

    private void read(Socket from) throws IOException {
        try (from;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                onLine.accept(line);
            }
        }
        disconnected();
    }

    private synchronized void keep(String line) {
        if (heard.size() == MAX_LINES) {
            heard.remove(0);
        }
        heard.add(line);
        notifyAll();
    }

    /** Says a line: the text and its end, as one write. */
    public void say(String line) {
        sayRaw((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends octets as they are. */
    public void sayRaw(byte[] octets) {
        @Nullable Socket current;
        synchronized (this) {
            current = connection;
        }
        if (current == null) {
            throw new IllegalStateException("nobody has connected to the device");
        }
        try {
            OutputStream out = current.getOutputStream();
            out.write(octets);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the device cannot send: " + e.getMessage(), e);
        }
    }

    /** Everything heard so far. */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** How many connections there have been. */
    public synchronized int connections() {
        return connections;
    }

    /** How many of them have ended. */
    public synchronized int hangUps() {
        return hangUps;
    }

    /** Waits for a line, heard before or yet to come; empty if it did not come in time. */
    public Optional<String> await(Predicate<String> wanted, Duration patience) {
        return await(0, wanted, patience);
    }

    /** Waits for a line among those after the first {@code skip}. */
    public synchronized Optional<String> await(int skip, Predicate<String> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            for (int i = skip; i < heard.size(); i++) {
                if (wanted.test(heard.get(i))) {
                    return Optional.of(heard.get(i));
                }
            }
            if (!waitUntil(deadline)) {
                return Optional.empty();
            }
        }
    }

    /** Waits until the server has hung up {@code times} in all; {@code false} if it did not in time. */
    public synchronized boolean awaitHangUps(int times, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (hangUps < times) {
            if (!waitUntil(deadline)) {
                return false;
            }
        }
        return true;
    }

    // The callers loop: they look again after each waking, whatever woke them.
    @SuppressWarnings("WaitNotInLoop")
    private synchronized boolean waitUntil(long deadline) {
        long leftMs = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
            return false;
        }
        try {
            wait(leftMs);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Hangs up, as when the user closes the program; the device goes on listening. */
    public void hangUp() {
        closeConnection(false);
    }

    /** Breaks the connection with a reset. */
    public void reset() {
        closeConnection(true);
    }

    private void closeConnection(boolean reset) {
        @Nullable Socket current;
        synchronized (this) {
            current = connection;
        }
        if (current == null) {
            return;
        }
        try {
            if (reset) {
                current.setSoLinger(true, 0);
            }
            current.close();
        } catch (SocketException alreadyGone) {
            // Nothing left to close.
        } catch (IOException e) {
            throw new UncheckedIOException("the device cannot hang up: " + e.getMessage(), e);
        }
    }

    /** Takes no new connection any more; the one there is goes on. */
    public void stopListening() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the device cannot stop listening: " + e.getMessage(), e);
        }
    }

    /** Hangs up and stops listening; the thread ends. */
    @Override
    public void close() {
        stopListening();
        hangUp();
        try {
            reader.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
