package dev.convoke.store.sqlite;

import static dev.convoke.store.sqlite.StoreFixture.NOON;
import static dev.convoke.store.sqlite.StoreFixture.OTHER_ROOM;
import static dev.convoke.store.sqlite.StoreFixture.ROOM;
import static dev.convoke.store.sqlite.StoreFixture.await;
import static dev.convoke.store.sqlite.StoreFixture.awaitFailure;
import static dev.convoke.store.sqlite.StoreFixture.room;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.store.MeetingTable;
import dev.convoke.store.MeetingTable.Listed;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.store.MeetingTable.Purged;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import dev.convoke.terms.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMeetingTableTest {

    private static final Person ALICE = new Person.Phone(StoreFixture.ALICE);
    private static final Person BOB = new Person.Phone(StoreFixture.BOB);

    private Path file;
    private Store store;
    private MeetingTable meetings;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("convoke.db");
        store = StoreFixture.open(file);
        meetings = store.meetings();
        await(store.rooms().add(room(ROOM)));
        await(store.rooms().add(room(OTHER_ROOM)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> stays() throws Exception {
        return SqlProbe.column(
                file, "SELECT nick || ' ' || role || ' ' || ifnull(left_reason, 'there') FROM participant ORDER BY id");
    }

    private static Message line(long meeting, long seq, String text) {
        return new Message(meeting, seq, NOON.plusSeconds(seq), "Alice", "speech", text);
    }

    @Test
    void tellsWhoWasInARoomAndByWhichRight() {
        long meeting = await(meetings.open(ROOM, NOON));
        await(meetings.joined(meeting, ALICE, "Alice", "moderator", NOON));
        await(meetings.joined(meeting, BOB, "Bob", "participant", NOON));
        await(meetings.close(meeting, "empty", NOON.plusSeconds(60)));

        assertThat(meetings.wasIn(ROOM, ALICE, true)).isTrue();
        assertThat(meetings.wasIn(ROOM, BOB, true)).isFalse();
        assertThat(meetings.wasIn(ROOM, BOB, false)).isTrue();
        assertThat(meetings.wasIn(OTHER_ROOM, BOB, false)).isFalse();
    }

    @Test
    void listsTheMeetingsOfARoomTheLatestFirst() {
        long first = await(meetings.open(ROOM, NOON));
        await(meetings.close(first, "moderator", NOON.plusSeconds(60)));
        long second = await(meetings.open(ROOM, NOON.plusSeconds(90)));
        await(meetings.open(OTHER_ROOM, NOON));

        assertThat(meetings.ofRoom(ROOM, 10))
                .containsExactly(
                        new Listed(second, NOON.plusSeconds(90), Optional.empty(), ""),
                        new Listed(first, NOON, Optional.of(NOON.plusSeconds(60)), "moderator"));
        assertThat(meetings.ofRoom(ROOM, 1)).extracting(Listed::id).containsExactly(second);
    }

    @Test
    void failsToOpenAMeetingOfARoomThatIsNotThere() {
        await(store.rooms().remove(ROOM));

        assertThat(awaitFailure(meetings.open(ROOM, NOON))).isInstanceOf(StoreException.class);
    }

    @Test
    void keepsTheFirstReasonOfClosing() {
        long meeting = await(meetings.open(ROOM, NOON));

        await(meetings.close(meeting, "moderator", NOON));
        await(meetings.close(meeting, "empty", NOON));

        assertThat(meetings.ofRoom(ROOM, 1)).extracting(Listed::closedReason).containsExactly("moderator");
    }

    @Test
    void keepsOneRowPerStay() throws Exception {
        long meeting = await(meetings.open(ROOM, NOON));

        await(meetings.joined(meeting, ALICE, "Alice", "moderator", NOON));
        await(meetings.joined(meeting, BOB, "Bob", "participant", NOON));
        await(meetings.left(meeting, BOB, "left", NOON));
        await(meetings.joined(meeting, BOB, "Robert", "participant", NOON));

        assertThat(stays())
                .containsExactly("Alice moderator there", "Bob participant left", "Robert participant there");
    }

    @Test
    void whoIsStillInLeavesWithTheMeeting() throws Exception {
        long meeting = await(meetings.open(ROOM, NOON));
        await(meetings.joined(meeting, ALICE, "Alice", "moderator", NOON));
        await(meetings.joined(meeting, BOB, "Bob", "participant", NOON));
        await(meetings.left(meeting, BOB, "kicked", NOON));

        await(meetings.close(meeting, "booking-over", NOON));

        assertThat(stays()).containsExactly("Alice moderator booking-over", "Bob participant kicked");
    }

    @Test
    void closesWhatACrashLeftOpen() throws Exception {
        long closed = await(meetings.open(OTHER_ROOM, NOON));
        await(meetings.close(closed, "empty", NOON));
        long left = await(meetings.open(ROOM, NOON));
        await(meetings.joined(left, ALICE, "Alice", "moderator", NOON));

        assertThat(await(meetings.closeAbandoned("crash", NOON))).isEqualTo(1);
        assertThat(await(meetings.closeAbandoned("crash", NOON))).isZero();

        assertThat(meetings.ofRoom(ROOM, 1)).extracting(Listed::closedReason).containsExactly("crash");
        assertThat(meetings.ofRoom(OTHER_ROOM, 1))
                .extracting(Listed::closedReason)
                .containsExactly("empty");
        assertThat(stays()).containsExactly("Alice moderator crash");
    }

    @Test
    void givesBackTheTranscriptInPages() {
        long meeting = await(meetings.open(ROOM, NOON));
        Message first = line(meeting, 1, "hello");
        Message second = new Message(meeting, 2, NOON, "", "notice", "Bob came in");
        Message third = line(meeting, 3, "line\nbreak, \0 and 📚");

        await(meetings.append(List.of(first, second)));
        await(meetings.append(List.of(third)));

        assertThat(meetings.messages(meeting, 0, 2)).containsExactly(first, second);
        assertThat(meetings.messages(meeting, 2, 2)).containsExactly(third);
        assertThat(meetings.messages(meeting + 1, 0, 2)).isEmpty();
    }

    @Test
    void findsAMeetingOfItsRoomOnly() {
        long meeting = await(meetings.open(ROOM, NOON));

        assertThat(meetings.find(ROOM, meeting)).contains(new Listed(meeting, NOON, Optional.empty(), ""));
        assertThat(meetings.find(OTHER_ROOM, meeting)).isEmpty();
        assertThat(meetings.find(ROOM, meeting + 1)).isEmpty();
    }

    @Test
    void purgesMeetingsThatEndedBeforeAndWhatWasSaidBefore() throws Exception {
        long old = await(meetings.open(ROOM, NOON));
        await(meetings.joined(old, ALICE, "Alice", "moderator", NOON));
        await(meetings.append(List.of(line(old, 1, "old"), line(old, 2, "older"))));
        await(meetings.close(old, "moderator", NOON.plusSeconds(3)));
        long silent = await(meetings.open(OTHER_ROOM, NOON));
        await(meetings.close(silent, "empty", NOON.plusSeconds(1)));
        long goingOn = await(meetings.open(ROOM, NOON.plusSeconds(4)));
        await(meetings.append(List.of(line(goingOn, 5, "before"), line(goingOn, 90, "after"))));

        Purged purged = await(meetings.purge(NOON.plusSeconds(60)));

        assertThat(purged).isEqualTo(new Purged(3, 2));
        assertThat(meetings.ofRoom(ROOM, 10)).extracting(Listed::id).containsExactly(goingOn);
        assertThat(meetings.ofRoom(OTHER_ROOM, 10)).isEmpty();
        assertThat(meetings.messages(goingOn, 0, 10)).extracting(Message::text).containsExactly("after");
        assertThat(stays()).isEmpty();
    }

    @Test
    void purgesMoreThanOneSlice() {
        long meeting = await(meetings.open(ROOM, NOON));
        List<Message> many = new ArrayList<>();
        for (int seq = 1; seq <= 2_500; seq++) {
            many.add(line(meeting, seq, "x"));
        }
        await(meetings.append(many));
        await(meetings.close(meeting, "empty", NOON.plusSeconds(2_500)));

        Purged purged = await(meetings.purge(NOON.plusSeconds(3_000)));

        assertThat(purged).isEqualTo(new Purged(2_500, 1));
    }

    @Test
    void appendIsAllOrNothing() {
        long meeting = await(meetings.open(ROOM, NOON));
        await(meetings.append(List.of(line(meeting, 2, "taken"))));

        Throwable failure = awaitFailure(meetings.append(List.of(line(meeting, 1, "one"), line(meeting, 2, "two"))));

        assertThat(failure).isInstanceOf(StoreException.class).hasMessageContaining("message.seq");
        assertThat(meetings.messages(meeting, 0, 10)).extracting(Message::text).containsExactly("taken");
    }
}
