package dev.convoke.smpp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A message centre that does exactly what a test says, octet by octet, and nothing by itself: the peer for everything that a
 * well-behaved one would not do.
 */
final class RawSmsc implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;
    private static final int HANG_UP_MS = 300;

    private final ServerSocket door;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    RawSmsc() throws IOException {
        this(0);
    }

    RawSmsc(int port) throws IOException {
        door = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        door.setSoTimeout(PATIENCE_MS);
    }

    /** Has the system hold as little as it can of what the next peers send and nobody reads. */
    void holdLittle() throws IOException {
        door.setReceiveBufferSize(1_024);
    }

    int port() {
        return door.getLocalPort();
    }

    Peer accept() throws IOException {
        Peer peer = new Peer(door.accept());
        peers.add(peer);
        return peer;
    }

    /** Whether somebody connects within the time. */
    boolean isTriedWithin(Duration time) throws IOException {
        door.setSoTimeout((int) time.toMillis());
        try (Socket ignored = door.accept()) {
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        } finally {
            door.setSoTimeout(PATIENCE_MS);
        }
    }

    /** Accepts a connection and its bind. */
    Peer bound() throws IOException {
        Peer peer = accept();
        peer.send(peer.read().answer(0, "raw"));
        return peer;
    }

    /** Closes the port and hangs up on every connection. */
    @Override
    public void close() throws IOException {
        door.close();
        for (Peer peer : peers) {
            peer.hangUp();
        }
    }

    /** The ESME on one connection. */
    static final class Peer implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        Pdu read() throws IOException {
            int octets = in.readInt();
            Pdu header = new Pdu(in.readInt(), in.readInt(), in.readInt(), new byte[octets - 16]);
            in.readFully(header.body);
            return header;
        }

        /** Reads as much as there is, at least an octet, and says how much; what one write sent comes in one read if it fits. */
        int readSome(ByteArrayOutputStream heard) throws IOException {
            byte[] some = new byte[64 << 10];
            int octets = in.read(some);
            if (octets < 0) {
                throw new EOFException("closed by the link");
            }
            heard.write(some, 0, octets);
            return octets;
        }

        /** Reads until a PDU of the kind comes, and answers every {@code enquire_link} on the way. */
        Pdu readAnswering(int id) throws IOException {
            while (true) {
                Pdu pdu = read();
                if (pdu.id == id) {
                    return pdu;
                }
                if (pdu.id == Pdu.ENQUIRE_LINK) {
                    send(pdu.headerOnlyAnswer(0));
                }
            }
        }

        /** Sends a PDU and reads its answer, whatever enquires come between. */
        Pdu ask(Pdu request) throws IOException {
            send(request);
            while (true) {
                Pdu pdu = read();
                if (pdu.sequence == request.sequence && (pdu.id & Pdu.RESP) != 0) {
                    return pdu;
                }
                if (pdu.id == Pdu.ENQUIRE_LINK) {
                    send(pdu.headerOnlyAnswer(0));
                }
            }
        }

        void send(Pdu pdu) throws IOException {
            send(pdu.octets());
        }

        void send(byte[] octets) throws IOException {
            send(octets, 0, octets.length);
        }

        void send(byte[] octets, int from, int to) throws IOException {
            out.write(octets, from, to - from);
            out.flush();
        }

        /** Whether the other side ends the connection within the test's patience; what it still says is not looked at. */
        boolean isClosedByPeer() {
            try {
                byte[] rest = new byte[1_024];
                while (in.read(rest) >= 0) {
                    // The rest of what was under way.
                }
                return true;
            } catch (SocketTimeoutException stillOpen) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }

        /**
         * Ends the connection and lets the link find out: one that does not know yet that nobody is there would wait for an answer to
         * its {@code unbind}.
         */
        void hangUp() throws IOException {
            if (!socket.isClosed()) {
                socket.shutdownOutput();
                socket.setSoTimeout(HANG_UP_MS);
                isClosedByPeer();
            }
            close();
        }

        /** Cuts the connection. */
        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
