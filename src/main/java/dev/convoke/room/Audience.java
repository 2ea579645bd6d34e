package dev.convoke.room;

import dev.convoke.room.port.Bypass;
import dev.convoke.room.port.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Those who hear one log, and the turn that writes to all of them.
 *
 * <p>Nearly everyone is <em>abreast</em>: has all that was visible after the last turn, and nothing queued. For them a turn is
 * one send(2) each of the same octets, around the leg's queue ({@link Bypass}). What it touches per leg is one element of a
 * list and the bypass; a seat with its cursor, its session and its channel would be a dozen cache lines, of which none is at
 * hand any more when a thousand legs take turns. Whoever does not take everything falls behind: it has a cursor of its own,
 * and is {@linkplain Seat#pull pulled} until it is abreast again.
 *
 * <p>Owned by the room's event loop.
 */
final class Audience {

    private final RoomLog log;
    private final List<Seat> seats = new ArrayList<>();
    /** By a seat's index: the way to it if it is abreast, else {@link Bypass#NONE}. */
    private final List<Bypass> ways = new ArrayList<>();

    /** Where those stand who are abreast, and where they stood before the turn that is under way. */
    private RoomLog.Cursor abreast;

    private RoomLog.Cursor before;

    /** How many seats the turn under way has not come to; it goes backwards. */
    private int ahead;

    Audience(RoomLog log) {
        this.log = log;
        abreast = log.cursorAtVisible();
        before = abreast;
    }

    RoomLog log() {
        return log;
    }

    WireFormat format() {
        return log.format();
    }

    List<Seat> seats() {
        return seats;
    }

    /** From now on this seat hears the log, from that place on. */
    void join(Seat seat, RoomLog.Cursor from) {
        seat.hear(this, seats.size(), from);
        seats.add(seat);
        ways.add(Bypass.NONE);
    }

    /** A seat takes the place of another, in the log too. */
    void replace(Seat old, Seat seat) {
        fallBehind(old);
        seats.set(old.index(), seat);
        seat.hearOn(old);
    }

    /** This seat hears the log no more. Its place goes to the last one. */
    void part(Seat seat) {
        int index = seat.index();
        int end = seats.size() - 1;
        Seat last = seats.get(end);
        if (ahead > 0) {
            // In the middle of a turn, its new place would not say whether it has been written to.
            fallBehind(last);
        }
        seats.set(index, last);
        ways.set(index, ways.get(end));
        last.index(index);
        seats.remove(end);
        ways.remove(end);
        seat.hearNothing();
    }

    /** Gives a seat that is abreast a cursor of its own. */
    void fallBehind(Seat seat) {
        int index = seat.index();
        if (ways.get(index) != Bypass.NONE) {
            ways.set(index, Bypass.NONE);
            seat.stand(index < ahead ? before : abreast);
        }
    }

    /** A seat with a cursor of its own has read what was visible: it is abreast if nothing of that is queued. */
    void draw(Seat seat, RoomLog.Cursor at) {
        if (at.offset() == abreast.offset()) {
            ways.set(seat.index(), seat.leg().bypass());
        }
    }

    /** The offset up to which everyone has read. */
    long slowest() {
        long slowest = log.head();
        for (int i = 0; i < seats.size(); i++) {
            long offset = ways.get(i) == Bypass.NONE ? seats.get(i).offset(slowest) : abreast.offset();
            slowest = Math.min(slowest, offset);
        }
        return slowest;
    }

    /** Writes what has become visible to everyone who takes it. */
    void turn() {
        before = abreast;
        abreast = log.cursorAtVisible();
        Optional<ByteBuf> news = log.between(before, abreast);
        // Backwards, because a leg that closes while it is written to leaves its place to the last one.
        ahead = seats.size();
        while (ahead > 0) {
            int index = ahead - 1;
            if (news.isEmpty()) {
                pull(index, Unpooled.EMPTY_BUFFER, 0);
            } else {
                write(index, news.get());
            }
            ahead = Math.min(index, seats.size());
        }
    }

    private void write(int index, ByteBuf news) {
        Bypass way = ways.get(index);
        int taken = way.write(news);
        if (taken < news.readableBytes() || way == Bypass.NONE) {
            pull(index, news, taken);
        }
    }

    /** Lets a seat take what there is by way of its leg's queue. */
    private void pull(int index, ByteBuf news, int taken) {
        Seat seat = seats.get(index);
        fallBehind(seat);
        ahead = index;
        if (taken > 0) {
            seat.queue(news.retainedSlice(news.readerIndex() + taken, news.readableBytes() - taken), abreast);
        }
        seat.pull();
    }
}
