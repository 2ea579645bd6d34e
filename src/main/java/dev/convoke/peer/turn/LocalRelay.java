package dev.convoke.peer.turn;

import dev.convoke.concurrent.ThreadMaker;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
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

/** A coturn of its own on loopback, for demo and tests. Keeps the last of what it logged. Any thread. */
public final class LocalRelay implements AutoCloseable {

    /** Where Debian keeps the users, of which a relay wants a copy that it may write. */
    private static final Path DATABASE = Path.of("/var/lib/turn/turndb");

    private static final int MAX_LINES = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<String> log = new ArrayList<>();
    private final int port;
    private final Process process;
    private final Thread logReader;

    private LocalRelay(int port, Process process, ThreadMaker threads) {
        this.port = port;
        this.process = process;
        this.logReader = threads.thread("coturn-log", this::readLog);
    }

    /** The program {@code turnserver}, if it is on the path. */
    public static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "turnserver"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one, and waits until it can be connected to.
     *
     * @param folder the relay's own; whoever made it takes it away
     * @param options which credentials it asks for, and more
     * @throws IOException if it does not start within 15 s
     */
    public static LocalRelay start(Path program, Path folder, List<String> options, ThreadMaker threads)
            throws IOException {
        if (Files.isReadable(DATABASE)) {
            Files.copy(DATABASE, folder.resolve("turndb"));
        }
        int port = freePort();
        Process process = new ProcessBuilder(command(program, folder, port, options))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        LocalRelay relay = new LocalRelay(port, process, threads);
        relay.logReader.start();
        relay.awaitReady();
        return relay;
    }

    private static List<String> command(Path program, Path folder, int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-n", "-v"));
        command.addAll(List.of("-L", "127.0.0.1", "-E", "127.0.0.1", "-p", String.valueOf(port)));
        command.addAll(List.of("--no-udp", "--no-tls", "--no-dtls", "--no-rfc5780", "--no-cli"));
        command.addAll(List.of("--allow-loopback-peers", "-r", "convoke.test", "--log-file", "stdout", "--simple-log"));
        command.addAll(List.of("--pidfile", folder.resolve("pid").toString()));
        command.addAll(List.of("--userdb", folder.resolve("turndb").toString()));
        command.addAll(options);
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return reserved.getLocalPort();
        }
    }

    private void readLog() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
            }
        } catch (IOException ended) {
            // With the process.
        }
    }

    private synchronized void keep(String line) {
        if (log.size() == MAX_LINES) {
            log.remove(0);
        }
        log.add(line);
    }

    private void awaitReady() throws IOException {
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > untilNanos) {
                    close();
                    throw new IOException("coturn did not start: " + log(), notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** What it logged. */
    public synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** Where it is. */
    public TurnServer server() {
        return new TurnServer("127.0.0.1", port, false);
    }

    /** Ends it, as when its machine goes down. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            var unused = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            logReader.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
