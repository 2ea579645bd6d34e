package dev.convoke.session;

import dev.convoke.ShortBench;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.WireFormat;
import dev.convoke.terms.Nick;
import dev.convoke.wire.JsonFormat;
import dev.convoke.wire.LineFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one text of a hundred octets costs, encoded once for all legs, and cut out of what its speaker's device sent. */
@State(Scope.Thread)
public class WireBench extends ShortBench {

    private static final String TEXT = "x".repeat(100);
    private static final int LINES = 64;

    private final WireFormat line = new LineFormat();
    private final WireFormat json = new JsonFormat(0);
    private final LogEntry spoken = new LogEntry(
            4_711, 1_795_539_079_858L, new RoomEvent.Speech(Nick.parse("Alice").orElseThrow(), TEXT));
    private final ByteBuf out = Unpooled.directBuffer(4_096);
    private final LineFraming framing = new LineFraming(Session.MAX_LINE_OCTETS);
    private final Counting counting = new Counting();

    /** Ends in the middle of a line, as reads do; the next read ends it. */
    private final ByteBuf firstRead = chunk((TEXT + "\n").repeat(LINES - 1) + TEXT.substring(0, 40));

    private final ByteBuf secondRead = chunk(TEXT.substring(40) + "\n" + (TEXT + "\n").repeat(LINES));

    private static ByteBuf chunk(String text) {
        ByteBuf octets = Unpooled.directBuffer();
        octets.writeCharSequence(text, StandardCharsets.US_ASCII);
        return octets;
    }

    private static final class Counting implements LineFraming.Sink {
        private int octets;

        @Override
        public void line(ByteBuf buffer, int start, int lineOctets) {
            octets += lineOctets;
        }

        @Override
        public void overlong() {
            throw new IllegalStateException("no line here is too long");
        }

        @Override
        public boolean wantsMore() {
            return true;
        }
    }

    /** Encodes a text as a line. */
    @Benchmark
    public ByteBuf encodeLine() {
        line.encode(spoken, out.clear());
        return out;
    }

    /** Encodes a text as a JSON event. */
    @Benchmark
    public ByteBuf encodeJson() {
        json.encode(spoken, out.clear());
        return out;
    }

    /** Cuts two reads into lines; the figure is for one line. */
    @Benchmark
    @OperationsPerInvocation(2 * LINES)
    public int cutIntoLines() {
        framing.read(firstRead.retainedDuplicate(), counting);
        framing.read(secondRead.retainedDuplicate(), counting);
        return counting.octets;
    }
}
