package dev.convoke.room;

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
