package dev.convoke.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of octets into lines that end in LF or CRLF and hold at most {@code maxOctets} octets. An over-long line is
 * reported once, and dropped up to its end, however long it is: what is kept never exceeds one line and one read.
 *
 * <p>Used by one leg, on its event loop.
 */
final class LineFraming {

    /** What is done with what was cut. */
    interface Sink {
        /** A line without its end. The buffer is lent: {@code start} and {@code octets} say where it stands. */
        void line(ByteBuf buffer, int start, int octets);

        /** A line longer than allowed was dropped. */
        void overlong();

        /** Whether the next line is wanted now; what is not wanted is kept. */
        boolean wantsMore();
    }

    private int maxOctets;
    private @Nullable ByteBuf kept;
    private boolean dropping;

    LineFraming(int maxOctets) {
        this.maxOctets = maxOctets;
    }

    /** From the next line on, lines may hold so many octets. */
    void maxOctets(int other) {
        maxOctets = other;
    }

    /** Takes a buffer, which is released, and hands on the lines that it completes. */
    void read(ByteBuf read, Sink sink) {
        ByteBuf buffer = joined(read);
        try {
            cut(buffer, sink);
        } finally {
            keepRest(buffer);
        }
    }

    /** Goes on where the sink wanted no more. */
    void resume(Sink sink) {
        if (kept != null) {
            ByteBuf buffer = kept;
            kept = null;
            try {
                cut(buffer, sink);
            } finally {
                keepRest(buffer);
            }
        }
    }

    private ByteBuf joined(ByteBuf read) {
        if (kept == null) {
            return read;
        }
        ByteBuf rest = kept;
        kept = null;
        try {
            return rest.writeBytes(read);
        } finally {
            read.release();
        }
    }

    private void cut(ByteBuf buffer, Sink sink) {
        while (buffer.isReadable() && sink.wantsMore()) {
            int start = buffer.readerIndex();
            int end = buffer.forEachByte(ByteProcessor.FIND_LF);
            if (end < 0) {
                dropIfOverlong(buffer, sink);
                return;
            }
            buffer.readerIndex(end + 1);
            int octets = end - start;
            if (octets > 0 && buffer.getByte(end - 1) == '\r') {
                octets--;
            }
            if (dropping) {
                dropping = false;
            } else if (octets > maxOctets) {
                sink.overlong();
            } else {
                sink.line(buffer, start, octets);
            }
        }
    }

    private void dropIfOverlong(ByteBuf buffer, Sink sink) {
        // One octet more than the limit may be the CR of a line that is just not too long.
        if (!dropping && buffer.readableBytes() > maxOctets + 1) {
            dropping = true;
            sink.overlong();
        }
        if (dropping) {
            buffer.skipBytes(buffer.readableBytes());
        }
    }

    private void keepRest(ByteBuf buffer) {
        if (buffer.isReadable()) {
            // A copy of its own, so that a few octets do not keep a read buffer of some kilobytes alive.
            kept = buffer.alloc().buffer(buffer.readableBytes()).writeBytes(buffer);
        }
        buffer.release();
    }

    /** Whether octets of an unfinished or unwanted line are kept. */
    boolean hasKept() {
        return kept != null;
    }

    /** Lets go of what is kept. */
    void release() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    /** The octets of a line, for decoding. */
    static byte[] octets(ByteBuf buffer, int start, int octets) {
        return ByteBufUtil.getBytes(buffer, start, octets, true);
    }
}
