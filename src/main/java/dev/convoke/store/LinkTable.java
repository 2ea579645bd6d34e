package dev.convoke.store;

import dev.convoke.terms.DesiredState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What operators want of links, and where the links stand: the server has no door for operators of its own, both sides write
 * here and read what the other wrote. Look-ups block; any thread but an event loop.
 */
public interface LinkTable {

    /** What is wanted of a link, and since when. */
    record Wish(String link, DesiredState wish, Instant at) {
        /** Nobody has said anything. */
        public static Wish none(String link) {
            return new Wish(link, DesiredState.UP, Instant.EPOCH);
        }
    }

    /** Says what is wanted, in place of what was. */
    CompletableFuture<Void> wish(Wish wish);

    /** What is wanted of the links that anything was said of, by their names. */
    List<Wish> wishes();

    /** A number that is another one after any process has changed any wish; read it before {@link #wishes}. */
    long version();

    /** Writes down where all links stand, in place of what was written. */
    CompletableFuture<Void> write(List<LinkRow> rows);

    /** Where the links stood when a server wrote it down last, in its order. */
    List<LinkRow> rows();
}
