package dev.convoke.room.port;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.terms.WayIn;
import io.netty.buffer.ByteBuf;

/**
 * One live connection of a participant, as the room sees it. Every method runs on the room's event loop; the leg lives on
 * that loop too.
 */
public interface Leg {

    /** How it came to be. */
    default WayIn wayIn() {
        return WayIn.DIALLED;
    }

    /** How events look on this leg's wire. */
    WireFormat format();

    /** Whether the leg takes a slice now; when it becomes so again, the leg calls its seat's {@code onWritable}. */
    boolean isWritable();

    /** Hands a slice of the room log to the connection, which releases it. Nothing goes out before {@link #flush}. */
    void write(ByteBuf slice);

    /** Sends what was handed over. */
    void flush();

    /**
     * A way around what {@link #write} fills, or {@link Bypass#NONE}: if something that was handed over is not out yet, or if
     * there never is one. Worth asking again only after the leg has been written to.
     */
    default Bypass bypass() {
        return Bypass.NONE;
    }

    /** Sends what concerns this leg alone, after all that was handed over before. */
    void send(PrivateEvent event);

    /**
     * At most so many octets of the slices that this leg was handed, counted from the last one and by whatever way, have not
     * reached the device: what its TCP has not acknowledged. More where that is not known. To be asked also, and for the most
     * part, when the connection is lost.
     */
    long unacknowledgedOctets();

    /** Closes the connection once what was handed over is out, or after a deadline of the leg's own. */
    void close();
}
