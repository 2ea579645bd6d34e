package dev.convoke.operator;

import static dev.convoke.operator.Office.NOON;
import static dev.convoke.operator.Office.ROOM;
import static dev.convoke.operator.Office.SERVICE;
import static dev.convoke.operator.Office.await;
import static dev.convoke.operator.Office.done;
import static dev.convoke.operator.Office.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.TextEntry.Direction;
import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable.Settlement;
import dev.convoke.store.OutboxRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be read of texts, and what stays hidden. */
class TextActionsTest {

    private static final Msisdn ALICE = new Msisdn("+447700900001");
    private static final Msisdn BOB = new Msisdn("+447700900002");
    private static final int ALL = 100;

    @RegisterExtension
    final Office office = new Office();

    @BeforeEach
    void addRoom() {
        office.add(ROOM);
    }

    private long came(Originator from, String text, Instant at) {
        InboxRow row = new InboxRow(0, "main", from, SERVICE, text, Optional.empty(), at);
        return await(office.store().inbox().add(row, Duration.ZERO, id -> {})).orElseThrow();
    }

    private long went(Msisdn to, String text) {
        OutboxRow row = new OutboxRow(
                0,
                to,
                SERVICE,
                OptionalInt.empty(),
                text,
                "main",
                Optional.empty(),
                0,
                NOON.plusSeconds(1),
                NOON.plusSeconds(300),
                OutboxRow.Progress.none(NOON));
        return await(office.store().outbox().add(row)).id();
    }

    private List<TextEntry> read(Optional<Msisdn> number, Optional<ConferenceNumber> room, int limit, boolean reveal) {
        return done(office.operator().texts().read(new ReadTexts(number, room, Instant.EPOCH, limit, reveal)));
    }

    private List<TextEntry> all(boolean reveal) {
        return read(Optional.empty(), Optional.empty(), ALL, reveal);
    }

    @Test
    void numbersAreMaskedAndTextsLeftOutUnlessTheyAreToBeRevealed() {
        came(new Originator.Phone(ALICE), "JOIN 203.0.113.7:5000 8401234", NOON);
        went(BOB, "Wrong PIN.");

        assertThat(all(false)).extracting(TextEntry::other).containsExactly(ALICE.masked(), BOB.masked());
        assertThat(all(false)).extracting(TextEntry::text).containsExactly("", "");
        assertThat(all(true)).extracting(TextEntry::other).containsExactly(ALICE.e164(), BOB.e164());
        assertThat(all(true))
                .extracting(TextEntry::text)
                .containsExactly("JOIN 203.0.113.7:5000 8401234", "Wrong PIN.");
    }

    @Test
    void shortCodesAndNamesAreNobodys() {
        came(new Originator.ShortCode("12345"), "hello", NOON);
        came(new Originator.Alphanumeric("Bank"), "hello", NOON.plusSeconds(1));

        assertThat(all(false)).extracting(TextEntry::other).containsExactly("12345", "Bank");
    }

    @Test
    void tellsWhatBecameOfAText() {
        long id = came(new Originator.Phone(ALICE), "JOIN 203.0.113.7:5000 8401234", NOON);
        Instant settled = NOON.plusSeconds(2);
        await(office.store().inbox().settle(List.of(new Settlement(id, "in-room", true, Optional.of(ROOM), settled))));

        TextEntry entry = all(false).get(0);

        assertThat(entry.direction()).isEqualTo(Direction.MO);
        assertThat(entry.id()).isEqualTo(id);
        assertThat(entry.service()).isEqualTo(SERVICE);
        assertThat(entry.room()).contains(ROOM);
        assertThat(entry.way()).isEqualTo(new TextEntry.Way("main", 1, List.of()));
        assertThat(entry.standing())
                .isEqualTo(new TextEntry.Standing(
                        "settled",
                        "in-room",
                        NOON,
                        Optional.empty(),
                        Optional.of(settled),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsOnePersonsTextsOrTheNewest() {
        came(new Originator.Phone(ALICE), "one", NOON);
        went(BOB, "two");

        assertThat(read(Optional.of(ALICE), Optional.empty(), ALL, true))
                .extracting(TextEntry::text)
                .containsExactly("one");
        assertThat(read(Optional.empty(), Optional.empty(), 1, true))
                .extracting(TextEntry::text)
                .containsExactly("two");
        assertThat(read(Optional.empty(), Optional.of(ROOM), ALL, true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100_001})
    void readsOneToAHundredThousand(int limit) {
        ReadTexts action = new ReadTexts(Optional.empty(), Optional.empty(), NOON, limit, false);

        assertThat(errors(office.operator().texts().read(action)))
                .containsExactly(new FieldError("limit", String.valueOf(limit), "1..100000", ""));
    }

    @Test
    void anEntryInALogTellsNeitherNumberNorText() {
        came(new Originator.Phone(ALICE), "OPEN 203.0.113.7:5000 8401234 4921", NOON);

        assertThat(all(true).toString()).doesNotContain(ALICE.digits()).doesNotContain("4921");
    }
}
