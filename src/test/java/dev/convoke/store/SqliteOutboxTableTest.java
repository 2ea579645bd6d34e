package dev.convoke.store;

import static dev.convoke.store.StoreFixture.ALICE;
import static dev.convoke.store.StoreFixture.BOB;
import static dev.convoke.store.StoreFixture.NOON;
import static dev.convoke.store.StoreFixture.await;
import static dev.convoke.store.StoreFixture.notice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.OutboxTable.State;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
