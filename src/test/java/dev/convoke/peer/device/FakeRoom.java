package dev.convoke.peer.device;

import dev.convoke.terms.DeviceAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** As much of a server as phones need: it hears the one that was dialled first, and tells all what it is told to make of that. */
final class FakeRoom implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final List<Socket> legs = new ArrayList<>();
    private final BufferedReader first;

    FakeRoom(DeviceAddress phones, int people) {
        try {
            for (int i = 0; i < people; i++) {
                Socket leg = new Socket(phones.ip(), phones.port());
                leg.setTcpNoDelay(true);
                leg.setSoTimeout(PATIENCE_MS);
                legs.add(leg);
            }
            first = new BufferedReader(new InputStreamReader(legs.get(0).getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that the first phone says; null at the end. */
    @Nullable
    String heard() {
        try {
            return first.readLine();
        } catch (IOException closed) {
            return null;
        }
    }

    /** Says that to all. */
    void tell(String lines) {
        tell(lines, lines.length());
    }

    /** Says that to all, in pieces of so many octets. */
    void tell(String lines, int pieceOctets) {
        byte[] octets = lines.getBytes(StandardCharsets.UTF_8);
        try {
            for (Socket leg : legs) {
                for (int at = 0; at < octets.length; at += pieceOctets) {
                    leg.getOutputStream().write(octets, at, Math.min(pieceOctets, octets.length - at));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells all what the function makes of each line, until the phones hang up. */
    Thread broadcast(Function<String, String> lines) {
        Thread thread = new Thread(
                () -> {
                    for (@Nullable String line = heard(); line != null; line = heard()) {
                        tell(lines.apply(line));
                    }
                },
                "fake-room");
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        for (Socket leg : legs) {
            try {
                leg.close();
            } catch (IOException gone) {
                // It is closed either way.
            }
        }
    }
}
