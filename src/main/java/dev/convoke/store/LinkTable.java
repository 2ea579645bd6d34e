package dev.convoke.store;

import dev.convoke.terms.DesiredState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What operators want of links, and where the links stand: the server has no way in for operators of its own, both sides write
 * here and read what the other wrote. Look-ups block; any thread but an event loop.
 */
public interface LinkTable {

    /** What is wanted of a link, and since when. */
    record Desired(String link, DesiredState state, Instant at) {
        /** Nobody has said anything. */
        public static Desired none(String link) {
            return new Desired(link, DesiredState.UP, Instant.EPOCH);
        }
    }

    /** Says what is wanted, in place of what was. */
    CompletableFuture<Void> want(Desired desired);

    /** What is wanted of the links that anything was said of, by their names. */
    List<Desired> desired();

    /** A number that is another one after any process has changed what is wanted; read it before {@link #desired}. */
    long version();

    /** Writes down where all links stand, in place of what was written. */
    CompletableFuture<Void> write(List<LinkRow> rows);

    /** Where the links stood when a server wrote it down last, in its order. */
    List<LinkRow> rows();
}
