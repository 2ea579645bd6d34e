package dev.convoke.room.port;

import io.netty.buffer.ByteBuf;

/**
 * A way around a leg's queue while that is empty: straight to the socket. Runs on the room's event loop.
 *
 * <p>It never makes octets overtake others: whoever hands something to the leg by another way closes the bypass, and only
 * {@link Leg#bypass} opens it again, when all of that is out.
 */
@FunctionalInterface
public interface Bypass {

    /** Takes nothing, ever. */
    Bypass NONE = octets -> 0;

    /**
     * Writes what the socket takes at once. Neither retains, releases nor moves the buffer.
     *
     * @param octets direct memory, from its reader to its writer index
     * @return how many octets were taken; 0 if something is queued, or the connection is gone or in trouble, which shows
     *     when the leg itself is written to
     */
    int write(ByteBuf octets);
}
