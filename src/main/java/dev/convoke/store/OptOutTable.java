package dev.convoke.store;

import dev.convoke.terms.Msisdn;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Who wants no texts from us, from STOP to START. The look-up blocks; any thread but an event loop. */
public interface OptOutTable {

    /**
     * Notes that someone wants no texts; those that wait in the outbox for that number are not sent any more.
     *
     * @return completes, when it is on disk, with {@code false} if it was so already
     */
    CompletableFuture<Boolean> stop(Msisdn who, Instant at);

    /** Notes that someone may be texted again; completes with {@code false} if it was so already. */
    CompletableFuture<Boolean> start(Msisdn who);

    /** Whether someone wants no texts. */
    boolean isStopped(Msisdn who);
}
