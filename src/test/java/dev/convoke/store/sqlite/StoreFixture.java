package dev.convoke.store.sqlite;

import static java.util.Objects.requireNonNull;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable.Settlement;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.PartRow;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Octets;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What the tests of the store have in common: rows to put into it, and how to wait for it. */
final class StoreFixture {

    static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    static final ConferenceNumber OTHER_ROOM = new ConferenceNumber("0042");
    static final ServiceNumber SERVICE = new ServiceNumber("84433");
    static final Msisdn ALICE = new Msisdn("+447700900001");
    static final Msisdn BOB = new Msisdn("+447700900002");
    static final Duration WINDOW = Duration.ofMinutes(10);
    /** Wants to hear of no text that is on its way to the disk. */
    static final LongConsumer NOBODY = id -> {};

    static final StoreSecret SECRET =
            StoreSecret.of("a secret of the tests, 32 octets".getBytes(StandardCharsets.US_ASCII));
    static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    private StoreFixture() {}

    /** Opens the file; where there is none, a copy of a migrated one. */
    static Store open(Path file) {
        return create(MigratedFile.at(file));
    }

    /** Opens the file, making and migrating it where there is none. */
    static Store create(Path file) {
        return SqliteStore.open(StoreSettings.at(file), SECRET, THREADS);
    }

    /** The result of a write, within ten seconds. */
    static <T> T await(CompletableFuture<T> write) {
        try {
            return write.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("the write did not complete well: " + e, e);
        }
    }

    /** Why a write failed, within ten seconds. */
    static Throwable awaitFailure(CompletableFuture<?> write) {
        try {
            throw new AssertionError("the write did not fail but answered " + write.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the write did not complete: " + e, e);
        }
    }

    /** Waits until no thread of a store is left: the pools' helpers end a moment after their pool has closed. */
    static void awaitNoThread() {
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("store-")));
    }

    static RoomRow room(ConferenceNumber number) {
        return RoomRow.plain(number, "Budget", new PinDigest("k1", "ab".repeat(32)), NOON);
    }

    static InboxRow text(String text, Instant receivedAt) {
        return new InboxRow(0, "main", new Originator.Phone(ALICE), SERVICE, text, Optional.empty(), receivedAt);
    }

    /** A part that says the words, in ASCII. */
    static PartRow part(PartRow.TextKey text, int number, String words, Instant at) {
        Octets octets = Octets.of(words.getBytes(StandardCharsets.US_ASCII));
        return new PartRow(text, number, new PartRow.Body("ASCII", octets), OptionalInt.empty(), Optional.empty(), at);
    }

    /** The words of all parts, as received with the first. */
    static InboxRow join(List<PartRow> parts) {
        String words = parts.stream()
                .map(part -> new String(part.body().octets().toArray(), StandardCharsets.US_ASCII))
                .collect(Collectors.joining());
        PartRow.TextKey text = parts.get(0).text();
        Instant at =
                parts.stream().map(PartRow::receivedAt).min(Instant::compareTo).orElseThrow();
        return new InboxRow(
                0, text.link(), text.from(), text.to(), words, OptionalInt.empty(), parts.size(), Optional.empty(), at);
    }

    /** The settlement of a text that names no room. */
    static List<Settlement> settled(long id, String outcome, boolean accepted, Instant at) {
        return settled(id, outcome, accepted, Optional.empty(), at);
    }

    static List<Settlement> settled(
            long id, String outcome, boolean accepted, Optional<ConferenceNumber> named, Instant at) {
        return List.of(new Settlement(id, outcome, accepted, named, at));
    }

    static OutboxRow notice(String text, int urgency) {
        return notice(BOB, text, urgency);
    }

    static OutboxRow notice(Msisdn to, String text, int urgency) {
        return new OutboxRow(
                0,
                to,
                SERVICE,
                OptionalInt.empty(),
                text,
                "main",
                Optional.empty(),
                urgency,
                NOON,
                NOON.plus(Duration.ofMinutes(5)),
                OutboxRow.Progress.none(NOON));
    }
}
