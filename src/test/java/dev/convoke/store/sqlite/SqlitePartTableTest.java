package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.ALICE;
import static dev.convoke.store.sqlite.StoreFixture.BOB;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.SERVICE;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.InboxRow;
import dev.convoke.store.PartRow.TextKey;
import dev.convoke.store.PartTable;
import dev.convoke.store.PartTable.Added;
import dev.convoke.store.PartTable.Effect;
import dev.convoke.store.PartTable.Incomplete;
import dev.convoke.store.PartTable.Rules;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.terms.Msisdn;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlitePartTableTest {

    private static final Rules RULES = new Rules(Duration.ofMinutes(5), 3, Duration.ofSeconds(20));
    private static final TextKey TEXT = key(ALICE, 7);

    private Path file;
    private Store store;
    private PartTable parts;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        reopen();
    }

    private void reopen() {
        store = StoreFixture.open(file);
        parts = store.parts();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static TextKey key(Msisdn from, int reference) {
        return new TextKey(new Originator.Phone(from), SERVICE, "main", "NARROW", reference, 2);
    }

    private Added add(TextKey text, int number, String words, Instant at) {
        return await(parts.add(StoreFixture.part(text, number, words, at), RULES, StoreFixture::join));
    }

    private Added add(int number, String words) {
        return add(TEXT, number, words, NOON);
    }

    private List<String> open() {
        return store.inbox().open(0, 100).stream().map(InboxRow::text).toList();
    }

    @Test
    void theLastPartBringsTheTextIntoTheInbox() {
        Added second = add(TEXT, 2, "4921", NOON);
        assertThat(open()).isEmpty();
        Added first = add(TEXT, 1, "8401234 ", NOON.plusSeconds(3));

        assertThat(second.effect()).isEqualTo(Effect.KEPT);
        assertThat(first.effect()).isEqualTo(Effect.COMPLETED);
        InboxRow whole = first.whole().orElseThrow();
        assertThat(whole.text()).isEqualTo("8401234 4921");
        assertThat(whole.parts()).isEqualTo(2);
        assertThat(store.inbox().open(0, 10)).containsExactly(whole);
    }

    @Test
    void aPartThatComesAgainChangesNothing() {
        add(1, "a");

        assertThat(add(1, "a").effect()).isEqualTo(Effect.REPEATED);
        assertThat(add(2, "b").effect()).isEqualTo(Effect.COMPLETED);
        assertThat(add(2, "b").effect()).isEqualTo(Effect.REPEATED);
        assertThat(add(1, "a").effect()).isEqualTo(Effect.REPEATED);

        assertThat(open()).containsExactly("ab");
    }

    @Test
    void aTextWhosePartsComeAgainIsKnownForTheDuplicateWindowAfterItWasAccepted() {
        add(1, "a");
        long id = add(2, "b").whole().orElseThrow().id();
        await(store.inbox().settle(settled(id, "in-room", true, NOON.plusSeconds(100))));

        assertThat(add(TEXT, 2, "b", NOON.plusSeconds(119)).effect()).isEqualTo(Effect.REPEATED);
        assertThat(add(TEXT, 1, "a", NOON.plusSeconds(120)).effect()).isEqualTo(Effect.KEPT);
        assertThat(add(TEXT, 2, "b", NOON.plusSeconds(120)).effect()).isEqualTo(Effect.COMPLETED);
    }

    @Test
    void aTextThatFailedMayComeAgainByTheSameReference() {
        add(1, "a");
        await(store.inbox().settle(settled(add(2, "b").whole().orElseThrow().id(), "wrong-pin", false, NOON)));

        assertThat(add(2, "b").effect()).isEqualTo(Effect.KEPT);
        Added again = add(1, "a");

        assertThat(again.effect()).isEqualTo(Effect.COMPLETED);
        assertThat(again.givenUp()).isEmpty();
    }

    @Test
    void theSameTextByAnotherReferenceOrInOnePieceIsARepetition() {
        add(1, "a");
        add(2, "b");

        add(key(ALICE, 8), 1, "a", NOON);
        assertThat(add(key(ALICE, 8), 2, "b", NOON).effect()).isEqualTo(Effect.REPEATED);
        assertThat(await(
                        store.inbox().add(StoreFixture.text("ab", NOON), RULES.duplicateWindow(), StoreFixture.NOBODY)))
                .isEmpty();
    }

    @Test
    void aPartThatContradictsBeginsANewText() {
        add(1, "old ");

        Added contradiction = add(1, "new ");

        assertThat(contradiction.effect()).isEqualTo(Effect.KEPT);
        assertThat(contradiction.givenUp()).containsExactly(new Incomplete(TEXT.from(), 1, 2));
        add(2, "text");
        assertThat(open()).containsExactly("new text");
    }

    @Test
    void aReferenceThatIsUsedAgainAfterItsTextIsWholeBeginsANewText() {
        add(1, "a");
        add(2, "b");

        Added first = add(1, "c");
        Added second = add(2, "b");

        assertThat(first.effect()).isEqualTo(Effect.KEPT);
        assertThat(first.givenUp()).isEmpty();
        assertThat(second.effect()).isEqualTo(Effect.COMPLETED);
        assertThat(open()).containsExactly("ab", "cb");
    }

    static Stream<TextKey> neighbours() {
        Originator alice = TEXT.from();
        return Stream.of(
                key(BOB, 7),
                key(ALICE, 8),
                new TextKey(alice, new ServiceNumber("84434"), "main", "NARROW", 7, 2),
                new TextKey(alice, SERVICE, "second", "NARROW", 7, 2),
                new TextKey(alice, SERVICE, "main", "WIDE", 7, 2),
                new TextKey(alice, SERVICE, "main", "NARROW", 7, 3));
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void textsThatDifferInAnyPartOfTheKeyNeverMix(TextKey other) {
        add(1, "a");

        assertThat(add(other, 2, "x", NOON).effect()).isEqualTo(Effect.KEPT);

        assertThat(add(2, "b").whole().orElseThrow().text()).isEqualTo("ab");
    }

    @Test
    void aPartThatComesAfterTheTimeoutBeginsANewText() {
        add(TEXT, 1, "a", NOON);

        Added inTime = add(key(ALICE, 8), 1, "a", NOON);
        assertThat(add(key(ALICE, 8), 2, "b", NOON.plusSeconds(300)).effect()).isEqualTo(Effect.COMPLETED);
        Added late = add(TEXT, 2, "b", NOON.plusSeconds(300).plusMillis(1));

        assertThat(inTime.givenUp()).isEmpty();
        assertThat(late.effect()).isEqualTo(Effect.KEPT);
        assertThat(late.givenUp()).containsExactly(new Incomplete(TEXT.from(), 1, 2));
    }

    @Test
    void aSendersOldestIncompleteTextGivesWayToOneTooMany() {
        for (int reference = 1; reference <= 3; reference++) {
            add(key(ALICE, reference), 1, "a", NOON.plusSeconds(reference));
        }
        add(key(BOB, 1), 1, "a", NOON);

        Added fourth = add(key(ALICE, 4), 1, "a", NOON.plusSeconds(4));

        assertThat(fourth.givenUp()).containsExactly(new Incomplete(TEXT.from(), 1, 2));
        assertThat(add(key(ALICE, 2), 2, "2", NOON.plusSeconds(5)).effect()).isEqualTo(Effect.COMPLETED);
        assertThat(add(key(BOB, 1), 2, "b", NOON.plusSeconds(5)).effect()).isEqualTo(Effect.COMPLETED);
        assertThat(add(key(ALICE, 1), 2, "b", NOON.plusSeconds(5)).effect()).isEqualTo(Effect.KEPT);
    }

    @Test
    void whatIsIncompleteForTooLongIsGivenUpAsAWhole() throws SQLException {
        TextKey three = new TextKey(TEXT.from(), SERVICE, "main", "NARROW", 9, 3);
        add(three, 1, "a", NOON);
        add(three, 2, "b", NOON.plusSeconds(100));
        add(key(BOB, 1), 1, "c", NOON.plusSeconds(100));

        assertThat(await(parts.purge(NOON, 255, NOON))).isEmpty();
        List<Incomplete> givenUp = await(parts.purge(NOON.plusMillis(1), 255, NOON));

        assertThat(givenUp).containsExactly(new Incomplete(TEXT.from(), 2, 3));
        assertThat(SqlProbe.column(file, "SELECT sender FROM inbox_part")).containsExactly(BOB.e164());
    }

    @Test
    void theOldestGiveWayWhenTooManyPartsWait() {
        for (int reference = 1; reference <= 5; reference++) {
            add(key(new Msisdn("+44770090010" + reference), reference), 1, "a", NOON.plusSeconds(reference));
        }
        add(TEXT, 1, "whole ", NOON);
        add(TEXT, 2, "text", NOON);

        List<Incomplete> givenUp = await(parts.purge(NOON, 3, NOON));

        assertThat(givenUp)
                .extracting(text -> text.from().stored())
                .containsExactlyInAnyOrder("+447700900101", "+447700900102");
        assertThat(await(parts.purge(NOON, 3, NOON))).isEmpty();
    }

    @Test
    void whatIsLeftOfAWholeTextIsDeletedInSilence() throws SQLException {
        add(1, "a");
        add(2, "b");

        assertThat(await(parts.purge(NOON.plusSeconds(1), 255, NOON.plusMillis(1))))
                .isEmpty();

        assertThat(SqlProbe.column(file, "SELECT number FROM inbox_part")).isEmpty();
        assertThat(open()).containsExactly("ab");
    }

    @Test
    void theOtherPartsAreWelcomeAfterARestartAndARepetitionIsKnown() {
        add(1, "a");
        store.close();
        reopen();

        assertThat(add(1, "a").effect()).isEqualTo(Effect.REPEATED);
        assertThat(add(2, "b").effect()).isEqualTo(Effect.COMPLETED);
        store.close();
        reopen();

        assertThat(add(2, "b").effect()).isEqualTo(Effect.REPEATED);
    }

    @Test
    void aTextThatCannotBeJoinedLeavesNoTrace() {
        add(1, "a");

        Throwable failure = awaitFailure(parts.add(StoreFixture.part(TEXT, 2, "b", NOON), RULES, all -> {
            throw new IllegalStateException("on purpose");
        }));

        assertThat(failure).isInstanceOf(StoreException.class);
        assertThat(open()).isEmpty();
        assertThat(add(2, "b").effect()).isEqualTo(Effect.COMPLETED);
    }

    @Test
    void leavesNoTraceOfWhatThePartsOfASettledTextSaid() throws IOException {
        add(1, "a text with ");
        long id = add(2, "the PIN 4921").whole().orElseThrow().id();

        await(store.inbox().settle(settled(id, "in-room", true, NOON)));
        store.close();

        String octets = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(octets).doesNotContain("the PIN").doesNotContain("a text").contains("in-room");
    }

    @Test
    void findsWhatIsOverdueByIndex() throws Exception {
        List<String> plan =
                SqlProbe.plan(file, "SELECT sender, total FROM inbox_part WHERE whole IS NULL AND received_at < 5");

        assertThat(plan.get(0)).contains("INDEX inbox_part_missing (received_at<?)");
    }
}
