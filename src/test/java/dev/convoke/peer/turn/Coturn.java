package dev.convoke.peer.turn;

import dev.convoke.ClosedAfterEach;
import dev.convoke.TestFolder;
import dev.convoke.concurrent.ThreadMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A real relay on loopback for one test; skips the test where none is installed. */
public final class Coturn implements ClosedAfterEach {

    public static final String SECRET = "s3cret";

    private final TestFolder folder = new TestFolder();
    private final LocalRelay relay;

    private Coturn(List<String> options) {
        Optional<Path> program = LocalRelay.program();
        Assumptions.assumeTrue(program.isPresent(), "turnserver is not installed (Debian: apt install coturn)");
        ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
        try {
            relay = LocalRelay.start(program.get(), folder.path(), options, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    public List<String> log() {
        return relay.log();
    }

    /** Where it is. */
    public TurnServer server() {
        return relay.server();
    }

    /** Ends it, as when its machine goes down. */
    public void stop() {
        relay.close();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }
}
