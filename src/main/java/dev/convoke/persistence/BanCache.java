package dev.convoke.persistence;

import dev.convoke.room.port.BanList;
import dev.convoke.store.BanRow;
import dev.convoke.store.BanTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bans of the table, held in memory so that event loops never wait for a disk. A change holds in memory at once and is
 * written behind; one that could not be written is tried again with each {@link #refresh}. What other processes change is
 * taken over by {@link #refresh}, which reads one number unless something has changed.
 *
 * <p>Any thread; the lock guards what is not written yet, and the exchange of the copy. Reading takes no lock.
 */
public final class BanCache implements BanList {

    private static final Logger LOG = LoggerFactory.getLogger(BanCache.class);

    private final BanTable table;
    private final Clock clock;

    /** What is not on disk yet. */
    private final Map<Key, Change> unwritten = new HashMap<>();

    /** The copy: exchanged whole by {@link #refresh}, its inner maps changed by {@link #add} and {@link #remove}. */
    private volatile Map<ConferenceNumber, Map<Person, Ban>> bans = new ConcurrentHashMap<>();

    private long version = -1;

    /** Counts what was begun and what came to its end, so that a reading knows whether it is stale. */
    private long steps;

    private record Key(ConferenceNumber room, Person who) {}

    /** A change on its way to the disk; guarded by the lock. */
    private static final class Change {
        private final Optional<BanRow> ban;
        private boolean failed;
        private boolean reported;

        Change(Optional<BanRow> ban) {
            this.ban = ban;
        }
    }

    /** Reads all bans. Blocks. */
    public BanCache(BanTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
        var unused = refresh();
    }

    @Override
    public void add(ConferenceNumber room, Ban ban) {
        Optional<Instant> until =
                ban.untilMs() == Ban.FOREVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ban.untilMs()));
        BanRow row = new BanRow(room, ban.who(), ban.nick(), ban.reason(), ban.by(), clock.instant(), until);
        synchronized (this) {
            put(bans, room, ban);
            begin(new Key(room, ban.who()), new Change(Optional.of(row)));
        }
    }

    @Override
    public synchronized boolean remove(ConferenceNumber room, Person who) {
        boolean was = bansOf(room).remove(who) != null;
        begin(new Key(room, who), new Change(Optional.empty()));
        return was;
    }

    @Override
    public Optional<Ban> find(ConferenceNumber room, Person who, long nowMs) {
        return Optional.ofNullable(bansOf(room).get(who)).filter(ban -> ban.untilMs() > nowMs);
    }

    @Override
    public List<Ban> of(ConferenceNumber room, long nowMs) {
        return bansOf(room).values().stream()
                .filter(ban -> ban.untilMs() > nowMs)
                .toList();
    }

    private Map<Person, Ban> bansOf(ConferenceNumber room) {
        return bans.getOrDefault(room, Map.of());
    }

    private static void put(Map<ConferenceNumber, Map<Person, Ban>> into, ConferenceNumber room, Ban ban) {
        into.computeIfAbsent(room, number -> new ConcurrentHashMap<>()).put(ban.who(), ban);
    }

    /** Under the lock, so that changes of one ban reach the store's queue in their order. */
    private void begin(Key key, Change change) {
        unwritten.put(key, change);
        write(key, change);
    }

    private void write(Key key, Change change) {
        steps++;
        change.failed = false;
        CompletableFuture<?> write =
                change.ban.isPresent() ? table.put(change.ban.get()) : table.remove(key.room(), key.who());
        var unused = write.whenComplete((done, failure) -> written(key, change, Optional.ofNullable(failure)));
    }

    private synchronized void written(Key key, Change change, Optional<Throwable> failure) {
        steps++;
        if (unwritten.get(key) != change) {
            return;
        }
        if (failure.isEmpty()) {
            unwritten.remove(key);
        } else {
            change.failed = true;
            report(key, change, failure.get());
        }
    }

    /** Once for each change, however often it is tried. */
    private static void report(Key key, Change change, Throwable failure) {
        if (!change.reported) {
            change.reported = true;
            LOG.error("room {}: a ban is not on disk, it is tried again: {}", key.room(), failure.toString());
        }
    }

    /**
     * Takes over what other processes have changed, and tries again to write what could not be written. Blocks.
     *
     * @return whether others had changed something
     * @throws dev.convoke.store.StoreException if the table cannot be read; the copy stays as it was
     */
    public boolean refresh() {
        long before = writeAgain();
        long found = table.version();
        if (isKnown(found)) {
            return false;
        }
        Map<ConferenceNumber, Map<Person, Ban>> read = new ConcurrentHashMap<>();
        table.all(clock.instant()).forEach(row -> put(read, row.room(), ban(row)));
        return exchange(read, found, before);
    }

    private synchronized boolean isKnown(long found) {
        return found == version;
    }

    private synchronized long writeAgain() {
        Map.copyOf(unwritten).forEach((key, change) -> {
            if (change.failed) {
                write(key, change);
            }
        });
        return steps;
    }

    private static Ban ban(BanRow row) {
        long untilMs = row.until().map(Instant::toEpochMilli).orElse(Ban.FOREVER);
        return new Ban(row.who(), row.nick(), row.reason(), untilMs, row.by());
    }

    /** Unless a change of our own began or ended while the table was read: the next reading will have it. */
    private synchronized boolean exchange(Map<ConferenceNumber, Map<Person, Ban>> read, long found, long stepsBefore) {
        if (steps != stepsBefore) {
            return false;
        }
        unwritten.forEach((key, change) -> {
            if (change.ban.isPresent()) {
                put(read, key.room(), ban(change.ban.get()));
            } else {
                read.getOrDefault(key.room(), new HashMap<>()).remove(key.who());
            }
        });
        bans = read;
        version = found;
        return true;
    }
}
