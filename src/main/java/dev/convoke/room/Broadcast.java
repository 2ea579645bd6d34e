package dev.convoke.room;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.Chronicle;
import dev.convoke.room.port.WireFormat;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One meeting's way from what is said to every leg (US 8,018,877 step 475).
 *
 * <p>{@link #append} encodes an event once per wire format and asks for a turn. The turn runs after all that the loop has to
 * read now, so under load it finds many texts and writes each leg all of them at once; in calm times it finds one and costs
 * nothing more. There is no timer. With a transcript, a turn hands what is new to the store, and what was handed over becomes
 * visible when the commit is done: a batch is whatever arrived while the last commit ran.
 *
 * <p>Owned by the room's event loop.
 */
final class Broadcast {

    private static final Logger LOG = LoggerFactory.getLogger(Broadcast.class);

    /** Beyond so many entries that wait for the store, nothing new is taken from anyone. */
    private static final int MAX_UNCOMMITTED = 20_000;

    /** So long what everyone has read is kept for those who come back. */
    private static final long REPLAY_MS = 120_000;

    /** So many characters of data count as one more entry that waits. */
    private static final int DATA_UNIT_CHARS = 512;

    private final EventLoop loop;
    private final Clock clock;
    private final int logOctets;
    private final Optional<Chronicle.MeetingRecord> transcript;
    private final List<RoomLog> logs = new ArrayList<>(1);
    private final List<Seat> hearers = new ArrayList<>();
    private List<LogEntry> uncommitted = new ArrayList<>();
    private List<LogEntry> inCommit = List.of();
    private int uncommittedWeight;
    private boolean transcribes;
    private boolean committing;
    private boolean turnDue;
    private boolean released;
    private Optional<Runnable> atEnd = Optional.empty();
    private long seq;
    private long committedSeq;

    Broadcast(EventLoop loop, Clock clock, int logOctets, Optional<Chronicle.MeetingRecord> transcript) {
        this.loop = loop;
        this.clock = clock;
        this.logOctets = logOctets;
        this.transcript = transcript;
        transcribes = transcript.isPresent();
    }

    /** Whether the store is so far behind that nothing more should be taken. */
    boolean isFull() {
        return uncommittedWeight >= MAX_UNCOMMITTED;
    }

    /** Gives an event its place in the log and sees to it that everyone gets it. */
    LogEntry append(RoomEvent event) {
        LogEntry entry = new LogEntry(++seq, clock.millis(), event);
        for (RoomLog log : logs) {
            log.append(entry);
        }
        if (transcribes) {
            uncommitted.add(entry);
            uncommittedWeight += weight(event);
        }
        turnLater();
        return entry;
    }

    private static int weight(RoomEvent event) {
        return event instanceof RoomEvent.Data data ? 1 + data.base64().length() / DATA_UNIT_CHARS : 1;
    }

    private void turnLater() {
        if (!turnDue) {
            turnDue = true;
            loop.execute(this::turn);
        }
    }

    private void turn() {
        turnDue = false;
        if (released) {
            return;
        }
        if (transcribes) {
            commit();
        } else {
            logs.forEach(RoomLog::mark);
            revealAndWrite();
        }
    }

    private void commit() {
        if (committing || uncommitted.isEmpty()) {
            return;
        }
        committing = true;
        List<LogEntry> batch = uncommitted;
        inCommit = batch;
        uncommitted = new ArrayList<>();
        uncommittedWeight = 0;
        logs.forEach(RoomLog::mark);
        long last = batch.get(batch.size() - 1).seq();
        transcript
                .orElseThrow()
                .append(batch)
                .whenComplete((done, failure) -> loop.execute(() -> committed(last, failure)));
    }

    private void committed(long last, @Nullable Throwable failure) {
        committing = false;
        inCommit = List.of();
        committedSeq = last;
        if (released) {
            return;
        }
        if (failure != null) {
            // People are in the middle of a meeting: it goes on, and they are told that it is no longer recorded.
            LOG.error("transcript stopped: {}", failure.toString());
            transcribes = false;
            append(new RoomEvent.Notice("The transcript has stopped: the store is not available."));
            logs.forEach(RoomLog::mark);
        }
        revealAndWrite();
        if (!uncommitted.isEmpty()) {
            turnLater();
        }
    }

    private void revealAndWrite() {
        for (RoomLog log : logs) {
            log.reveal();
        }
        // Backwards, because a leg that closes while it is written to leaves its place to the last one.
        for (int i = hearers.size() - 1; i >= 0; i--) {
            hearers.get(i).pull();
        }
        recycle();
        endIfAllRead();
    }

    /** The last event is in the log: each leg is closed when it has read it, then {@code whenAllRead} runs, once. */
    void finish(Runnable whenAllRead) {
        atEnd = Optional.of(whenAllRead);
        hearers.forEach(Seat::closeWhenRead);
        endIfAllRead();
    }

    private void endIfAllRead() {
        if (atEnd.isPresent() && hearers.stream().allMatch(Seat::isLeft)) {
            Runnable end = atEnd.get();
            atEnd = Optional.empty();
            end.run();
        }
    }

    private void recycle() {
        for (RoomLog log : logs) {
            log.recycle(slowestIn(log));
        }
    }

    private long slowestIn(RoomLog log) {
        long slowest = log.head();
        for (int i = 0; i < hearers.size(); i++) {
            slowest = Math.min(slowest, hearers.get(i).offsetIn(log, slowest));
        }
        return slowest;
    }

    /** The sequence number of the last event. */
    long seq() {
        return seq;
    }

    /** The sequence number up to which events may be shown. */
    long committedSeq() {
        return transcribes ? committedSeq : seq;
    }

    /** From now on this seat hears everything that is said from now on. */
    void join(Seat seat) {
        RoomLog log = logFor(seat.leg().format());
        seat.hear(log.cursorAtHead());
        seat.index(hearers.size());
        hearers.add(seat);
    }

    private RoomLog logFor(WireFormat format) {
        for (RoomLog log : logs) {
            if (log.format() == format) {
                return log;
            }
        }
        RoomLog log = begin(format);
        logs.add(log);
        return log;
    }

    /** Whether this seat hears the log. */
    boolean hears(Seat seat) {
        return seat.index() >= 0;
    }

    /**
     * The seat of the same person on a new leg goes on where the old one was.
     *
     * @return whether it does; not if the old one heard nothing, or the new one speaks another format
     */
    boolean resume(Seat old, Seat seat) {
        int index = old.index();
        if (index < 0 || old.leg().format() != seat.leg().format()) {
            return false;
        }
        seat.hearOn(old);
        old.index(-1);
        hearers.set(index, seat);
        seat.index(index);
        seat.pull();
        return true;
    }

    /** A log of what nobody has seen yet: what waits for the store must not be missing for who comes from another log. */
    private RoomLog begin(WireFormat format) {
        int waiting = transcribes ? inCommit.size() + uncommitted.size() : 0;
        RoomLog log = new RoomLog(format, ByteBufAllocator.DEFAULT, logOctets, seq - waiting);
        if (transcribes) {
            inCommit.forEach(log::append);
            log.mark();
            uncommitted.forEach(log::append);
        }
        return log;
    }

    /** Hands a leg all that may be seen, in the format in which it has heard so far. */
    void settle(Seat seat) {
        if (!transcribes) {
            logs.forEach(RoomLog::mark);
            logs.forEach(RoomLog::reveal);
        }
        seat.pull();
    }

    /** From now on this seat hears in its leg's new format what it has not heard in the old one. */
    void translate(Seat seat) {
        seat.move(logFor(seat.leg().format()));
        turnLater();
    }

    /** This seat hears no more. */
    void part(Seat seat) {
        int index = seat.index();
        if (index < 0) {
            return;
        }
        Seat last = hearers.remove(hearers.size() - 1);
        if (last != seat) {
            hearers.set(index, last);
            last.index(index);
        }
        seat.index(-1);
        seat.hearNothing();
        endIfAllRead();
    }

    /** Those who hear the log. The list is live: copy it before changing who is in it. */
    List<Seat> hearers() {
        return hearers;
    }

    /** Gives memory back that the last burst needed. */
    void calmDown() {
        if (!turnDue && !committing) {
            recycle();
            long old = clock.millis() - REPLAY_MS;
            for (RoomLog log : logs) {
                log.forget(slowestIn(log), old);
                log.shrink();
            }
        }
    }

    /** Octets of direct memory held for this meeting. */
    long heldOctets() {
        return logs.stream().mapToLong(RoomLog::heldOctets).sum();
    }

    /** Lets go of all memory; nothing is written any more. */
    void release() {
        released = true;
        logs.forEach(RoomLog::release);
    }
}
