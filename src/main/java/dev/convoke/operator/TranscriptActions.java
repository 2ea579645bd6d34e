package dev.convoke.operator;

import dev.convoke.operator.Result.Subject;
import dev.convoke.operator.TranscriptAction.ListMeetings;
import dev.convoke.operator.TranscriptAction.ReadTranscript;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.MeetingTable.Listed;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.store.RoomRow;
import dev.convoke.store.RoomTable;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does what {@link TranscriptAction}s say. Any thread that may block. */
public final class TranscriptActions {

    private static final int PAGE = 500;
    private static final int LIST_LIMIT = 10_000;

    private final RoomTable rooms;
    private final MeetingTable meetings;

    TranscriptActions(Store store) {
        this.rooms = store.rooms();
        this.meetings = store.meetings();
    }

    /** Lists a room's meetings, the latest first, ten thousand at most. */
    public Result<List<Transcript.Meeting>> list(ListMeetings action) {
        return rooms.find(action.room()).isEmpty()
                ? Result.noRoom(action.room())
                : Result.done(meetings.ofRoom(action.room(), LIST_LIMIT).stream()
                        .map(Transcript.Meeting::of)
                        .toList());
    }

    /** Finds the transcript; {@link #lines} reads it. */
    public Result<Transcript> read(ReadTranscript action) {
        ConferenceNumber number = action.room();
        Optional<RoomRow> room = rooms.find(number);
        if (room.isEmpty()) {
            return Result.noRoom(number);
        }
        return find(action)
                .map(found -> Result.done(new Transcript(number, room.get().name(), Transcript.Meeting.of(found))))
                .orElseGet(() -> noMeeting(action));
    }

    private Optional<Listed> find(ReadTranscript action) {
        return action.meeting().isPresent()
                ? meetings.find(action.room(), action.meeting().get())
                : meetings.ofRoom(action.room(), 1).stream().findFirst();
    }

    private static Result<Transcript> noMeeting(ReadTranscript action) {
        ConferenceNumber room = action.room();
        return action.meeting()
                .map(id -> Result.<Transcript>notFound(
                        Subject.MEETING, room, "room " + room + " has no meeting " + id + " on record"))
                .orElseGet(
                        () -> Result.notFound(Subject.ANY_MEETING, room, "room " + room + " has no meeting on record"));
    }

    /** Reads what was said, in order, page by page: a meeting may have said more than fits into memory. */
    public void lines(Transcript transcript, Consumer<Transcript.Line> reader) {
        long meeting = transcript.meeting().id();
        List<Message> page = meetings.messages(meeting, 0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(message -> reader.accept(Transcript.Line.of(message)));
            page = meetings.messages(meeting, page.get(page.size() - 1).seq(), PAGE);
        }
    }
}
