package dev.convoke.room;

import dev.convoke.ShortBench;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.terms.Nick;
import dev.convoke.wire.LineFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One turn of a room without its sockets: some texts of a hundred octets are appended, each leg takes its slice of them, and the
 * log begins anew. What a text costs is the difference between rows of many and few texts, what a leg costs that between many
 * and few legs.
 */
@State(Scope.Thread)
public class RoomLogBench extends ShortBench {

    private static final RoomEvent SPEECH =
            new RoomEvent.Speech(Nick.parse("Alice").orElseThrow(), "x".repeat(100));
    private static final int LOG_OCTETS = 1 << 20;

    @Param({"1", "64"})
    private int texts;

    @Param({"1", "1000"})
    private int legs;

    private final RoomLog log = new RoomLog(new LineFormat(), ByteBufAllocator.DEFAULT, LOG_OCTETS, 0);
    private final List<RoomLog.Cursor> cursors = new ArrayList<>();
    private long seq;

    /** Gives each leg its cursor. */
    @Setup
    public void join() {
        for (int leg = 0; leg < legs; leg++) {
            cursors.add(log.cursorAtHead());
        }
    }

    /** A turn. */
    @Benchmark
    public int turn() {
        for (int text = 0; text < texts; text++) {
            log.append(new LogEntry(++seq, seq, SPEECH));
        }
        log.mark();
        log.reveal();
        int octets = 0;
        for (RoomLog.Cursor cursor : cursors) {
            while (log.hasMore(cursor)) {
                ByteBuf slice = log.take(cursor);
                octets += slice.readableBytes();
                slice.release();
            }
        }
        log.recycle(log.head());
        return octets;
    }
}
