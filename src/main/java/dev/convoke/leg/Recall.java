package dev.convoke.leg;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * How a device whose leg was lost is reached again, which only the way in knows: an address is dialled once more, somebody who
 * called in is waited for.
 */
@FunctionalInterface
public interface Recall {

    /**
     * The connection broke; the seat waits, and nobody else notices. Called on the room's event loop, once for each loss.
     *
     * @param loop the room's event loop: a new connection is best made there, or moves there
     * @return completes, on any thread, with a new connection to the same device, or with empty when it is given up: then the
     *     person has left. Failing is giving up
     */
    CompletionStage<Optional<Connection>> again(EventLoop loop);

    /**
     * For who cannot be reached again, but may come back of their own accord: their new leg takes the seat, like any new leg of the
     * same person, unless so long has passed.
     */
    static Recall awaiting(Duration patience) {
        return loop -> {
            CompletableFuture<Optional<Connection>> passed = new CompletableFuture<>();
            var unused =
                    loop.schedule(() -> passed.complete(Optional.empty()), patience.toMillis(), TimeUnit.MILLISECONDS);
            return passed;
        };
    }

    /** For who cannot be reached again: a lost leg is the end of it. */
    static Recall never() {
        return loop -> CompletableFuture.completedFuture(Optional.empty());
    }
}
