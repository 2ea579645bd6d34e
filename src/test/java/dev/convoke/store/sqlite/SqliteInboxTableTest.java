package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.ALICE;
import static dev.convoke.store.sqlite.StoreFixture.BOB;
import static dev.convoke.store.sqlite.StoreFixture.NOBODY;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.SERVICE;
import static dev.convoke.store.sqlite.StoreFixture.WINDOW;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.settled;
import static dev.convoke.store.sqlite.StoreFixture.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable;
import dev.convoke.store.InboxTable.Settlement;
import dev.convoke.store.Store;
import dev.convoke.store.StoreSecret;
import dev.convoke.store.StoreSettings;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteInboxTableTest {

    private static final String JOIN = "203.0.113.7:5000 8401234 4921";

    private Path file;
    private Store store;
    private InboxTable inbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        reopen(StoreFixture.SECRET);
    }

    private void reopen(StoreSecret secret) {
        store = SqliteStore.open(StoreSettings.at(MigratedFile.at(file)), secret, StoreFixture.THREADS);
        inbox = store.inbox();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private long add(String text, Instant at) {
        return await(inbox.add(text(text, at), WINDOW, NOBODY)).orElseThrow();
    }

    private OptionalLong addAgain(Instant at) {
        return await(inbox.add(text(JOIN, at), WINDOW, NOBODY));
    }

    @Test
    void givesBackWhatWasAddedWithAGrowingId() {
        InboxRow withTime = new InboxRow(
                0,
                "second",
                new Originator.Alphanumeric("BANK"),
                new ServiceNumber("+447700900999"),
                "nul \0, ünïcödé, 📚",
                OptionalInt.of(65_535),
                3,
                Optional.of(NOON.minusSeconds(3)),
                NOON);

        long first = add(JOIN, NOON);
        long second = await(inbox.add(withTime, WINDOW, NOBODY)).orElseThrow();

        assertThat(second).isGreaterThan(first);
        assertThat(inbox.open(0, 10)).containsExactly(text(JOIN, NOON).withId(first), withTime.withId(second));
    }

    @Test
    void listsOpenTextsFromAnIdUpToALimit() {
        List<Long> ids =
                IntStream.range(0, 5).mapToObj(i -> add("text " + i, NOON)).toList();
        await(inbox.settle(settled(ids.get(2), "in-room", true, NOON)));

        List<InboxRow> page = inbox.open(ids.get(0), 2);

        assertThat(page).extracting(InboxRow::id).containsExactly(ids.get(1), ids.get(3));
    }

    @Test
    void dropsARepetitionOfAnOpenText() {
        add(JOIN, NOON);

        assertThat(addAgain(NOON.plusSeconds(30))).isEmpty();
        assertThat(inbox.open(0, 10)).hasSize(1);
    }

    @Test
    void dropsARepetitionOfATextThatWasAcceptedThoughTheTextIsGone() {
        await(inbox.settle(settled(add(JOIN, NOON), "in-room", true, NOON.plusSeconds(1))));

        assertThat(addAgain(NOON.plusSeconds(30))).isEmpty();
        assertThat(inbox.open(0, 10)).isEmpty();
    }

    @Test
    void dropsARepetitionOfAnOpenTextHoweverLate() {
        add(JOIN, NOON);

        assertThat(addAgain(NOON.plus(WINDOW).plusSeconds(1))).isEmpty();
    }

    @Test
    void countsTheWindowFromWhenTheTextWasAccepted() {
        await(inbox.settle(settled(add(JOIN, NOON), "in-room", true, NOON.plusSeconds(30))));

        assertThat(addAgain(NOON.plus(WINDOW).plusSeconds(29))).isEmpty();
        assertThat(addAgain(NOON.plus(WINDOW).plusSeconds(30))).isPresent();
    }

    @Test
    void dropsATextWithTheSameTimeStampWhateverBecameOfTheFirst() {
        Optional<Instant> stamp = Optional.of(NOON.minusSeconds(2));
        InboxRow first = new InboxRow(0, "main", new Originator.Phone(ALICE), SERVICE, JOIN, stamp, NOON);
        InboxRow again = new InboxRow(0, "second", first.from(), SERVICE, JOIN, stamp, NOON.plus(Duration.ofHours(1)));
        await(inbox.settle(settled(await(inbox.add(first, WINDOW, NOBODY)).orElseThrow(), "wrong-pin", false, NOON)));

        assertThat(await(inbox.add(again, WINDOW, NOBODY))).isEmpty();
        assertThat(addAgain(NOON.plusSeconds(1))).as("without a stamp").isPresent();
    }

    @Test
    void looksForAStampByIndex() throws Exception {
        List<String> plan = SqlProbe.plan(file, "SELECT 1 FROM inbox WHERE fingerprint = 5 AND sent_at = 7");

        assertThat(plan).singleElement().asString().contains("INDEX inbox_stamped (fingerprint=? AND sent_at=?)");
    }

    @Test
    void takesATextAgainThatWasSettledAsFailed() {
        await(inbox.settle(settled(add(JOIN, NOON), "unreachable", false, NOON.plusSeconds(1))));

        assertThat(addAgain(NOON.plusSeconds(2))).isPresent();
        assertThat(addAgain(NOON.plusSeconds(3))).isEmpty();
    }

    @Test
    void takesATextAgainWhenTheWindowHasPassed() {
        await(inbox.settle(settled(add(JOIN, NOON), "in-room", true, NOON)));

        assertThat(addAgain(NOON.plus(WINDOW).minusMillis(1))).isEmpty();
        assertThat(addAgain(NOON.plus(WINDOW))).isPresent();
    }

    @Test
    void takesEveryTextWhenTheWindowIsNothing() {
        assertThat(await(inbox.add(text(JOIN, NOON), Duration.ZERO, NOBODY))).isPresent();
        assertThat(await(inbox.add(text(JOIN, NOON), Duration.ZERO, NOBODY))).isPresent();
    }

    @Test
    void takesTheSameTextFromAnotherSenderOrToAnotherServiceNumber() {
        InboxRow first = text(JOIN, NOON);
        add(JOIN, NOON);

        InboxRow ofBob = new InboxRow(0, "main", new Originator.Phone(BOB), SERVICE, JOIN, Optional.empty(), NOON);
        InboxRow elsewhere =
                new InboxRow(0, "main", first.from(), new ServiceNumber("84434"), JOIN, Optional.empty(), NOON);

        assertThat(await(inbox.add(ofBob, WINDOW, NOBODY))).isPresent();
        assertThat(await(inbox.add(elsewhere, WINDOW, NOBODY))).isPresent();
    }

    @Test
    void takesATextThatComesOverTwoLinksForOne() {
        add(JOIN, NOON);
        InboxRow overOther =
                new InboxRow(0, "second", new Originator.Phone(ALICE), SERVICE, JOIN, Optional.empty(), NOON);

        assertThat(await(inbox.add(overOther, WINDOW, NOBODY))).isEmpty();
    }

    @Test
    void recognisesARepetitionAcrossARestartWithTheSameSecretOnly() {
        await(inbox.settle(settled(add(JOIN, NOON), "in-room", true, NOON)));
        store.close();

        reopen(StoreFixture.SECRET);
        assertThat(addAgain(NOON.plusSeconds(1))).isEmpty();
        store.close();

        reopen(StoreSecret.random());
        assertThat(addAgain(NOON.plusSeconds(2))).isPresent();
    }

    @Test
    void settlesOnceAndKeepsTheFirstOutcome() {
        long id = add(JOIN, NOON);

        await(inbox.settle(settled(id, "in-room", true, NOON)));
        await(inbox.settle(settled(id, "unreachable", false, NOON)));

        assertThat(addAgain(NOON.plusSeconds(1))).isEmpty();
    }

    @Test
    void leavesNoTraceOfASettledTextInTheFile() throws IOException {
        long id = add("a text with the PIN 4921", NOON);

        await(inbox.settle(settled(id, "in-room", true, NOON)));
        store.close();

        String octets = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(octets).doesNotContain("the PIN 4921").contains("in-room");
    }

    @Test
    void purgesWhatWasSettledBeforeAndNothingElse() {
        List<CompletableFuture<OptionalLong>> old = IntStream.range(0, 1_234)
                .mapToObj(i -> inbox.add(text("old " + i, NOON), WINDOW, NOBODY))
                .toList();
        List<CompletableFuture<Void>> settled = old.stream()
                .map(write -> inbox.settle(settled(await(write).orElseThrow(), "in-room", true, NOON)))
                .toList();
        settled.forEach(StoreFixture::await);
        await(inbox.settle(settled(add("newer", NOON), "in-room", true, NOON.plusSeconds(60))));
        add("open", NOON);

        int purged = await(inbox.purge(NOON.plusSeconds(60)));

        assertThat(purged).isEqualTo(1_234);
        assertThat(inbox.open(0, 10)).extracting(InboxRow::text).containsExactly("open");
        assertThat(await(inbox.add(text("newer", NOON), WINDOW, NOBODY))).isEmpty();
        assertThat(await(inbox.add(text("old 7", NOON), WINDOW, NOBODY))).isPresent();
    }

    @Test
    void neverGivesAnIdTwiceThoughTheRowIsPurged() {
        long id = add(JOIN, NOON);
        await(inbox.settle(settled(id, "in-room", true, NOON)));
        await(inbox.purge(NOON.plusSeconds(1)));

        assertThat(add(JOIN, NOON)).isGreaterThan(id);
    }

    @Test
    void looksForARepetitionByIndex() throws Exception {
        List<String> plan = SqlProbe.plan(
                file,
                "SELECT 1 FROM inbox WHERE fingerprint = 5 AND coalesce(settled_at, 9223372036854775807) > 7"
                        + " AND state <> 'failed'");

        assertThat(plan).singleElement().asString().contains("INDEX inbox_repeated (fingerprint=? AND <expr>>?)");
    }

    @Test
    void tellsSenderAndTextApartWhereverTheSeamIs() {
        byte[] octets = "another secret with many octets.".getBytes(UTF_8);
        StoreSecret.Fingerprint fingerprint = StoreSecret.of(octets).fingerprint();

        assertThat(fingerprint.of("ab", "c")).isNotEqualTo(fingerprint.of("a", "bc"));
        assertThat(fingerprint.of("ab", "c"))
                .isEqualTo(StoreSecret.of(octets).fingerprint().of("ab", "c"));
    }

    @Test
    void settlesManyInOneStep() throws SQLException {
        long first = add(JOIN, NOON);
        long second = add("other", NOON);

        await(inbox.settle(List.of(
                new Settlement(first, "in-room", true, Optional.empty(), NOON),
                new Settlement(second, "wrong-pin", false, Optional.empty(), NOON))));

        assertThat(SqlProbe.column(file, "SELECT outcome || ' ' || state FROM inbox ORDER BY id"))
                .containsExactly("in-room accepted", "wrong-pin failed");
    }
}
