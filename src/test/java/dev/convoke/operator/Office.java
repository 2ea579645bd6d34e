package dev.convoke.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.admission.MovingClock;
import dev.convoke.admission.PinVault;
import dev.convoke.admission.RoomProfiles;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.operator.RoomAction.AddRoom;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An operator at work on a real SQLite file, with a clock that the test moves; one per test. */
final class Office implements BeforeEachCallback, AfterEachCallback {

    static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    static final ConferenceNumber OTHER_ROOM = new ConferenceNumber("8401235");
    static final ConferenceNumber NO_ROOM = new ConferenceNumber("999");
    static final ServiceNumber SERVICE = new ServiceNumber("84433");
    static final ServiceNumber OTHER_SERVICE = new ServiceNumber("+441632960961");
    static final int SEATS = 5_000;

    final MovingClock clock = new MovingClock(NOON);
    boolean serverRuns;
    private Path folder = Path.of("");
    private Optional<Store> store = Optional.empty();
    private Optional<PinVault> pins = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("convoke-office-");
        ThreadMaker threads = new ThreadMaker((thread, failure) -> failure.printStackTrace());
        store = Optional.of(
                SqliteStore.open(StoreSettings.at(folder.resolve("convoke.db")), StoreSecret.random(), threads));
        pins = Optional.of(PinVault.open(folder.resolve("convoke.db.key")));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        store().close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Store store() {
        return store.orElseThrow();
    }

    PinVault pins() {
        return pins.orElseThrow();
    }

    Operator operator() {
        return operator(new SplittableRandom(7));
    }

    Operator operator(RandomGenerator chance) {
        ServerFacts facts = new ServerFacts(
                List.of(SERVICE, OTHER_SERVICE),
                "GB",
                new RoomProfiles(Duration.ofMinutes(5), RoomPolicy.defaults()),
                SEATS,
                List.of("main", "other"));
        return new Operator(store(), pins(), facts, () -> serverRuns, clock, chance);
    }

    /** Makes a room of which nothing is said but its number. */
    void add(ConferenceNumber number) {
        done(operator().rooms().add(new AddRoom(Optional.of(number), RoomChange.none())));
    }

    /** The row of the room. */
    RoomRow row(ConferenceNumber number) {
        return store().rooms().find(number).orElseThrow();
    }

    static Pin pin(String digits) {
        return Pin.parse(digits).orElseThrow();
    }

    /** What came of it, within ten seconds. */
    static <T> T await(CompletableFuture<T> action) {
        try {
            return action.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("the action did not end well: " + e, e);
        }
    }

    /** The value of what was done. */
    static <T> T done(CompletableFuture<Result<T>> action) {
        return done(await(action));
    }

    /** The value of what was done. */
    static <T> T done(Result<T> result) {
        assertThat(result).isInstanceOf(Result.Done.class);
        return ((Result.Done<T>) result).value();
    }

    /** What was wrong with what was not done. */
    static List<FieldError> errors(CompletableFuture<? extends Result<?>> action) {
        return errors(await(action));
    }

    /** What was wrong with what was not done. */
    static List<FieldError> errors(Result<?> result) {
        assertThat(result).isInstanceOf(Result.Invalid.class);
        return ((Result.Invalid<?>) result).errors();
    }
}
