package dev.convoke.operator;

import static dev.convoke.operator.Office.NOON;
import static dev.convoke.operator.Office.NO_ROOM;
import static dev.convoke.operator.Office.OTHER_ROOM;
import static dev.convoke.operator.Office.ROOM;
import static dev.convoke.operator.Office.await;
import static dev.convoke.operator.Office.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.operator.Result.NotFound;
import dev.convoke.operator.Result.Subject;
import dev.convoke.operator.RoomAction.AddRoom;
import dev.convoke.operator.TranscriptAction.ListMeetings;
import dev.convoke.operator.TranscriptAction.ReadTranscript;
import dev.convoke.store.MeetingTable.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may be read of what was said. */
class TranscriptActionsTest {

    @RegisterExtension
    final Office office = new Office();

    @BeforeEach
    void addRooms() {
        done(office.operator()
                .rooms()
                .add(new AddRoom(Optional.of(ROOM), RoomChange.none().withName("Stand-up"))));
        office.add(OTHER_ROOM);
    }

    private TranscriptActions transcripts() {
        return office.operator().transcripts();
    }

    private long meeting(int minute) {
        return await(office.store().meetings().open(ROOM, NOON.plusSeconds(60L * minute)));
    }

    private Result<Transcript> read(Optional<Long> meeting) {
        return transcripts().read(new ReadTranscript(ROOM, meeting));
    }

    @Test
    void readsTheLatestMeetingUnlessAnotherIsNamed() {
        long first = meeting(0);
        await(office.store().meetings().close(first, "by-moderator", NOON.plusSeconds(30)));
        long second = meeting(1);

        Transcript latest = done(read(Optional.empty()));
        Transcript named = done(read(Optional.of(first)));

        assertThat(latest)
                .isEqualTo(new Transcript(
                        ROOM, "Stand-up", new Transcript.Meeting(second, NOON.plusSeconds(60), Optional.empty(), "")));
        assertThat(named.meeting())
                .isEqualTo(new Transcript.Meeting(first, NOON, Optional.of(NOON.plusSeconds(30)), "by-moderator"));
    }

    @Test
    void listsTheLatestMeetingFirst() {
        long first = meeting(0);
        await(office.store().meetings().close(first, "by-moderator", NOON.plusSeconds(30)));
        long second = meeting(1);

        assertThat(done(transcripts().list(new ListMeetings(ROOM))))
                .extracting(Transcript.Meeting::id)
                .containsExactly(second, first);
        assertThat(done(transcripts().list(new ListMeetings(OTHER_ROOM)))).isEmpty();
    }

    /** More than two pages of 500, so that the seams between pages show. */
    @Test
    void readsEveryLineOnceAndInOrderHoweverManyThereAre() {
        long id = meeting(0);
        await(office.store()
                .meetings()
                .append(LongStream.rangeClosed(1, 1_001)
                        .mapToObj(seq -> new Message(id, seq, NOON, "Alice", "speech", "line " + seq))
                        .toList()));
        List<Transcript.Line> lines = new ArrayList<>();

        transcripts().lines(done(read(Optional.of(id))), lines::add);

        assertThat(lines)
                .extracting(Transcript.Line::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_001).boxed().toList());
        assertThat(lines.get(500)).isEqualTo(new Transcript.Line(501, NOON, "Alice", "speech", "line 501"));
    }

    @Test
    void saysWhatIsNotOnRecord() {
        assertThat(read(Optional.empty()))
                .isEqualTo(new NotFound<Transcript>(
                        Subject.ANY_MEETING, Optional.of(ROOM), "room 8401234 has no meeting on record"));
        assertThat(read(Optional.of(9L)))
                .isEqualTo(new NotFound<Transcript>(
                        Subject.MEETING, Optional.of(ROOM), "room 8401234 has no meeting 9 on record"));
        assertThat(transcripts().read(new ReadTranscript(NO_ROOM, Optional.empty())))
                .isEqualTo(Result.noRoom(NO_ROOM));
        assertThat(transcripts().list(new ListMeetings(NO_ROOM))).isEqualTo(Result.noRoom(NO_ROOM));
    }

    @Test
    void aMeetingOfAnotherRoomIsNotThisRooms() {
        long id = meeting(0);

        assertThat(transcripts().read(new ReadTranscript(OTHER_ROOM, Optional.of(id))))
                .isInstanceOf(NotFound.class);
    }
}
