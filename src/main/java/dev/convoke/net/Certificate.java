package dev.convoke.net;

import dev.convoke.concurrent.Periodic;
import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.concurrent.ThreadMaker;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate and its key, read again when their files change: those who renew them need not know of us. While the new ones cannot be
 * read, the old ones hold. Has a thread for the looking, until the close; any thread asks for the context.
 */
public final class Certificate implements AutoCloseable {

    /** How often the files are looked at. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

    private final Path file;
    private final Path key;
    private final RepeatedLog log;
    private final Periodic looking;

    /** Written by the thread that looks, read by the event loops. */
    private volatile SslContext context;

    /** How the files looked when they were read; belongs to the thread that looks. */
    private List<Object> seen;

    /**
     * Reads the files.
     *
     * @param section where in the configuration {@code tls-certificate} and {@code tls-key} are, such as {@code call-in}
     * @param key empty if it is in the same file
     * @throws IllegalStateException if they cannot be read; the message names them
     */
    public static Certificate of(String section, Path file, Optional<Path> key, ThreadMaker threads) {
        return new Certificate(section, file, key.orElse(file), INTERVAL, threads);
    }

    Certificate(String section, Path file, Path key, Duration interval, ThreadMaker threads) {
        this.log = new RepeatedLog(LOG, "certificate of " + section);
        this.file = file;
        this.key = key;
        try {
            seen = look();
            context = read();
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalStateException(
                    section + ".tls-certificate, " + section + ".tls-key: " + file + " and " + key + " cannot be used ("
                            + unreadable.getMessage() + "); both are PEM files, the key without password",
                    unreadable);
        }
        looking = new Periodic(section + "-certificate", Duration.ofSeconds(1), threads);
        looking.every(interval, "looking at the certificate", this::readIfChanged);
    }

    private List<Object> look() throws IOException {
        return List.of(marks(file), marks(key));
    }

    /** Who replaces a file changes one of these. */
    private static List<Object> marks(Path file) throws IOException {
        Path real = file.toRealPath();
        return List.of(real, Files.getLastModifiedTime(real), Files.size(real));
    }

    private SslContext read() throws IOException {
        return SslContextBuilder.forServer(file.toFile(), key.toFile())
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }

    private void readIfChanged() {
        try {
            List<Object> now = look();
            if (!now.equals(seen)) {
                context = read();
                // Only now: a pair that is half written is looked at again.
                seen = now;
                log.good("read anew");
            }
        } catch (IOException | RuntimeException unreadable) {
            log.bad("the files have changed and cannot be used, the old ones hold: " + unreadable.getMessage());
        }
    }

    /** What connections are encrypted with from now on. */
    public SslContext context() {
        return context;
    }

    @Override
    public void close() {
        looking.close();
    }
}
