package dev.convoke.room.port;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import io.netty.buffer.ByteBuf;

/**
 * How events look on the wire of a leg. One instance per format and server: a room keeps one log for each format that its
 * legs speak, so everything here must be stateless.
 */
public interface WireFormat {

    /** The name in records and metrics, such as {@code line}. */
    String name();

    /**
     * Appends an event of the room log as one line that ends in LF and holds no other. Runs on the room's event loop, once per
     * format however many legs there are.
     */
    void encode(LogEntry entry, ByteBuf out);

    /** Appends what concerns one leg only. Runs on the room's event loop. */
    void encode(PrivateEvent event, ByteBuf out);

    /** An upper bound of the octets that {@link #encode(LogEntry, ByteBuf)} will write. */
    int maxOctets(LogEntry entry);

    /**
     * How many octets of the room log are kept for those who lose a leg and come back, for some minutes; 0 if only what
     * somebody has still to be given is kept.
     */
    default int replayOctets() {
        return 0;
    }

    /**
     * Whether every event of the room log shows its sequence number: then a repetition needs no notice, and who comes back
     * can say how far they are.
     */
    default boolean isNumbered() {
        return false;
    }

    /**
     * Whether programs read it: then they are told of the lobby and of hands by values rather than by sentences, and hear a
     * goodbye however a leg ends.
     */
    default boolean isForPrograms() {
        return false;
    }
}
