package dev.convoke.peer.device;

import dev.convoke.terms.DeviceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Phones that are connected and nothing more: the kernel completes a connection to a listening port whether or not the
 * program accepts it, so these phones take no memory of the process in which an engine's is measured.
 */
public final class SilentPorts implements AutoCloseable {

    /** Below the bound that Linux puts on every queue of connections that nobody has accepted (128 in old kernels). */
    private static final int PHONES_PER_PORT = 100;

    private final List<ServerSocket> ports = new ArrayList<>();

    private SilentPorts() {}

    /**
     * Opens ports for so many phones.
     *
     * @throws UncheckedIOException if there are not so many ports, or too few files may be open
     */
    public static SilentPorts listen(int phones) {
        SilentPorts silent = new SilentPorts();
        try {
            for (int taken = 0; taken < phones; taken += PHONES_PER_PORT) {
                silent.ports.add(new ServerSocket(0, PHONES_PER_PORT, InetAddress.getLoopbackAddress()));
            }
            return silent;
        } catch (IOException e) {
            silent.close();
            throw new UncheckedIOException("the silent phones cannot listen: " + e.getMessage(), e);
        }
    }

    /** Where a phone listens; 0 is the first. */
    public DeviceAddress address(int phone) {
        ServerSocket port = ports.get(phone / PHONES_PER_PORT);
        return new DeviceAddress(port.getInetAddress(), port.getLocalPort());
    }

    /** Breaks all connections and closes the ports. */
    @Override
    public void close() {
        for (ServerSocket port : ports) {
            try {
                port.close();
            } catch (IOException gone) {
                // The process lets go of what is left.
            }
        }
    }
}
