package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.ALICE;
import static dev.convoke.store.sqlite.StoreFixture.BOB;
import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.notice;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.InvitationRow;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who wants no texts, and who is invited. */
class ConsentTablesTest {

    private Path file;
    private Store store;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        store = StoreFixture.open(file);
        await(store.rooms().add(room(ROOM)));
        await(store.rooms().add(room(OTHER_ROOM)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aStopHoldsUntilTheStartAcrossARestart() {
        assertThat(await(store.optOuts().stop(BOB, NOON))).isTrue();
        assertThat(await(store.optOuts().stop(BOB, NOON))).isFalse();

        store.close();
        store = StoreFixture.open(file);

        assertThat(store.optOuts().isStopped(BOB)).isTrue();
        assertThat(store.optOuts().isStopped(ALICE)).isFalse();
        assertThat(await(store.optOuts().start(BOB))).isTrue();
        assertThat(await(store.optOuts().start(BOB))).isFalse();
        assertThat(store.optOuts().isStopped(BOB)).isFalse();
    }

    @Test
    void whatWaitsForWhoSaidStopIsNotSentAnyMore() {
        await(store.outbox().add(notice(BOB, "a reminder", 1)));
        OutboxRow other = await(store.outbox().add(notice(ALICE, "a reminder", 1)));

        await(store.optOuts().stop(BOB, NOON));

        assertThat(store.outbox().due(NOON, 10, Optional.empty())).containsExactly(other);
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static InvitationRow invitation(ConferenceNumber room, Msisdn who, Instant until) {
        return invitation(room, who, NOON, until);
    }

    private static InvitationRow invitation(ConferenceNumber room, Msisdn who, Instant at, Instant until) {
        return new InvitationRow(room, who, new Person.Phone(ALICE), at, until);
    }

    private Set<Msisdn> put(InvitationRow... rows) {
        return await(store.invitations().put(List.of(rows), MINUTE));
    }

    private boolean opensLockedRoom(Instant at) {
        return store.invitations().isInvitedByModerator(ROOM, BOB, at);
    }

    @Test
    void aModeratorsInvitationStaysOneAsLongAsItHolds() {
        Instant end = NOON.plusSeconds(300);
        put(invitation(ROOM, BOB, end));
        Instant later = NOON.plusSeconds(120);
        put(new InvitationRow(ROOM, BOB, new Person.Phone(ALICE), false, later, end));
        assertThat(opensLockedRoom(later)).isTrue();

        Instant over = NOON.plusSeconds(400);
        put(new InvitationRow(ROOM, BOB, new Person.Phone(ALICE), false, over, over.plusSeconds(60)));

        assertThat(opensLockedRoom(over)).isFalse();
        assertThat(store.invitations().isInvited(ROOM, BOB, over)).isTrue();
    }

    @Test
    void anInvitationHoldsForItsRoomUntilItsEnd() {
        Instant end = NOON.plusSeconds(60);
        put(invitation(ROOM, BOB, end));

        assertThat(store.invitations().isInvited(ROOM, BOB, end.minusMillis(1))).isTrue();
        assertThat(store.invitations().isInvited(ROOM, BOB, end)).isFalse();
        assertThat(store.invitations().isInvited(OTHER_ROOM, BOB, NOON)).isFalse();
        assertThat(store.invitations().isInvited(ROOM, ALICE, NOON)).isFalse();
    }

    @Test
    void aLaterInvitationTakesThePlaceOfTheFirst() {
        put(invitation(ROOM, BOB, NOON.plusSeconds(60)));

        put(invitation(ROOM, BOB, NOON.plusSeconds(60), NOON.plusSeconds(120)));

        assertThat(store.invitations().isInvited(ROOM, BOB, NOON.plusSeconds(90)))
                .isTrue();
        assertThat(await(store.invitations().purge(NOON.plusSeconds(121)))).isEqualTo(1);
    }

    @Test
    void allInvitationsAreWrittenOrNone() {
        InvitationRow nowhere = invitation(new ConferenceNumber("999"), ALICE, NOON.plusSeconds(60));

        awaitFailure(store.invitations().put(List.of(invitation(ROOM, BOB, NOON.plusSeconds(60)), nowhere), MINUTE));

        assertThat(store.invitations().isInvited(ROOM, BOB, NOON)).isFalse();
    }

    @Test
    void aNumberIsInvitedOnceAMinuteToWhateverRoom() {
        Instant end = NOON.plusSeconds(600);
        put(invitation(ROOM, BOB, end));

        Set<Msisdn> soon = put(
                invitation(OTHER_ROOM, BOB, NOON.plusMillis(59_999), end),
                invitation(OTHER_ROOM, ALICE, NOON.plusMillis(59_999), end));
        Set<Msisdn> later = put(invitation(OTHER_ROOM, BOB, NOON.plusMillis(60_000), end));

        assertThat(soon).containsExactly(ALICE);
        assertThat(later).containsExactly(BOB);
    }

    @Test
    void twoWhoInviteOneNumberInTheSameMomentInviteItOnce() {
        Instant end = NOON.plusSeconds(600);
        var first = store.invitations().put(List.of(invitation(ROOM, BOB, end)), MINUTE);
        var second = store.invitations().put(List.of(invitation(OTHER_ROOM, BOB, end)), MINUTE);

        assertThat(await(first)).containsExactly(BOB);
        assertThat(await(second)).isEmpty();
    }

    @Test
    void aClockThatWasSetBackKeepsNobodyFromBeingInvited() {
        put(invitation(ROOM, BOB, NOON.plusSeconds(600)));

        Instant earlier = NOON.minusSeconds(60);

        assertThat(store.invitations().wasInvited(BOB, earlier.plusMillis(1), MINUTE))
                .isTrue();
        assertThat(put(invitation(ROOM, BOB, earlier, NOON))).containsExactly(BOB);
    }
}
