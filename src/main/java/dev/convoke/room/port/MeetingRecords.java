package dev.convoke.room.port;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What the room wants of a store: a record of its meetings. Called on the room's event loop and must not block; what is
 * recorded of one meeting is kept in the order of the calls.
 */
public interface MeetingRecords {

    /** A meeting begins (US 8,018,877 step 440). */
    MeetingRecord opened(ConferenceNumber room, long atMs);

    /** The record of one meeting. */
    interface MeetingRecord {

        /** Someone came in. */
        void joined(Person who, Nick nick, Role role, long atMs);

        /** Someone went. */
        void left(Person who, Departure why, long atMs);

        /**
         * Keeps events of the room log.
         *
         * @return completes, on any thread, when they are on disk; exceptionally if they are not
         */
        CompletionStage<Void> append(List<LogEntry> entries);

        /** The meeting is over. */
        void closed(CloseReason reason, long atMs);
    }
}
