package dev.convoke.room;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.MeetingRecords;
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
    private final Optional<MeetingRecords.MeetingRecord> transcript;
    /** One for each wire format that is or was heard. */
    private final List<Audience> audiences = new ArrayList<>(1);

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

    Broadcast(EventLoop loop, Clock clock, int logOctets, Optional<MeetingRecords.MeetingRecord> transcript) {
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
        for (Audience audience : audiences) {
            audience.log().append(entry);
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
            mark();
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
        mark();
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
            mark();
        }
        revealAndWrite();
        if (!uncommitted.isEmpty()) {
            turnLater();
        }
    }

    private void mark() {
        audiences.forEach(audience -> audience.log().mark());
    }

    private void revealAndWrite() {
        for (Audience audience : audiences) {
            audience.log().reveal();
            audience.turn();
        }
        recycle();
        endIfAllRead();
    }

    /** The last event is in the log: each leg is closed when it has read it, then {@code whenAllRead} runs, once. */
    void finish(PrivateEvent.Goodbye goodbye, Runnable whenAllRead) {
        atEnd = Optional.of(whenAllRead);
        audiences.forEach(audience -> audience.seats().forEach(seat -> seat.closeWhenRead(goodbye)));
        endIfAllRead();
    }

    private void endIfAllRead() {
        if (atEnd.isPresent()
                && audiences.stream()
                        .allMatch(audience -> audience.seats().stream().allMatch(Seat::isLeft))) {
            Runnable end = atEnd.get();
            atEnd = Optional.empty();
            end.run();
        }
    }

    private void recycle() {
        for (Audience audience : audiences) {
            audience.log().recycle(audience.slowest());
        }
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
        Audience audience = audienceOf(seat.leg().format());
        audience.join(seat, audience.log().cursorAtHead());
    }

    private Audience audienceOf(WireFormat format) {
        for (Audience audience : audiences) {
            if (audience.format() == format) {
                return audience;
            }
        }
        Audience audience = new Audience(begin(format));
        audiences.add(audience);
        return audience;
    }

    /** Whether this seat hears the log. */
    boolean hears(Seat seat) {
        return seat.audience().isPresent();
    }

    /**
     * The seat of the same person on a new leg goes on where the old one was, in whatever format; it hears what there is for it
     * from {@link Seat#goOn} on.
     *
     * @return whether it does; not if the old one heard nothing
     */
    boolean resume(Seat old, Seat seat) {
        Optional<Audience> audience = old.audience();
        audience.ifPresent(heard -> {
            if (heard.format() == seat.leg().format()) {
                heard.replace(old, seat);
            } else {
                seat.hearOn(old, audienceOf(seat.leg().format()));
                heard.part(old);
            }
        });
        return audience.isPresent();
    }

    /** A log of what nobody has seen yet: what waits for the store must not be missing for who comes from another log. */
    private RoomLog begin(WireFormat format) {
        int waiting = transcribes ? inCommit.size() + uncommitted.size() : 0;
        RoomLog log = new RoomLog(format, ByteBufAllocator.DEFAULT, logOctets, seq - waiting);
        boolean whole = false;
        try {
            if (transcribes) {
                inCommit.forEach(log::append);
                log.mark();
                uncommitted.forEach(log::append);
            }
            whole = true;
            return log;
        } finally {
            if (!whole) {
                log.release();
            }
        }
    }

    /** Hands a leg all that may be seen, in the format in which it has heard so far. */
    void flushBeforeFormat(Seat seat) {
        if (!transcribes) {
            mark();
            audiences.forEach(audience -> audience.log().reveal());
        }
        seat.pull();
    }

    /** From now on this seat hears in its leg's new format what it has not heard in the old one. */
    void translate(Seat seat) {
        seat.move(audienceOf(seat.leg().format()));
        turnLater();
    }

    /** This seat hears no more. */
    void part(Seat seat) {
        seat.audience().ifPresent(audience -> {
            audience.part(seat);
            endIfAllRead();
        });
    }

    /** Those who hear the log. */
    List<Seat> hearers() {
        return audiences.stream().flatMap(audience -> audience.seats().stream()).toList();
    }

    /** Gives memory back that the last burst needed. */
    void calmDown() {
        if (!turnDue && !committing) {
            recycle();
            long old = clock.millis() - REPLAY_MS;
            for (Audience audience : audiences) {
                audience.log().forget(audience.slowest(), old);
                audience.log().shrink();
            }
        }
    }

    /** Octets of direct memory kept for this meeting. */
    long keptOctets() {
        return audiences.stream()
                .mapToLong(audience -> audience.log().keptOctets())
                .sum();
    }

    /** Lets go of all memory; nothing is written any more. */
    void release() {
        released = true;
        audiences.forEach(audience -> audience.log().release());
    }
}
