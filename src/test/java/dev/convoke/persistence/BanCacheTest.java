package dev.convoke.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.room.port.BanList.Ban;
import dev.convoke.store.BanRow;
import dev.convoke.store.BanTable;
import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.store.sqlite.MigratedFile;
import dev.convoke.store.sqlite.SqliteStore;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanCacheTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final long NOW = NOON.toEpochMilli();
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    private static final Person BOB = new Person.Phone(new Msisdn("+447700900002"));
    private static final Person CAROL = new Person.Phone(new Msisdn("+447700900003"));
    private static final ThreadMaker THREADS = new ThreadMaker((thread, failure) -> failure.printStackTrace());

    @TempDir
    private Path folder;

    private Store store;
    private FlakyBans table;
    private BanCache bans;

    /** The real table, which lets no write through while a test wants it so. */
    private static final class FlakyBans implements BanTable {
        private final BanTable real;
        private volatile boolean fails;
        private volatile int readings;

        FlakyBans(BanTable real) {
            this.real = real;
        }

        @Override
        public CompletableFuture<Void> put(BanRow ban) {
            return fails ? CompletableFuture.failedFuture(new StoreException("no disk")) : real.put(ban);
        }

        @Override
        public CompletableFuture<Boolean> remove(ConferenceNumber room, Person who) {
            return fails ? CompletableFuture.failedFuture(new StoreException("no disk")) : real.remove(room, who);
        }

        @Override
        public boolean isBanned(ConferenceNumber room, Person who, Instant at) {
            return real.isBanned(room, who, at);
        }

        @Override
        public synchronized List<BanRow> all(Instant at) {
            readings++;
            return real.all(at);
        }

        @Override
        public List<BanRow> ofRoom(ConferenceNumber room, Instant at) {
            return real.ofRoom(room, at);
        }

        @Override
        public long version() {
            return real.version();
        }

        @Override
        public CompletableFuture<Integer> purge(Instant before) {
            return real.purge(before);
        }
    }

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                StoreSettings.at(MigratedFile.at(folder.resolve("convoke.db"))), StoreSecret.random(), THREADS);
        store.rooms()
                .add(RoomRow.plain(ROOM, "", new PinDigest("k1", "ab".repeat(32)), NOON))
                .join();
        table = new FlakyBans(store.bans());
        bans = new BanCache(table, CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Ban ban(Person who, long untilMs) {
        return new Ban(who, "Bob", "spam", untilMs, "Alice");
    }

    private static BanRow row(Person who) {
        return new BanRow(ROOM, who, "", "", "operator", NOON, Optional.empty());
    }

    private void awaitOnDisk(int count) {
        await().until(() -> store.bans().all(NOON).size() == count);
    }

    @Test
    void aBanHoldsAtOnceAndForWhoeverReadsTheTableLater() {
        bans.add(ROOM, ban(BOB, NOW + 60_000));

        assertThat(bans.find(ROOM, BOB, NOW)).contains(ban(BOB, NOW + 60_000));
        awaitOnDisk(1);
        assertThat(new BanCache(store.bans(), CLOCK).of(ROOM, NOW)).containsExactly(ban(BOB, NOW + 60_000));
    }

    @Test
    void aGuestIsBannedLikeANumber() {
        Person guest = new Person.Guest("k7qw3m9xpt4h");
        bans.add(ROOM, ban(guest, Ban.FOREVER));
        awaitOnDisk(1);

        assertThat(new BanCache(store.bans(), CLOCK).find(ROOM, guest, NOW)).contains(ban(guest, Ban.FOREVER));
        assertThat(bans.find(ROOM, new Person.Guest("k7qw3m9xpt4j"), NOW)).isEmpty();
        assertThat(bans.remove(ROOM, guest)).isTrue();
        awaitOnDisk(0);
    }

    @Test
    void aBanEndsInTime() {
        bans.add(ROOM, ban(BOB, NOW + 60_000));

        assertThat(bans.find(ROOM, BOB, NOW + 59_999)).isPresent();
        assertThat(bans.find(ROOM, BOB, NOW + 60_000)).isEmpty();
        assertThat(bans.of(ROOM, NOW + 60_000)).isEmpty();
    }

    @Test
    void aBanThatIsLiftedIsGoneAtOnceAndFromTheTable() {
        bans.add(ROOM, ban(BOB, Ban.FOREVER));
        awaitOnDisk(1);

        assertThat(bans.remove(ROOM, BOB)).isTrue();
        assertThat(bans.remove(ROOM, BOB)).isFalse();

        assertThat(bans.find(ROOM, BOB, NOW)).isEmpty();
        awaitOnDisk(0);
    }

    @Test
    void whatOthersChangeIsTakenOverByTheNextReading() {
        store.bans().put(row(CAROL)).join();
        assertThat(bans.find(ROOM, CAROL, NOW)).isEmpty();

        bans.refresh();
        assertThat(bans.find(ROOM, CAROL, NOW)).isPresent();

        store.bans().remove(ROOM, CAROL).join();
        bans.refresh();
        assertThat(bans.find(ROOM, CAROL, NOW)).isEmpty();
    }

    @Test
    void aReadingWithoutAChangeReadsNoBans() {
        bans.refresh();
        bans.refresh();

        assertThat(table.readings).isEqualTo(1);
    }

    @Test
    void aBanThatCouldNotBeWrittenHoldsAndIsWrittenLater() {
        table.fails = true;
        bans.add(ROOM, ban(BOB, Ban.FOREVER));
        store.bans().put(row(CAROL)).join();

        bans.refresh();
        assertThat(bans.find(ROOM, BOB, NOW)).isPresent();

        table.fails = false;
        bans.refresh();
        awaitOnDisk(2);
        await().untilAsserted(() -> {
            bans.refresh();
            assertThat(bans.of(ROOM, NOW)).hasSize(2);
        });
    }
}
