package dev.convoke.cli.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of loopback that nobody has now; who might take it before it is opened is not on this machine in the moment between. */
public final class FreePort {

    private FreePort() {}

    /** Finds one. */
    public static int find() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no free port: " + e.getMessage(), e);
        }
    }
}
