package dev.convoke.peer.phone;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines out of octets, of a bounded length whatever comes. Used by one thread. */
final class HeardLines {

    /** Longer than any that a room sends: a text has 4,096 octets at most. */
    private static final int MAX_OCTETS = 16_384;

    private final InputStream in;

    HeardLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next one without its end; of one that is too long the beginning. Empty at the end of the stream. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        boolean ended = octet < 0;
        while (octet >= 0 && octet != '\n') {
            if (line.size() < MAX_OCTETS) {
                line.write(octet);
            }
            octet = in.read();
        }
        return ended ? Optional.empty() : Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
