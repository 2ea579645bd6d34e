package dev.convoke.peer.turn;

import dev.convoke.ClosedAfterEach;
import dev.convoke.TestFolder;
import dev.convoke.concurrent.ThreadMaker;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real relay on loopback for one test; skips the test where none is installed. Keeps the last of what it logged. */
public final class Coturn implements ClosedAfterEach {

    public static final String SECRET = "s3cret";
    private static final Path DATABASE = Path.of("/var/lib/turn/turndb");
    private static final int MAX_LINES = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestFolder folder = new TestFolder();
    private final ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
    private final List<String> log = new ArrayList<>();
    private final Process process;
    private final Thread logReader;
    private final int port;

    private Coturn(List<String> options) {
        Optional<Path> program = program();
        Assumptions.assumeTrue(program.isPresent(), "turnserver is not installed (Debian: apt install coturn)");
        port = freePort();
        process = start(program.get(), options);
        logReader = threads.thread("coturn-log", this::readLog);
        logReader.start();
        awaitReady();
    }

    /** With credentials that hold for a time. */
    public static Coturn withSecret(String... more) {
        return new Coturn(with(List.of("--use-auth-secret", "--static-auth-secret=" + SECRET), more));
    }

    /** With one user. */
    public static Coturn withUser(String user, String password, String... more) {
        return new Coturn(with(List.of("--lt-cred-mech", "--user=" + user + ":" + password), more));
    }

    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    private static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "turnserver"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return reserved.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(Path program, List<String> options) {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "-n", "-v", "-L", "127.0.0.1", "-E", "127.0.0.1"));
        command.addAll(
                List.of("-p", String.valueOf(port), "--no-udp", "--no-tls", "--no-dtls", "--no-rfc5780", "--no-cli"));
        command.addAll(List.of("--allow-loopback-peers", "-r", "convoke.test", "--log-file", "stdout", "--simple-log"));
        command.addAll(List.of("--pidfile", folder.path().resolve("pid").toString()));
        command.addAll(List.of("--userdb", folder.path().resolve("turndb").toString()));
        command.addAll(options);
        try {
            if (Files.isReadable(DATABASE)) {
                Files.copy(DATABASE, folder.path().resolve("turndb"));
            }
            return new ProcessBuilder(command)
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLog() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
            }
        } catch (IOException ended) {
            // Its end is the test's.
        }
    }

    private synchronized void keep(String line) {
        if (log.size() == MAX_LINES) {
            log.remove(0);
        }
        log.add(line);
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError("coturn did not start: " + log(), notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    public synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** Where it is. */
    public TurnServer server() {
        return new TurnServer("127.0.0.1", port, false);
    }

    /** Ends it, as when its machine goes down. */
    public void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            logReader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }
}
