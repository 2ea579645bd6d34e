package dev.convoke.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens the one connection of one attempt to bind: with a time-out, and over TLS only to the host it means.
 *
 * <p>{@link #createConnection} runs on the thread of the bind; {@link #abort} comes from any.
 */
final class LinkConnector implements ConnectionFactory, ResponseSender.Way {

    private final Duration timeout;
    private final Optional<SSLSocketFactory> tls;
    private @Nullable Socket opening;
    private boolean aborted;
    /** Written by the thread of the bind, read by the session's threads once it is connected. */
    private volatile @Nullable LinkConnection connection;

    LinkConnector(Duration timeout, Optional<SSLSocketFactory> tls) {
        this.timeout = timeout;
        this.tls = tls;
    }

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        Socket raw = new Socket();
        hold(raw);
        try {
            LinkConnection.tune(raw);
            raw.connect(new InetSocketAddress(host, port), timeoutMs());
            LinkConnection made = new LinkConnection(raw, tls.isPresent() ? secured(tls.get(), raw, host, port) : raw);
            connection = made;
            return made;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private int timeoutMs() {
        return Math.toIntExact(timeout.toMillis());
    }

    private Socket secured(SSLSocketFactory factory, Socket raw, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) factory.createSocket(raw, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        // A server that is mute, or speaks no TLS, would keep the handshake for ever.
        socket.setSoTimeout(timeoutMs());
        socket.startHandshake();
        return socket;
    }

    private synchronized void hold(Socket raw) throws IOException {
        if (aborted) {
            throw new IOException("stopped");
        }
        opening = raw;
    }

    /** The way out of the connection, for what the library does not say. */
    @Override
    public OutputStream output() throws IOException {
        LinkConnection made = connection;
        if (made == null) {
            throw new NotBoundException();
        }
        return made.getOutputStream();
    }

    /** What is lost cannot be used by others: its reader shall hear of it too. */
    @Override
    public void lost() {
        abort();
    }

    /** Closes the connection in whatever state it is, and lets no other be opened. */
    synchronized void abort() {
        aborted = true;
        if (opening != null) {
            try {
                opening.close();
            } catch (IOException alreadyGone) {
                // Nothing else is wanted of it.
            }
        }
    }
}
