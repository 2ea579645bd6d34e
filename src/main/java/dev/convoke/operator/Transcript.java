package dev.convoke.operator;

import dev.convoke.store.MeetingTable.Listed;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.terms.ConferenceNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * Of what meeting there is a transcript. What was said comes line by line, from {@link TranscriptActions#lines}: it may be more than
 * fits into memory.
 *
 * @param room the room
 * @param name what people call the room; may be empty
 * @param meeting the meeting
 */
public record Transcript(ConferenceNumber room, String name, Meeting meeting) {

    /**
     * A meeting on record.
     *
     * @param id what {@link TranscriptAction.ReadTranscript} names it by
     * @param openedAt when it opened
     * @param closedAt when it closed, if it has
     * @param closedReason why it closed; empty while it is open
     */
    public record Meeting(long id, Instant openedAt, Optional<Instant> closedAt, String closedReason) {
        static Meeting of(Listed row) {
            return new Meeting(row.id(), row.openedAt(), row.closedAt(), row.closedReason());
        }
    }

    /**
     * A line of the record.
     *
     * @param seq its place in the room log, from 1
     * @param at when
     * @param nick who spoke; empty for a notice from the room
     * @param kind a label such as {@code speech}, {@code emote}, {@code notice}
     * @param text what
     */
    public record Line(long seq, Instant at, String nick, String kind, String text) {
        static Line of(Message row) {
            return new Line(row.seq(), row.at(), row.nick(), row.kind(), row.text());
        }
    }
}
