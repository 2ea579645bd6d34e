package dev.convoke.room.port;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the room wants of the texts: that phone numbers are invited into it. */
@FunctionalInterface
public interface Inviter {

    /**
     * Whoever invites.
     *
     * @param who the person, a guest perhaps
     * @param nick their name in the room; empty if they are not in it
     * @param moderates whether it is a moderator, whose invitation opens a locked room
     * @param meeting which meeting is on; empty if none is, or that is not known
     */
    record Host(Person who, Optional<Nick> nick, boolean moderates, Optional<String> meeting) {

        /** A moderator who is not in the room. */
        public static Host moderator(Person who) {
            return new Host(who, Optional.empty(), true, Optional.empty());
        }

        /** A participant who is not in the room. */
        public static Host participant(Person who) {
            return new Host(who, Optional.empty(), false, Optional.empty());
        }
    }

    /**
     * Invites numbers for somebody who may. Called on the room's event loop and must not block.
     *
     * @param typed the numbers as they were written
     * @return completes on any thread with a sentence about who was invited and who was not; exceptionally only when the server is
     *     in trouble
     */
    CompletionStage<String> invite(ConferenceNumber room, Host by, List<String> typed);

    /** For a server that texts nobody. */
    static Inviter none() {
        return (room, by, typed) -> CompletableFuture.completedFuture("Nobody can be invited from here.");
    }
}
