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

    /** Null in the lobby and on hold: the seat hears nothing of the log. */
    private @Nullable Hearing hearing;

    private boolean left;
    private boolean away;
    private boolean closesWhenRead;

    /** Non-zero since when the leg takes nothing although there is something for it. */
    private long blockedSinceNanos;

    /** The sequence number behind which this leg hears everything. */
    private long heardFrom;

    /** The index in the broadcast's list of hearers. */
    private int index = -1;

    private record Hearing(RoomLog log, RoomLog.Cursor cursor) {}

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
        if (hearing != null) {
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
        hearing = null;
    }

    void hear(RoomLog log, RoomLog.Cursor from) {
        hearing = new Hearing(log, from);
        heardFrom = from.seq();
    }

    /** Goes on in the log of another format where it stands in this one. */
    void move(RoomLog log) {
        if (hearing == null || hearing.log() == log) {
            return;
        }
        long heard = hearing.cursor().seq();
        RoomLog.Cursor cursor = log.cursorAfter(heard);
        hear(log, cursor);
        tellMissing(cursor.seq() - heard);
    }

    /** The sequence number of the last event that this leg has heard, or {@code otherwise} if it hears nothing. */
    long heardUpTo(long otherwise) {
        return hearing == null ? otherwise : hearing.cursor().seq();
    }

    /**
     * Gives what came after {@code lastHeard} and before this leg began to hear, once; of what is lost, or up to {@code floor},
     * only how much it is.
     */
    void replay(long lastHeard, long floor) {
        if (hearing == null || lastHeard >= heardFrom) {
            return;
        }
        Hearing now = hearing;
        long until = heardFrom;
        RoomLog.Cursor from = now.log().cursorAfter(Math.min(until, Math.max(lastHeard, floor)));
        tellMissing(Math.min(from.seq(), until) - lastHeard);
        heardFrom = lastHeard;
        if (now.cursor().seq() == until && from.seq() < until) {
            // Nothing has been heard yet: all of it comes in one order.
            hearing = new Hearing(now.log(), from);
        } else {
            while (from.seq() < until) {
                leg.write(now.log().takeUpTo(from, until));
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
        if (hearing == null || left || away) {
            return;
        }
        RoomLog log = hearing.log();
        RoomLog.Cursor cursor = hearing.cursor();
        boolean wrote = false;
        while (hearing != null && log.hasMore(cursor) && leg.isWritable()) {
            if (log.hasLost(cursor)) {
                leg.send(new PrivateEvent.Skipped(log.skip(cursor)));
            }
            leg.write(log.take(cursor));
            wrote = true;
        }
        if (wrote) {
            leg.flush();
        }
        if (!log.hasMore(cursor)) {
            blockedSinceNanos = 0;
        } else if (wrote || blockedSinceNanos == 0) {
            blockedSinceNanos = System.nanoTime();
        }
        if (closesWhenRead && log.isAtHead(cursor)) {
            giveUp();
        }
    }

    /** Whether the leg has taken nothing since before then, although there is something for it. */
    boolean isBlockedSince(long nanos) {
        return !away && blockedSinceNanos != 0 && blockedSinceNanos - nanos < 0;
    }

    /** Where this seat stands in a log if it reads that one, else {@code otherwise}. */
    long offsetIn(RoomLog log, long otherwise) {
        return hearing != null && hearing.log() == log ? hearing.cursor().offset() : otherwise;
    }

    /** Goes on where another leg of the same person was in the log. */
    void hearOn(Seat before) {
        hearing = before.hearing;
        heardFrom = before.heardFrom;
        before.hearing = null;
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
