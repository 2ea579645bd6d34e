package dev.convoke.operator;

import dev.convoke.terms.ConferenceNumber;
import java.util.Optional;

/** What may be done with what was said in a room that keeps a transcript; {@link TranscriptActions} does it. */
public sealed interface TranscriptAction {

    /** Lists the meetings of a room that are on record. */
    record ListMeetings(ConferenceNumber room) implements TranscriptAction {}

    /**
     * Reads what was said in a meeting.
     *
     * @param room the room
     * @param meeting which of its meetings; empty for the latest, or the one that is on
     */
    record ReadTranscript(ConferenceNumber room, Optional<Long> meeting) implements TranscriptAction {}
}
