package dev.convoke.room.port;

import dev.convoke.room.event.CloseReason;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the room wants of whoever keeps the codes by which people come in: that they are good no more where somebody is put out, and
 * when the meeting is over; and new ones, for a moderator to hand on. Called on event loops; nothing here may block.
 */
public interface Passes {

    /** Somebody was put out of a room or banned from it: their codes for it are good no more. */
    void revoke(ConferenceNumber room, Person who);

    /** A meeting is over, or nobody waits for one any more: what was made for it is good no more. */
    void ended(ConferenceNumber room, CloseReason reason, long atMs);

    /**
     * Codes for people whose numbers nobody knows.
     *
     * @param by the moderator who hands them on
     * @return completes on any thread with a row for each; exceptionally only when the server is in trouble
     */
    CompletionStage<List<String>> bearers(ConferenceNumber room, Person by, int count);

    /** For a server that knows no codes. */
    static Passes none() {
        return new Passes() {
            @Override
            public void revoke(ConferenceNumber room, Person who) {}

            @Override
            public void ended(ConferenceNumber room, CloseReason reason, long atMs) {}

            @Override
            public CompletionStage<List<String>> bearers(ConferenceNumber room, Person by, int count) {
                return CompletableFuture.completedFuture(List.of("Nobody can come in here by a code."));
            }
        };
    }
}
