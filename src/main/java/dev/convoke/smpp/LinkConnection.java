package dev.convoke.smpp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.jsmpp.session.connection.Connection;

/**
 * A connected socket as the library wants it. Its own reads through a buffer of its own that does two reads for one and loses
 * the first when the second times out; here it is the JDK's.
 */
public final class LinkConnection implements Connection {

    private static final int BUFFER_OCTETS = 64 << 10;

    private final Socket raw;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * Wraps a connected socket.
     *
     * @param raw the TCP socket
     * @param socket what speaks over it: the same, or TLS
     * @throws IOException if the socket is closed already
     */
    public LinkConnection(Socket raw, Socket socket) throws IOException {
        this(raw, socket, socket.getOutputStream());
    }

    /**
     * The same with something between the library and the socket.
     *
     * @param out where the library writes to
     * @throws IOException if the socket is closed already
     */
    public LinkConnection(Socket raw, Socket socket, OutputStream out) throws IOException {
        this.raw = raw;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_OCTETS);
        this.out = out;
    }

    /** Sets what every SMPP socket wants: each answer leaves at once, and a dead peer is noticed by the kernel too. */
    public static void tune(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
    }

    @Override
    public boolean isOpen() {
        return !raw.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
        return raw.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return raw.getLocalAddress();
    }

    @Override
    public int getPort() {
        return raw.getPort();
    }

    @Override
    public int getLocalPort() {
        return raw.getLocalPort();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setSoTimeout(int timeoutMs) throws IOException {
        socket.setSoTimeout(timeoutMs);
    }

    /** Closes the TCP socket, not the TLS above it: that would wait for a writer who is stuck. SMPP has its own unbind. */
    @Override
    public void close() throws IOException {
        raw.close();
    }
}
