package dev.convoke.room.port;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the room wants of whoever opens TCP ports that belong to one meeting (US 8,018,877 FIG. 2). Called on the event loop of the
 * room, in the order in which things happen there; nothing here may block.
 */
public interface MeetingPorts {

    /**
     * To whom a port belongs.
     *
     * @param room the room
     * @param meeting its meeting (steps 230 and 310: what the others have to know)
     * @param isProof whether who connects needs no code
     */
    record Owner(ConferenceNumber room, String meeting, boolean isProof) {}

    /**
     * Opens a port for a meeting (step 230), or finds the one that it has.
     *
     * @param by the moderator who asks
     * @return completes on any thread, when devices can connect; exceptionally only when the server is in trouble
     */
    CompletionStage<Opening> open(Owner owner, Person by);

    /** Nobody is in the meeting any more, though it goes on. */
    void deserted(ConferenceNumber room);

    /** Somebody is again. */
    void engaged(ConferenceNumber room);

    /** The meeting is over. */
    void ended(ConferenceNumber room);

    /** For a server that opens none. */
    static MeetingPorts none() {
        return new MeetingPorts() {
            @Override
            public CompletionStage<Opening> open(Owner owner, Person by) {
                return CompletableFuture.completedFuture(Opening.not(Opening.Outcome.OFF));
            }

            @Override
            public void deserted(ConferenceNumber room) {}

            @Override
            public void engaged(ConferenceNumber room) {}

            @Override
            public void ended(ConferenceNumber room) {}
        };
    }
}
