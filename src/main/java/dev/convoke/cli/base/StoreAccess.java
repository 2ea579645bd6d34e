package dev.convoke.cli.base;

import dev.convoke.admission.PinKeyException;
import dev.convoke.admission.PinVault;
import dev.convoke.config.SettingsException;
import dev.convoke.operator.Operator;
import dev.convoke.operator.ServerFacts;
import dev.convoke.server.App;
import dev.convoke.server.Settings;
import dev.convoke.smpp.LinkSettings;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.sqlite.ServerLock;
import dev.convoke.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * The option {@code --config}, and what an operator may do with the store that it leads to; commands mix it in. A running server
 * may share the store.
 */
public final class StoreAccess {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "convoke.conf",
            description = "The configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("convoke.conf");

    /** Made by picocli as well; leads to {@code convoke.conf} in the working folder until something else is typed. */
    public StoreAccess() {}

    /**
     * Reads the configuration file.
     *
     * @throws SettingsException naming everything in it that cannot be used
     */
    public Settings settings() {
        return Settings.read(file);
    }

    /**
     * Opens the store, does on this thread what an operator may do with it, and closes it. Blocks for some hundred milliseconds
     * longer than the work.
     *
     * @throws SettingsException as {@link #settings} does
     * @throws PinKeyException if the PIN key cannot be had
     * @throws StoreException if the store cannot be opened
     */
    public <T> T with(Function<Operator, T> work) {
        Settings settings = settings();
        Path data = settings.store().path();
        PinVault pins = PinVault.open(settings.pinKeyFile());
        try (Store store =
                SqliteStore.open(settings.store(), StoreSecret.of(pins.subkey("inbox")), CliThreads.maker())) {
            return work.apply(operator(settings, store, pins, () -> ServerLock.isHeld(data)));
        }
    }

    /** What an operator may do with a server that runs within this process. */
    public static Operator operatorOf(App app, Settings settings) {
        return operator(settings, app.store(), app.pins(), () -> true);
    }

    private static Operator operator(Settings settings, Store store, PinVault pins, BooleanSupplier serverRuns) {
        ServerFacts facts = new ServerFacts(
                settings.serviceNumbers(),
                settings.region(),
                settings.profiles(),
                settings.room().seats(),
                settings.smpp().links().stream().map(LinkSettings::name).toList());
        return new Operator(store, pins, facts, serverRuns, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Waits at most 10 seconds for a write to be on disk; not on a thread that completes writes.
     *
     * @throws Complaint if it fails, takes longer, or the thread is interrupted
     */
    public static <T> T await(CompletableFuture<T> write) {
        try {
            return write.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new Complaint("the store refused: " + failed.getMessage());
        } catch (TimeoutException late) {
            throw new Complaint(
                    "the store did not answer within " + PATIENCE.toSeconds() + " s; is its disk full or slow?");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Complaint("interrupted");
        }
    }
}
