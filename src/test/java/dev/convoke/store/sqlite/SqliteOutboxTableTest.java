package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.ALICE;
import static dev.convoke.store.sqlite.StoreFixture.BOB;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import dev.convoke.store.OutboxTable.Matched;
import dev.convoke.store.OutboxTable.Receipted;
import dev.convoke.store.OutboxTable.State;
import dev.convoke.store.Store;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqliteOutboxTableTest {

    private static final Duration VALIDITY = Duration.ofMinutes(5);

    private Path file;
    private Store store;
    private OutboxTable outbox;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        store = StoreFixture.open(file);
        outbox = store.outbox();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static final Msisdn CAROL = new Msisdn("+447700900003");

    private OutboxRow add(String text, int urgency) {
        return await(outbox.add(notice(text, urgency)));
    }

    private static List<MessageId> ids(String... written) {
        return Arrays.stream(written).map(MessageId::of).toList();
    }

    private String stateOf(OutboxRow row) throws Exception {
        return SqlProbe.column(file, "SELECT state || ' ' || detail FROM outbox WHERE id = " + row.id())
                .get(0);
    }

    @Test
    void givesBackWhatWasAdded() {
        OutboxRow row = add("The room is full.", 0);

        assertThat(row).isEqualTo(notice("The room is full.", 0).withId(row.id()));
        assertThat(outbox.due(NOON, 10, Optional.empty())).containsExactly(row);
    }

    @Test
    void listsByUrgencyThenAge() {
        OutboxRow reminder = await(outbox.add(StoreFixture.notice(CAROL, "reminder", 1)));
        OutboxRow first = await(outbox.add(StoreFixture.notice(ALICE, "first refusal", 0)));
        OutboxRow second = await(outbox.add(StoreFixture.notice(BOB, "second refusal", 0)));

        assertThat(outbox.due(NOON, 10, Optional.empty())).containsExactly(first, second, reminder);
        assertThat(outbox.due(NOON, 2, Optional.empty())).containsExactly(first, second);
    }

    @Test
    void listsOnePersonsTextsOneAtATime() {
        OutboxRow reminder = add("reminder", 1);
        OutboxRow refusal = add("refusal", 0);
        OutboxRow last = add("last", 1);

        assertThat(outbox.due(NOON, 10, Optional.empty())).containsExactly(refusal);
        await(outbox.sending(refusal.id(), "main", 1, NOON));
        assertThat(outbox.due(NOON, 10, Optional.empty())).isEmpty();
        await(outbox.end(refusal.id(), State.SENT, "", 0, List.of(), NOON));
        assertThat(outbox.due(NOON, 10, Optional.empty())).containsExactly(reminder);
        await(outbox.retry(reminder.id(), NOON.plusSeconds(5), "throttled", 0, List.of(), NOON));
        assertThat(outbox.due(NOON, 10, Optional.empty()))
                .as("none overtakes one that is put off")
                .isEmpty();
        await(outbox.end(reminder.id(), State.EXPIRED, "", 0, List.of(), NOON));
        assertThat(outbox.due(NOON, 10, Optional.empty())).containsExactly(last);
    }

    @Test
    void listsNothingThatIsNotDueOrHasExpired() {
        add("due at noon, dead five minutes later", 0);

        assertThat(outbox.due(NOON.minusMillis(1), 10, Optional.empty())).isEmpty();
        assertThat(outbox.due(NOON.plus(VALIDITY).minusMillis(1), 10, Optional.empty()))
                .hasSize(1);
        assertThat(outbox.due(NOON.plus(VALIDITY), 10, Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = State.class, names = "WAITING", mode = EnumSource.Mode.EXCLUDE)
    void listsNothingThatIsNotWaiting(State state) throws Exception {
        OutboxRow row = add("text", 0);

        await(outbox.end(row.id(), state, "why", 0, List.of(), NOON));

        assertThat(outbox.due(NOON, 10, Optional.empty())).isEmpty();
        assertThat(stateOf(row)).isEqualToIgnoringCase(state + " why");
    }

    @Test
    void retryPutsATextBackWithOneAttemptMore() {
        OutboxRow row = add("text", 0);
        await(outbox.sending(row.id(), "main", 1, NOON));

        await(outbox.retry(row.id(), NOON.plusSeconds(5), "throttled", 0, List.of(), NOON));

        assertThat(outbox.due(NOON.plusSeconds(4), 10, Optional.empty())).isEmpty();
        assertThat(outbox.due(NOON.plusSeconds(5), 10, Optional.empty()))
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.id()).isEqualTo(row.id());
                    assertThat(again.progress().attempts()).isEqualTo(1);
                    assertThat(again.progress().nextAttemptAt()).isEqualTo(NOON.plusSeconds(5));
                });
    }

    @Test
    void expireMarksWhatWaitsBeyondItsTimeAndNothingElse() throws Exception {
        OutboxRow waiting = add("waiting", 0);
        OutboxRow sending = add("sending", 0);
        await(outbox.sending(sending.id(), "main", 1, NOON));

        assertThat(await(outbox.expire(NOON.plus(VALIDITY).minusMillis(1)))).isZero();
        assertThat(await(outbox.expire(NOON.plus(VALIDITY)))).isEqualTo(1);

        assertThat(stateOf(waiting)).startsWith("expired");
        assertThat(stateOf(sending)).startsWith("sending");
    }

    @Test
    void whatWasBeingSentAtARestartIsMarkedUnknown() throws Exception {
        OutboxRow sending = add("sending", 0);
        OutboxRow waiting = add("waiting", 0);
        await(outbox.sending(sending.id(), "main", 1, NOON));

        int marked = await(outbox.interrupted(false, NOON));

        assertThat(marked).isEqualTo(1);
        assertThat(stateOf(sending)).startsWith("unknown");
        assertThat(outbox.due(NOON, 10, Optional.empty())).containsExactly(waiting);
    }

    @Test
    void purgesFinalTextsThatAreOlder() throws Exception {
        OutboxRow sent = add("sent", 0);
        OutboxRow waiting = add("waiting", 0);
        await(outbox.end(sent.id(), State.SENT, "", 0, ids("4711"), NOON));

        assertThat(await(outbox.purge(NOON))).isZero();
        assertThat(await(outbox.purge(NOON.plusMillis(1)))).isEqualTo(1);

        assertThat(SqlProbe.column(file, "SELECT id FROM outbox")).isEqualTo(List.of("" + waiting.id()));
    }

    @Test
    void looksForWhatIsDueByIndex() throws Exception {
        List<String> plan = SqlProbe.plan(
                file,
                "SELECT * FROM outbox WHERE state = 'waiting' AND next_attempt_at <= 5 AND expires_at > 5"
                        + " ORDER BY urgency, id LIMIT 9");

        assertThat(plan).singleElement().asString().contains("INDEX outbox_due");
    }

    /** A text that was sent by link {@code main} in parts of these ids. */
    private OutboxRow sent(Msisdn to, String... ids) {
        OutboxRow row = await(outbox.add(StoreFixture.notice(to, "text", 0)));
        await(outbox.sending(row.id(), "main", ids.length, NOON));
        await(outbox.end(row.id(), State.SENT, "", 0, ids(ids), NOON));
        return row;
    }

    private Matched receipt(String id, Optional<Msisdn> recipient, Receipt state) {
        return await(outbox.receipt("main", MessageId.of(id), recipient, state, NOON))
                .matched();
    }

    private String receiptOf(OutboxRow row) throws Exception {
        return SqlProbe.column(file, "SELECT coalesce(receipt, '-') FROM outbox WHERE id = " + row.id())
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({"1A2B, 1A2B", "1A2B, 00001a2b", "1A2B, 6699", "6699, 1A2B", "0007, 7", "7f-AA, 7F-aa"})
    void aReceiptFindsItsTextInWhateverFormItsIdIs(String answered, String receipted) throws Exception {
        OutboxRow row = sent(BOB, answered);

        assertThat(receipt(receipted, Optional.of(BOB), Receipt.DELIVERED)).isEqualTo(Matched.TEXT);

        assertThat(receiptOf(row)).isEqualTo("delivered");
    }

    @ParameterizedTest
    @CsvSource({"1A2B, 1A2B", "1A2B, 6699", "6699, 1A2B"})
    void aReceiptThatComesBeforeTheAnswerIsKeptForIt(String answered, String receipted) throws Exception {
        assertThat(receipt(receipted, Optional.of(BOB), Receipt.DELIVERED)).isEqualTo(Matched.KEPT);

        OutboxRow row = sent(BOB, answered);

        assertThat(receiptOf(row)).isEqualTo("delivered");
        assertThat(SqlProbe.column(file, "SELECT count(*) FROM early_receipt")).containsExactly("0");
    }

    @Test
    void whoItIsForTellsApartWhatIsAlikeByChance() throws Exception {
        OutboxRow hexadecimal = sent(ALICE, "26");
        OutboxRow decimal = sent(BOB, "1A");

        receipt("26", Optional.of(BOB), Receipt.DELIVERED);
        receipt("1A", Optional.of(CAROL), Receipt.EXPIRED);

        assertThat(receiptOf(decimal)).isEqualTo("delivered");
        assertThat(receiptOf(hexadecimal)).isEqualTo("-");
    }

    @Test
    void aReceiptByAnotherLinkIsForAnotherText() throws Exception {
        OutboxRow row = sent(BOB, "1");

        await(outbox.receipt("other", MessageId.of("1"), Optional.of(BOB), Receipt.DELIVERED, NOON));

        assertThat(receiptOf(row)).isEqualTo("-");
    }

    @Test
    void aTextInPartsIsDeliveredWhenTheLastOfThemIs() throws Exception {
        OutboxRow row = sent(BOB, "a", "b", "c");

        receipt("c", Optional.empty(), Receipt.DELIVERED);
        receipt("a", Optional.empty(), Receipt.DELIVERED);
        assertThat(receiptOf(row)).isEqualTo("enroute");
        receipt("b", Optional.empty(), Receipt.DELIVERED);

        assertThat(receiptOf(row)).isEqualTo("delivered");
    }

    @Test
    void aTextOfWhichHalfWasTakenIsNotDelivered() throws Exception {
        OutboxRow row = add("long", 0);
        await(outbox.sending(row.id(), "main", 2, NOON));
        await(outbox.retry(row.id(), NOON, "throttled", 0, ids("a"), NOON));
        receipt("a", Optional.empty(), Receipt.DELIVERED);
        assertThat(receiptOf(row)).isEqualTo("enroute");

        await(outbox.end(row.id(), State.SENT, "", 1, ids("b"), NOON));
        receipt("b", Optional.empty(), Receipt.DELIVERED);

        assertThat(receiptOf(row)).isEqualTo("delivered");
    }

    @Test
    void aTextThatBeginsAnewForgetsItsFormerParts() throws Exception {
        OutboxRow row = add("long", 0);
        await(outbox.sending(row.id(), "main", 3, NOON));
        await(outbox.retry(row.id(), NOON, "throttled", 0, ids("a", "b"), NOON));
        assertThat(outbox.due(NOON, BOB).orElseThrow().progress())
                .isEqualTo(new OutboxRow.Progress(1, NOON, "main", 3, 2));

        await(outbox.sending(row.id(), "other", 1, NOON));
        await(outbox.end(row.id(), State.SENT, "", 0, ids("x"), NOON));

        assertThat(SqlProbe.column(file, "SELECT link || number || message_id FROM outbox_part"))
                .containsExactly("other1x");
    }

    @Test
    void whatIsFinalIsNotOvertakenByWhatCameLate() throws Exception {
        OutboxRow row = sent(BOB, "a");

        receipt("a", Optional.empty(), Receipt.UNDELIVERABLE);
        receipt("a", Optional.empty(), Receipt.ENROUTE);

        assertThat(receiptOf(row)).isEqualTo("undeliverable");
    }

    @Test
    void receiptsThatNobodyAsksForAreBoundedAndDropped() {
        List<CompletableFuture<Matched>> all = new ArrayList<>();
        for (int i = 0; i <= OutboxTable.MAX_EARLY_RECEIPTS; i++) {
            all.add(outbox.receipt("main", MessageId.of("x" + i), Optional.empty(), Receipt.DELIVERED, NOON)
                    .thenApply(Receipted::matched));
        }

        assertThat(await(all.get(all.size() - 2))).isEqualTo(Matched.KEPT);
        assertThat(await(all.get(all.size() - 1))).isEqualTo(Matched.DROPPED);
        assertThat(receipt("", Optional.empty(), Receipt.DELIVERED)).isEqualTo(Matched.DROPPED);
        assertThat(await(outbox.purgeEarlyReceipts(NOON))).isZero();
        assertThat(await(outbox.purgeEarlyReceipts(NOON.plusMillis(1)))).isEqualTo(OutboxTable.MAX_EARLY_RECEIPTS);
    }

    @Test
    void theNextOfOnePersonIsFoundByTheSameRules() {
        OutboxRow later = add("later", 1);
        OutboxRow first = add("first", 0);

        assertThat(outbox.due(NOON, BOB)).contains(first);
        assertThat(outbox.due(NOON, ALICE)).isEmpty();
        await(outbox.sending(first.id(), "main", 1, NOON));
        assertThat(outbox.due(NOON, BOB)).isEmpty();
        await(outbox.end(first.id(), State.SENT, "", 0, ids("1"), NOON));
        assertThat(outbox.due(NOON, BOB)).contains(later);
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        OutboxRow notice = await(outbox.add(StoreFixture.notice(CAROL, "notice", 1)));
        OutboxRow one = await(outbox.add(StoreFixture.notice(ALICE, "one", 0)));
        OutboxRow two = await(outbox.add(StoreFixture.notice(BOB, "two", 0)));

        assertThat(outbox.due(NOON, 2, Optional.empty())).containsExactly(one, two);
        assertThat(outbox.due(NOON, 2, Optional.of(two))).containsExactly(notice);
        assertThat(outbox.due(NOON, 2, Optional.of(notice))).isEmpty();
    }

    @Test
    void purgingATextTakesItsPartsAlong() throws Exception {
        sent(BOB, "a", "b");

        await(outbox.purge(NOON.plusMillis(1)));

        assertThat(SqlProbe.column(file, "SELECT count(*) FROM outbox_part")).containsExactly("0");
    }
}
