package dev.convoke.peer.turn;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A TCP connection to a relay, before what it carries is anybody's talk. */
final class TurnSocket {

    private TurnSocket() {}

    /** Connects, with TLS and the check of its certificate where the relay speaks it. */
    static Socket connect(TurnServer server, Duration patience) throws IOException {
        int patienceMs = (int) patience.toMillis();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(server.host(), server.port()), patienceMs);
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            return server.tls() ? secured(plain, server, patienceMs) : plain;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    private static Socket secured(Socket plain, TurnServer server, int patienceMs) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, server.host(), server.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(patienceMs);
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }

    /** Waits for an answer within a time for all of it; what comes after its last octet is left unread. */
    static StunMessage read(Socket from, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            byte[] header = octets(from, new byte[Stun.HEADER_OCTETS], 0, deadline);
            int body = StunMessage.bodyOctets(header);
            StunMessage message = StunMessage.parse(
                    octets(from, Arrays.copyOf(header, header.length + body), header.length, deadline));
            from.setSoTimeout(0);
            return message;
        } catch (SocketTimeoutException late) {
            throw TurnException.silent("to a connection", patience);
        }
    }

    private static byte[] octets(Socket from, byte[] into, int have, long deadlineNanos) throws IOException {
        InputStream in = from.getInputStream();
        int at = have;
        while (at < into.length) {
            long leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new SocketTimeoutException();
            }
            from.setSoTimeout((int) leftMs);
            int read = in.read(into, at, into.length - at);
            if (read < 0) {
                throw TurnException.passing("the relay hung up");
            }
            at += read;
        }
        return into;
    }

    /** Waits for ever for the next message. */
    static StunMessage next(InputStream in) throws IOException {
        byte[] header = in.readNBytes(Stun.HEADER_OCTETS);
        if (header.length < Stun.HEADER_OCTETS) {
            throw TurnException.passing("the relay hung up");
        }
        int body = StunMessage.bodyOctets(header);
        byte[] whole = Arrays.copyOf(header, header.length + body);
        if (in.readNBytes(whole, header.length, body) < body) {
            throw TurnException.passing("the relay hung up");
        }
        return StunMessage.parse(whole);
    }
}
