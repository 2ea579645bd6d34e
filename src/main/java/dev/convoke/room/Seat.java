package dev.convoke.room;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.room.port.Leg;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import org.jspecify.annotations.Nullable;

/**
 * Where a participant's leg meets the room: the leg, and how far into the room log it has been written. Owned by the room's
 * event loop, like everything it touches.
 */
public final class Seat {

    private final Room room;
    private final Participant who;
    private final Leg leg;

    /** How far into which log the leg has been written; null in the lobby and on hold, where it hears nothing. */
    private RoomLog.@Nullable Cursor cursor;

    private boolean left;
    private boolean away;
    private boolean closesWhenRead;

    /** Non-zero since when the leg takes nothing although there is something for it. */
    private long blockedSinceNanos;

    /** The sequence number behind which this leg hears everything. */
    private long heardFrom;

    /** The index in the broadcast's list of hearers. */
    private int index = -1;

    Seat(Room room, Participant who, Leg leg) {
        this.room = room;
        this.who = who;
        this.leg = leg;
    }

    /** The room that the seat is in. */
    public Room room() {
        return room;
    }

    /** The name under which this person speaks now. */
    public Nick nick() {
        return who.nick();
    }

    /** By which right this person is here now. */
    public Role role() {
        return who.role();
    }

    /** Whether this seat is given up; nothing it asks for is done any more. */
    public boolean isLeft() {
        return left;
    }

    /** The leg takes slices again. */
    public void onWritable() {
        assert room.inEventLoop();
        pull();
    }

    /** The leg is about to change its format: what there is for it goes out in the old one. */
    public void beforeFormat() {
        assert room.inEventLoop();
        if (cursor != null) {
            room.withMeeting(on -> on.broadcast().settle(this));
        }
    }

    /** The leg has another format now. */
    public void onFormat() {
        assert room.inEventLoop();
        if (!left) {
            room.usher().translate(this);
        }
    }

    /** The connection is gone. */
    public void onLost(Departure how) {
        room.leave(this, how, "");
    }

    /**
     * The connection is gone, the person perhaps not: the seat keeps its place in the log, and nobody is told, until a new leg
     * takes it or {@link #onLost} gives it up.
     *
     * @return whether the seat is kept; not if it was given up already
     */
    public boolean onAway() {
        assert room.inEventLoop();
        away = !left && room.phase() != Room.Phase.CLOSED;
        return away;
    }

    /** Whether this seat waits for a new leg. */
    public boolean isAway() {
        return away && !left;
    }

    /** Sends something to this leg alone. */
    public void tell(PrivateEvent event) {
        if (!left) {
            leg.send(event);
        }
    }

    /** Tells why what was asked for is not done; always false, to be returned. */
    boolean refuse(Refusal refusal) {
        tell(refusal.asEvent());
        return false;
    }

    boolean refuse(Refusal refusal, String detail) {
        tell(refusal.with(detail));
        return false;
    }

    Participant who() {
        return who;
    }

    Leg leg() {
        return leg;
    }

    int index() {
        return index;
    }

    void index(int other) {
        index = other;
    }

    /** Whether this person hears the others: in the meeting, and not on hold. */
    public boolean isPresent() {
        return !left && !who.inLobby() && !who.isHeld();
    }

    void hearNothing() {
        cursor = null;
    }

    void hear(RoomLog.Cursor from) {
        cursor = from;
        heardFrom = from.seq();
    }

    /** Goes on in the log of another format where it stands in this one. */
    void move(RoomLog log) {
        if (cursor == null || cursor.log() == log) {
            return;
        }
        long heard = cursor.seq();
        RoomLog.Cursor there = log.cursorAfter(heard);
        hear(there);
        tellMissing(there.seq() - heard);
    }

    /** The sequence number of the last event that this leg has heard, or {@code otherwise} if it hears nothing. */
    long heardUpTo(long otherwise) {
        return cursor == null ? otherwise : cursor.seq();
    }

    /**
     * Gives what came after {@code lastHeard} and before this leg began to hear, once; of what is lost, or up to {@code floor},
     * only how much it is.
     */
    void replay(long lastHeard, long floor) {
        if (cursor == null || lastHeard >= heardFrom) {
            return;
        }
        RoomLog log = cursor.log();
        long until = heardFrom;
        RoomLog.Cursor from = log.cursorAfter(Math.min(until, Math.max(lastHeard, floor)));
        tellMissing(Math.min(from.seq(), until) - lastHeard);
        heardFrom = lastHeard;
        if (cursor.seq() == until && from.seq() < until) {
            // Nothing has been heard yet: all of it comes in one order.
            cursor = from;
        } else {
            while (from.seq() < until) {
                leg.write(log.takeUpTo(from, until));
            }
            leg.flush();
        }
        pull();
    }

    private void tellMissing(long messages) {
        if (messages > 0) {
            leg.send(new PrivateEvent.Skipped(messages));
        }
    }

    /** Writes what there is between cursor and head, as far as the leg takes it. */
    void pull() {
        RoomLog.@Nullable Cursor at = cursor;
        if (at == null || left || away) {
            return;
        }
        RoomLog log = at.log();
        boolean wrote = false;
        while (at == cursor && log.hasMore(at) && leg.isWritable()) {
            if (log.hasLost(at)) {
                leg.send(new PrivateEvent.Skipped(log.skip(at)));
            }
            leg.write(log.take(at));
            wrote = true;
        }
        if (wrote) {
            leg.flush();
        }
        if (!log.hasMore(at)) {
            blockedSinceNanos = 0;
        } else if (wrote || blockedSinceNanos == 0) {
            blockedSinceNanos = System.nanoTime();
        }
        if (closesWhenRead && log.isAtHead(at)) {
            giveUp();
        }
    }

    /** Whether the leg has taken nothing since before then, although there is something for it. */
    boolean isBlockedSince(long nanos) {
        return !away && blockedSinceNanos != 0 && blockedSinceNanos - nanos < 0;
    }

    /** Where this seat stands in a log if it reads that one, else {@code otherwise}. */
    long offsetIn(RoomLog log, long otherwise) {
        return cursor != null && cursor.log() == log ? cursor.offset() : otherwise;
    }

    /** Goes on where another leg of the same person was in the log. */
    void hearOn(Seat before) {
        cursor = before.cursor;
        heardFrom = before.heardFrom;
        before.cursor = null;
    }

    /** Closes the leg once it has read everything; the room's deadline closes it otherwise. */
    void closeWhenRead() {
        closesWhenRead = true;
        if (away) {
            giveUp();
        }
        pull();
    }

    /** Closes the leg now, after what was handed to it. */
    void giveUp() {
        if (!left) {
            left = true;
            leg.close();
        }
    }
}
