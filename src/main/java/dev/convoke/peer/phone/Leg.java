package dev.convoke.peer.phone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** One connection to the room. One thread hears; any may say and hang up. */
final class Leg implements AutoCloseable {

    private final Socket socket;
    private final InetAddress from;
    private volatile boolean greeted;

    Leg(Socket socket, InetAddress from) {
        this.socket = socket;
        this.from = from;
    }

    InetAddress from() {
        return from;
    }

    /** Whether anything was ever heard. */
    boolean isGreeted() {
        return greeted;
    }

    /** Says a line; blocks while the network takes no more. */
    void say(String line) throws IOException {
        byte[] octets = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (socket) {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        }
    }

    /**
     * Hands on every line until the end.
     *
     * @return whether the other side hung up in order, rather than the connection broke
     */
    boolean hear(Consumer<String> onLine) {
        try {
            HeardLines lines = new HeardLines(socket.getInputStream());
            Optional<String> line = lines.next();
            while (line.isPresent()) {
                greeted = true;
                onLine.accept(line.get());
                line = lines.next();
            }
            return true;
        } catch (IOException broken) {
            return false;
        } finally {
            close();
        }
    }

    /** Ends it with a reset: for the room it is lost, not left. */
    void cut() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyBroken) {
            // It is lost either way.
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is closed either way.
        }
    }
}
