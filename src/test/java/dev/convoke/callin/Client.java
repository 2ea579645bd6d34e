package dev.convoke.callin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** Somebody with a socket, as {@code nc} is. Used by the thread of the test. */
public final class Client implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final BufferedReader lines;

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    public static Client to(InetSocketAddress server) throws IOException {
        return from("127.0.0.1", server);
    }

    /** From an address of this machine's own. */
    public static Client from(String address, InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getAllByName(address)[0], 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), PATIENCE_MS);
        return new Client(socket);
    }

    static Client overTls(InetSocketAddress server, SSLContext trust) throws IOException {
        return new Client(trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.getPort()));
    }

    public Client say(String line) throws IOException {
        return send((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public Client send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    Socket socket() {
        return socket;
    }

    /** The next line with that in it; fails if there is none in time. */
    public String hears(String part) throws IOException {
        StringBuilder heardInstead = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return line;
            }
            heardInstead.append(line).append('\n');
        }
        throw new AssertionError("hung up and not heard: " + part + "; heard " + heardInstead);
    }

    /** Reads on to the end; fails if the server does not close its side in time. */
    public void awaitHangUp() throws IOException {
        while (lines.readLine() != null) {
            // What was said before.
        }
    }

    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
