package dev.convoke.peer.phone;

import dev.convoke.terms.DeviceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.function.Consumer;

/** A port that the server dials, and dials again when the connection was lost (US 8,018,877 steps 410 and 445). */
public final class Listening implements Way {

    private static final int BACKLOG = 8;

    private final ServerSocket listening;
    private final DeviceAddress address;
    private final Set<InetAddress> servers;
    private final Consumer<DeviceAddress> announce;

    private Listening(
            ServerSocket listening, InetAddress ip, Set<InetAddress> servers, Consumer<DeviceAddress> announce) {
        this.listening = listening;
        this.address = new DeviceAddress(ip, listening.getLocalPort());
        this.servers = Set.copyOf(servers);
        this.announce = announce;
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any that is free
     * @param ip under which others reach this machine
     * @param servers who may connect; everybody if there are none
     * @param announce is told the address once, when the phone runs
     * @throws PhoneException if the port cannot be opened
     */
    public static Listening on(int port, InetAddress ip, Set<InetAddress> servers, Consumer<DeviceAddress> announce) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(port), BACKLOG);
            return new Listening(listening, ip, servers, announce);
        } catch (IOException taken) {
            throw new PhoneException("port " + port + " cannot be opened: " + taken.getMessage()
                    + "; --listen 0 takes any that is free");
        }
    }

    /** What belongs into the text. */
    public DeviceAddress address() {
        return address;
    }

    @Override
    public void run(Line line) {
        announce.accept(address);
        while (!listening.isClosed()) {
            try {
                take(line, listening.accept());
            } catch (IOException closedOrBroken) {
                // The next one, or the end: either way there is nothing to tell.
            }
        }
    }

    private void take(Line line, Socket accepted) throws IOException {
        InetAddress from = accepted.getInetAddress();
        if (!servers.isEmpty() && !servers.contains(from)) {
            accepted.close();
            return;
        }
        accepted.setTcpNoDelay(true);
        accepted.setKeepAlive(true);
        line.incoming(accepted, from);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException alreadyClosed) {
            // It is closed either way.
        }
    }
}
