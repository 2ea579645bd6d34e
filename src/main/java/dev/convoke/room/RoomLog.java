package dev.convoke.room;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.port.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a meeting, encoded once for one wire format: a ring of direct-memory chunks that all legs share.
 *
 * <h2>Shape</h2>
 *
 * <pre>
 *        oldest                                   visible        head
 *          ▼                                         ▼             ▼
 *   ┌──────────────┐┌──────────────────┐┌────────────────────────────┄┄┄┄┐
 *   │ chunk        ││ chunk            ││ chunk (tail)                   │
 *   └──────────────┘└──────────────────┘└────────────────────────────┄┄┄┄┘
 *       ▲ cursor of a slow leg                       ▲ cursor of everyone else
 * </pre>
 *
 * Offsets count octets since the meeting began and never come back. An entry never straddles two chunks, and a cursor stands
 * only between entries, so whatever slice a leg takes is whole.
 *
 * <h2>Memory</h2>
 *
 * Nothing is queued per receiver: a leg holds a {@link Cursor}. A slice taken by a connection keeps its chunk alive by its
 * reference count, so a chunk may leave the ring while the kernel still has to be given the rest of it. Chunks begin small and
 * double under load; when every cursor has passed everything and no slice is outstanding, the tail is written from its
 * beginning again, so a calm room works in one warm kilobyte. Beyond {@code maxOctets} the oldest chunk leaves, and cursors
 * that stood in it have fallen off ({@link #hasLost}).
 *
 * <p>A format with replay keeps some of what everyone has been given, for those who lose a leg and come back: an entry is one
 * line, so the position of a sequence number is found by counting line ends in its chunk, and a replay is nothing but a cursor that
 * stands further back ({@link #cursorAfter}, {@link #cursorBefore}). What is old is forgotten by {@link #forget}.
 *
 * <h2>Durability</h2>
 *
 * Readers see nothing beyond {@code visible}. A room with a transcript moves it only when the store has committed
 * ({@link #mark}, then {@link #reveal}); other rooms at once.
 *
 * <p>Runs on the room's event loop.
 */
final class RoomLog {

    private static final int FIRST_CHUNK_OCTETS = 1 << 10;
    private static final int MAX_CHUNK_OCTETS = 64 << 10;

    private final WireFormat format;
    private final ByteBufAllocator allocator;
    private final int maxOctets;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>(2);

    private long head;
    private long headSeq;
    private long marked;
    private long markedSeq;
    private long visible;
    private long visibleSeq;
    private int keptOctets;

    /** Begins behind the entry {@code afterSeq}: a format that the first such leg brings into a running meeting. */
    RoomLog(WireFormat format, ByteBufAllocator allocator, int maxOctets, long afterSeq) {
        this.format = format;
        this.allocator = allocator;
        this.maxOctets = maxOctets;
        headSeq = afterSeq;
        markedSeq = afterSeq;
        visibleSeq = afterSeq;
    }

    /** A position between two entries of one log. */
    static final class Cursor {
        private final RoomLog log;
        private long offset;
        private long seq;

        private Cursor(RoomLog log, long offset, long seq) {
            this.log = log;
            this.offset = offset;
            this.seq = seq;
        }

        RoomLog log() {
            return log;
        }

        long offset() {
            return offset;
        }

        /** The sequence number of the last entry before this position. */
        long seq() {
            return seq;
        }

        /** Goes to where another cursor of the same log stands. */
        void moveTo(Cursor other) {
            offset = other.offset;
            seq = other.seq;
        }
    }

    private static final class Chunk {
        private final ByteBuf octets;
        private long start;
        private long firstSeq;
        private long lastSeq;
        private long lastAtMs;

        Chunk(ByteBuf octets, long start, long firstSeq) {
            this.octets = octets;
            this.start = start;
            this.firstSeq = firstSeq;
            this.lastSeq = firstSeq - 1;
        }

        long end() {
            return start + octets.writerIndex();
        }

        /** The offset behind the entry {@code seq}, which is in here, or before all of them. */
        long endOf(long seq) {
            int index = 0;
            for (long at = firstSeq; at <= seq; at++) {
                index = octets.indexOf(index, octets.writerIndex(), (byte) '\n') + 1;
            }
            return start + index;
        }

        /** Puts a cursor at the last position between two entries that is not behind that offset, or before all of them. */
        void put(Cursor cursor, long upTo) {
            cursor.offset = start;
            cursor.seq = firstSeq - 1;
            int index = 0;
            while (cursor.seq < lastSeq) {
                index = octets.indexOf(index, octets.writerIndex(), (byte) '\n') + 1;
                if (start + index > upTo) {
                    return;
                }
                cursor.offset = start + index;
                cursor.seq++;
            }
        }
    }

    WireFormat format() {
        return format;
    }

    /** Octets of direct memory that the ring keeps, whatever is in them. */
    int keptOctets() {
        return keptOctets;
    }

    /** The offset behind everything appended so far. */
    long head() {
        return head;
    }

    /** A cursor behind everything appended so far, seen or not. */
    Cursor cursorAtHead() {
        return new Cursor(this, head, headSeq);
    }

    /** A cursor behind everything that may be read. */
    Cursor cursorAtVisible() {
        return new Cursor(this, visible, visibleSeq);
    }

    /**
     * A cursor behind the entry {@code seq}, or at the oldest position after it that is kept; {@link Cursor#seq} says which.
     */
    Cursor cursorAfter(long seq) {
        Cursor cursor = cursorAtHead();
        for (Chunk chunk : chunks) {
            if (seq < chunk.lastSeq) {
                cursor.seq = Math.max(seq, chunk.firstSeq - 1);
                cursor.offset = chunk.endOf(cursor.seq);
                break;
            }
        }
        return cursor;
    }

    /**
     * A cursor that stands at least so many octets before another one, and no further than whole entries need; but behind the
     * entry {@code floorSeq}, and at the oldest position that is kept.
     */
    Cursor cursorBefore(Cursor other, long octets, long floorSeq) {
        Cursor cursor = new Cursor(this, other.offset, other.seq);
        long target = other.offset - octets;
        for (Chunk chunk : chunks) {
            if (target < chunk.end()) {
                chunk.put(cursor, target);
                break;
            }
        }
        if (cursor.seq < floorSeq) {
            cursor.moveTo(cursorAfter(floorSeq));
        }
        if (cursor.seq > other.seq) {
            // The other one has fallen off itself.
            cursor.moveTo(other);
        }
        return cursor;
    }

    /**
     * Encodes an entry at the head; readers see it after {@link #mark} and {@link #reveal}. If that fails, nothing of the entry
     * is left.
     */
    void append(LogEntry entry) {
        Chunk tail = tailFor(format.maxOctets(entry), entry.seq());
        int end = tail.octets.writerIndex();
        boolean whole = false;
        try {
            format.encode(entry, tail.octets);
            whole = true;
        } finally {
            if (!whole) {
                tail.octets.writerIndex(end);
            }
        }
        tail.lastSeq = entry.seq();
        tail.lastAtMs = entry.atMs();
        head = tail.end();
        headSeq = entry.seq();
    }

    private Chunk tailFor(int octets, long seq) {
        @Nullable Chunk tail = chunks.peekLast();
        // In a chunk every line is one entry further, so that a position is found by counting lines: no gap may be in
        // it.
        if (tail != null && tail.octets.writableBytes() >= octets && tail.lastSeq + 1 == seq) {
            return tail;
        }
        int previous = tail == null ? FIRST_CHUNK_OCTETS / 2 : tail.octets.capacity();
        int capacity = Math.max(octets, Math.min(MAX_CHUNK_OCTETS, 2 * previous));
        Chunk fresh = new Chunk(allocator.directBuffer(capacity, capacity), head, seq);
        chunks.addLast(fresh);
        keptOctets += capacity;
        while (keptOctets > maxOctets && chunks.size() > 1) {
            dropOldest();
        }
        return fresh;
    }

    private void dropOldest() {
        Chunk oldest = chunks.removeFirst();
        keptOctets -= oldest.octets.capacity();
        oldest.octets.release();
    }

    /** Remembers the head, to be revealed later. */
    void mark() {
        marked = head;
        markedSeq = headSeq;
    }

    /** Lets readers see everything up to the last mark. */
    void reveal() {
        visible = marked;
        visibleSeq = markedSeq;
    }

    /** Whether there is something for this cursor. */
    boolean hasMore(Cursor cursor) {
        return cursor.offset < visible;
    }

    /** Whether this cursor has read all that was appended, seen or not. */
    boolean isAtHead(Cursor cursor) {
        return cursor.offset == head;
    }

    /** Whether what this cursor was to read next has left the ring. */
    boolean hasLost(Cursor cursor) {
        @Nullable Chunk oldest = chunks.peekFirst();
        return oldest != null && cursor.offset < oldest.start && cursor.offset < head;
    }

    /** Moves a cursor that has fallen off to the oldest entry kept; returns how many entries it has missed. */
    long skip(Cursor cursor) {
        Chunk oldest = chunks.getFirst();
        long missed = oldest.firstSeq - 1 - cursor.seq;
        cursor.offset = oldest.start;
        cursor.seq = oldest.firstSeq - 1;
        return missed;
    }

    /**
     * Takes the slice from the cursor to the end of its chunk or to the visible head, and moves the cursor behind it.
     *
     * @return a slice that the caller must release; there must be {@linkplain #hasMore more}, and nothing
     *     {@linkplain #hasLost lost}
     */
    ByteBuf take(Cursor cursor) {
        Chunk chunk = chunkAt(cursor.offset);
        long end = Math.min(chunk.end(), visible);
        ByteBuf slice = chunk.octets.retainedSlice((int) (cursor.offset - chunk.start), (int) (end - cursor.offset));
        cursor.offset = end;
        cursor.seq = end == visible ? visibleSeq : chunk.lastSeq;
        return slice;
    }

    /** Takes the slice from the cursor to the entry {@code lastSeq}, or to the end of the chunk if that comes first. */
    ByteBuf takeUpTo(Cursor cursor, long lastSeq) {
        Chunk chunk = chunkAt(cursor.offset);
        cursor.seq = Math.min(lastSeq, chunk.lastSeq);
        long from = cursor.offset;
        cursor.offset = chunk.endOf(cursor.seq);
        return chunk.octets.retainedSlice((int) (from - chunk.start), (int) (cursor.offset - from));
    }

    /**
     * What stands between two cursors, in a buffer that lives as long as nothing is appended or recycled; empty if it is not
     * all in the tail.
     */
    Optional<ByteBuf> between(Cursor from, Cursor to) {
        if (from.offset == to.offset) {
            return Optional.of(Unpooled.EMPTY_BUFFER);
        }
        Chunk tail = chunks.getLast();
        return from.offset < tail.start
                ? Optional.empty()
                : Optional.of(tail.octets.slice((int) (from.offset - tail.start), (int) (to.offset - from.offset)));
    }

    private Chunk chunkAt(long offset) {
        // Nearly every cursor is in the tail.
        Chunk tail = chunks.getLast();
        if (offset >= tail.start) {
            return tail;
        }
        for (Chunk chunk : chunks) {
            if (offset < chunk.end()) {
                return chunk;
            }
        }
        throw new IllegalStateException("no chunk at offset " + offset + " of " + head);
    }

    /** Lets go of chunks that all cursors have passed, and starts the tail anew when everything was read and sent. */
    void recycle(long slowestOffset) {
        while (chunks.size() > 1
                && keptOctets > format.replayOctets()
                && chunks.getFirst().end() <= slowestOffset) {
            dropOldest();
        }
        @Nullable Chunk tail = chunks.peekLast();
        if (tail != null
                && format.replayOctets() == 0
                && chunks.size() == 1
                && slowestOffset == head
                && tail.octets.refCnt() == 1) {
            tail.octets.clear();
            tail.start = head;
            tail.firstSeq = headSeq + 1;
            tail.lastSeq = headSeq;
        }
    }

    /** Lets go of what all cursors have passed and nobody will ask for again, because it is older than that. */
    void forget(long slowestOffset, long beforeMs) {
        while (!chunks.isEmpty() && chunks.getFirst().end() <= slowestOffset && chunks.getFirst().lastAtMs < beforeMs) {
            dropOldest();
        }
    }

    /** Gives back an empty tail that grew under load; called when the room is calm. */
    void shrink() {
        @Nullable Chunk tail = chunks.peekLast();
        if (tail != null
                && chunks.size() == 1
                && !tail.octets.isReadable()
                && tail.octets.capacity() > FIRST_CHUNK_OCTETS) {
            dropOldest();
        }
    }

    /** Lets go of everything. */
    void release() {
        while (!chunks.isEmpty()) {
            dropOldest();
        }
    }
}
