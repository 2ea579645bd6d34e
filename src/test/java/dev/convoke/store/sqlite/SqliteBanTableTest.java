package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoke.store.BanRow;
import dev.convoke.store.BanTable;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBanTableTest {

    private static final Person ALICE = new Person.Phone(StoreFixture.ALICE);
    private static final Person BOB = new Person.Phone(StoreFixture.BOB);

    private Path file;
    private Store store;
    private BanTable bans;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        store = StoreFixture.open(file);
        bans = store.bans();
        await(store.rooms().add(room(ROOM)));
        await(store.rooms().add(room(OTHER_ROOM)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static BanRow ban(ConferenceNumber room, Person who, Optional<Instant> until) {
        return new BanRow(room, who, "Bob", "shouts; \0 and 📚", "Alice", NOON, until);
    }

    @Test
    void givesBackWhatHoldsAtThatTime() {
        BanRow forGood = ban(ROOM, BOB, Optional.empty());
        BanRow forAMinute = ban(OTHER_ROOM, ALICE, Optional.of(NOON.plusSeconds(60)));
        await(bans.put(forGood));
        await(bans.put(forAMinute));

        assertThat(bans.all(NOON.plusSeconds(59))).containsExactlyInAnyOrder(forGood, forAMinute);
        assertThat(bans.all(NOON.plusSeconds(60))).containsExactly(forGood);
        assertThat(bans.ofRoom(OTHER_ROOM, NOON)).containsExactly(forAMinute);
    }

    @Test
    void aLaterBanOfTheSameNumberTakesThePlaceOfTheFirst() {
        await(bans.put(ban(ROOM, BOB, Optional.of(NOON.plusSeconds(60)))));

        await(bans.put(ban(ROOM, BOB, Optional.empty())));

        assertThat(bans.all(NOON)).containsExactly(ban(ROOM, BOB, Optional.empty()));
    }

    @Test
    void liftsABanOnce() {
        await(bans.put(ban(ROOM, BOB, Optional.empty())));

        assertThat(await(bans.remove(OTHER_ROOM, BOB))).isFalse();
        assertThat(await(bans.remove(ROOM, BOB))).isTrue();
        assertThat(await(bans.remove(ROOM, BOB))).isFalse();
        assertThat(bans.all(NOON)).isEmpty();
    }

    @Test
    void aGuestIsBannedLikeANumber() {
        Person carol = new Person.Guest("k7qw3m9xpt4h");
        Person another = new Person.Guest("k7qw3m9xpt4j");
        await(bans.put(ban(ROOM, carol, Optional.empty())));
        await(bans.put(ban(ROOM, carol, Optional.of(NOON.plusSeconds(60)))));

        assertThat(bans.ofRoom(ROOM, NOON)).containsExactly(ban(ROOM, carol, Optional.of(NOON.plusSeconds(60))));
        assertThat(await(bans.remove(ROOM, another))).isFalse();
        assertThat(await(bans.remove(ROOM, carol))).isTrue();
        assertThat(bans.all(NOON)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithARowThatNoProgramOfOursHasWritten() throws SQLException {
        await(bans.put(ban(ROOM, BOB, Optional.empty())));
        SqlProbe.execute(file, "UPDATE ban SET person = 'Bob'");

        assertThatThrownBy(() -> bans.all(NOON))
                .isInstanceOf(StoreException.class)
                .hasStackTraceContaining("ban.person: neither a phone number nor a guest");
    }

    @Test
    void failsForARoomThatIsNotThere() {
        BanRow nowhere = ban(new ConferenceNumber("999"), BOB, Optional.empty());

        assertThat(awaitFailure(bans.put(nowhere))).isInstanceOf(StoreException.class);
    }

    @Test
    void purgesWhatIsOver() {
        await(bans.put(ban(ROOM, BOB, Optional.of(NOON))));
        await(bans.put(ban(ROOM, ALICE, Optional.empty())));

        assertThat(await(bans.purge(NOON.plusSeconds(1)))).isEqualTo(1);

        assertThat(bans.all(Instant.MIN)).containsExactly(ban(ROOM, ALICE, Optional.empty()));
    }

    @Test
    void theVersionTellsOfEveryChangeOfAnyProcessAndOfNothingElse() {
        long before = bans.version();
        assertThat(bans.version()).isEqualTo(before);

        try (Store other = StoreFixture.open(file)) {
            await(other.bans().put(ban(ROOM, BOB, Optional.empty())));
        }
        long added = bans.version();
        await(bans.put(ban(ROOM, BOB, Optional.of(NOON))));
        long changed = bans.version();
        await(store.rooms().remove(ROOM));
        long removedWithItsRoom = bans.version();

        assertThat(before).isLessThan(added);
        assertThat(added).isLessThan(changed);
        assertThat(changed).isLessThan(removedWithItsRoom);
        assertThat(bans.all(Instant.MIN)).isEmpty();
    }
}
