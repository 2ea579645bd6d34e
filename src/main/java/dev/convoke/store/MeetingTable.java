package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Meetings, who was in them, and what was said where the room keeps a transcript. */
public interface MeetingTable {

    /**
     * One line of a meeting's record.
     *
     * @param meetingId the meeting
     * @param seq its place in the room log, from 1
     * @param at when
     * @param nick who spoke; empty for a notice from the room
     * @param kind a label such as {@code speech}, {@code emote}, {@code notice}
     * @param text what
     */
    record Message(long meetingId, long seq, Instant at, String nick, String kind, String text) {}

    /** A meeting begins (US 8,018,877 step 440); completes with its id, exceptionally if the room is not in its table. */
    CompletableFuture<Long> open(ConferenceNumber room, Instant at);

    /** A meeting ends, and whoever is still in it leaves for the same reason. Has no effect on one that has ended. */
    CompletableFuture<Void> close(long meetingId, String reason, Instant at);

    /** After a restart: ends all meetings that no one closed, as {@link #close} does; completes with their number. */
    CompletableFuture<Integer> closeAbandoned(String reason, Instant at);

    /** Someone came in. */
    CompletableFuture<Void> joined(long meetingId, Person who, String nick, String role, Instant at);

    /** Someone went: ends the stays of that person in the meeting that have not ended. */
    CompletableFuture<Void> left(long meetingId, Person who, String reason, Instant at);

    /** Keeps lines of the transcript, all or, if a {@code seq} is taken, none; completes when they are on disk. */
    CompletableFuture<Void> append(List<Message> messages);

    /** The lines of a meeting by {@code seq}, from {@code afterSeq} exclusively, at most {@code limit}. */
    List<Message> messages(long meetingId, long afterSeq, int limit);

    /**
     * A meeting as it is listed.
     *
     * @param id its id
     * @param openedAt when it opened
     * @param closedAt when it closed, if it has
     * @param closedReason why it closed; empty while it is open
     */
    record Listed(long id, Instant openedAt, Optional<Instant> closedAt, String closedReason) {}

    /**
     * Whether a person has been in that room, in one of the last 500 meetings that are on record.
     *
     * @param asModerator whether only a stay as moderator counts
     */
    boolean wasIn(ConferenceNumber room, Person who, boolean asModerator);

    /** The meetings of a room, the latest first, at most {@code limit}. */
    List<Listed> ofRoom(ConferenceNumber room, int limit);

    /** A meeting of a room; empty if the room has had no meeting of that id. */
    Optional<Listed> find(ConferenceNumber room, long meetingId);

    /**
     * What was deleted.
     *
     * @param messages lines of transcripts
     * @param meetings meetings, with the record of who was in them
     */
    record Purged(int messages, int meetings) {}

    /** Deletes what was said before {@code before}, and the meetings that ended before; completes when all is done. */
    CompletableFuture<Purged> purge(Instant before);
}
