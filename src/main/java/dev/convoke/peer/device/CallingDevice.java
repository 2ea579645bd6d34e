package dev.convoke.peer.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A device that has a connection of its own making and speaks lines on it, like {@code nc HOST PORT}: one that calls in (US 8,018,877
 * steps 255 and 350), or one that a relay hands its connections to. Any thread may call.
 */
public final class CallingDevice implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final Consumer<String> onLine;
    private final Heard<String> heard = new Heard<>();

    private CallingDevice(Socket socket, Consumer<String> onLine) {
        this.socket = socket;
        this.onLine = onLine;
    }

    /**
     * Connects to a server.
     *
     * @param threads makes the device's one thread
     * @param onLine is told every line on that thread
     * @throws UncheckedIOException if nobody answers there within ten seconds
     */
    public static CallingDevice connect(InetSocketAddress to, ThreadFactory threads, Consumer<String> onLine) {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(to, PATIENCE_MS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + to + ": " + e.getMessage(), e);
        }
        return on(socket, threads, onLine);
    }

    /** On a connection that stands already, which is this object's from then on. */
    public static CallingDevice on(Socket socket, ThreadFactory threads, Consumer<String> onLine) {
        CallingDevice device = new CallingDevice(socket, onLine);
        threads.newThread(device::listen).start();
        return device;
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
                onLine.accept(line);
            }
        } catch (IOException gone) {
            // As when it ends.
        }
        heard.end();
    }

    /** Says a line. */
    public void say(String line) {
        try {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the device cannot send: " + e.getMessage(), e);
        }
    }

    /** Everything heard so far. */
    public List<String> heard() {
        return heard.all();
    }

    /** Waits for a line, heard before or yet to come; empty if it did not come in time. */
    public Optional<String> await(Predicate<String> wanted, Duration patience) {
        return heard.await(wanted, patience);
    }

    /** Waits until the other side has hung up; {@code false} if it did not in time. */
    public boolean awaitHangUp(Duration patience) {
        return heard.awaitEnd(patience);
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }
}
