package dev.convoke.room.port;

import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the room wants of the schedule: more time for the booking at hand. */
@FunctionalInterface
public interface Extender {

    /**
     * Asks for more time. Called on the room's event loop and must not block.
     *
     * @return completes on any thread; exceptionally only when the server is in trouble
     */
    CompletionStage<Extension> extend(ConferenceNumber room, Duration by);

    /** For a server without a schedule. */
    static Extender none() {
        return (room, by) -> CompletableFuture.completedFuture(Extension.notBooked(room));
    }
}
