package dev.convoke.room.port;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the room wants of the texts: that phone numbers are invited into it. */
@FunctionalInterface
public interface Inviter {

    /**
     * Invites numbers for a moderator. Called on the room's event loop and must not block.
     *
     * @param by the moderator, who may be a guest
     * @param typed the numbers as the moderator wrote them
     * @return completes on any thread with a sentence about who was invited and who was not; exceptionally only when the server is
     *     in trouble
     */
    CompletionStage<String> invite(ConferenceNumber room, Person by, List<String> typed);

    /** For a server that texts nobody. */
    static Inviter none() {
        return (room, by, typed) -> CompletableFuture.completedFuture("Nobody can be invited from here.");
    }
}
