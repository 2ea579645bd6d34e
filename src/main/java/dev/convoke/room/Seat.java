package dev.convoke.room;

import dev.convoke.room.command.Caller;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.port.Leg;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a participant's leg meets the room: the leg, and how far into the room log it has been written. Owned by the room's
 * event loop, like everything it touches.
 */
public final class Seat implements Caller {

    /** What a seat wants of the room that it is in. */
    interface Keeper {

        /** Whether the calling thread owns the room. */
        boolean inEventLoop();

        /** Whether the meeting is over. */
        boolean isOver();

        /** The time of day in milliseconds since 1970. */
        long nowMs();

        /** How many are in the meeting. */
        int present();

        /** Whether somebody here may invite. */
        boolean letsInvite(Participant who);

        /** Does what somebody here asks for. */
        Result execute(Seat by, RoomCommand command);

        /** Writes the seat all that it may be shown. */
        void flushBeforeFormat(Seat seat);

        /** The seat's leg speaks another format from now on. */
        void translate(Seat seat);

        /** Somebody goes, whatever the way. */
        void leave(Seat seat, Departure how, String detail);
    }

    private final Keeper room;
    private final Participant who;
    private final Leg leg;

    /** Among whom it hears; null in the lobby and on hold, where it hears nothing. */
    private @Nullable Audience audience;

    /** How far into the log of its audience the leg has been written, unless it is abreast of it; null if it hears nothing. */
    private RoomLog.@Nullable Cursor cursor;

    private boolean left;

    /** Since when a new leg is awaited, in milliseconds since 1970; 0 if none is. */
    private long awaySinceMs;

    /** Whether it took over from another leg of somebody who was in the meeting. */
    private boolean resumed;

    /** What a program is told once it has read everything; then the leg is closed. */
    private PrivateEvent.@Nullable Goodbye closesWhenRead;

    /** The leg before was a program's: what this one hears before it says that it is one comes again in its format. */
    private boolean afterProgram;

    /** Non-zero since when the leg takes nothing although there is something for it. */
    private long blockedSinceNanos;

    /** The sequence number behind which this leg hears everything. */
    private long heardFrom;

    /** The sequence number behind which everything was for this leg to hear, whatever it knew already. */
    private long shownFrom;

    /** What the last leg was handed in vain, perhaps; null if nothing. */
    private @Nullable Unsure unsure;

    /** The last event that any leg of this person was handed, as far as it may have reached the device without our knowing. */
    private long handedUpTo;

    /** The index in the audience. */
    private int index = -1;

    /**
     * What a leg was handed, and what may not have come out at the device.
     *
     * @param after the device has everything up to this sequence number
     * @param upTo the leg was handed everything up to this sequence number
     * @param some whether the log holds only some of what is between
     */
    private record Unsure(long after, long upTo, boolean some) {}

    Seat(Keeper room, Participant who, Leg leg) {
        this.room = room;
        this.who = who;
        this.leg = leg;
    }

    @Override
    public Result ask(RoomCommand command) {
        return room.execute(this, command);
    }

    /** The name under which this person speaks now. */
    public Nick nick() {
        return who.nick();
    }

    @Override
    public Role role() {
        return who.role();
    }

    @Override
    public boolean mayInvite() {
        return room.letsInvite(who);
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
            room.flushBeforeFormat(this);
        }
    }

    /** The leg has another format now. */
    public void onFormat() {
        assert room.inEventLoop();
        if (!left) {
            room.translate(this);
        }
    }

    /** The connection is gone. */
    public void onLost(Departure how) {
        room.leave(this, how, "");
    }

    /**
     * The connection is gone, the person perhaps not: the seat keeps its place in the log, and nobody is told, until a new leg
     * takes it or {@link #onLost} gives it up. Its place is where the device has everything for certain.
     *
     * @return whether the seat is kept; not if it was given up already
     */
    public boolean onAway() {
        assert room.inEventLoop();
        if (!left && !room.isOver() && awaySinceMs == 0) {
            awaySinceMs = Math.max(1, room.nowMs());
        }
        RoomLog.@Nullable Cursor here = fallBehind();
        if (isAway() && here != null) {
            stepBack(here, leg.unacknowledgedOctets());
        }
        return isAway();
    }

    /** What was written is not what was received: all of the log that may be lost with the leg is for the next one. */
    private void stepBack(RoomLog.Cursor here, long octets) {
        // A leg may be lost before it brought what the one before it had been handed, and even before it said so.
        handedUpTo = Math.max(handedUpTo, here.seq());
        RoomLog.Cursor back = octets == 0 ? here : here.log().cursorBefore(here, octets, shownFrom);
        if (back.seq() < handedUpTo) {
            boolean some = here.offset() - back.offset() < octets && back.seq() > shownFrom;
            unsure = new Unsure(back.seq(), handedUpTo, some);
            cursor = back;
        }
    }

    /** It took over from another leg: nobody was told that somebody came. */
    void resumes() {
        resumed = true;
    }

    boolean isResumed() {
        return resumed;
    }

    /** Whether this seat waits for a new leg. */
    public boolean isAway() {
        return awaySinceMs != 0 && !left;
    }

    /** Since when it waits for a new leg, in milliseconds since 1970; 0 if it does not. */
    long awaySinceMs() {
        return left ? 0 : awaySinceMs;
    }

    /** How many are in the meeting, for somebody who is among them; 0 for others. */
    public int presentWithYou() {
        return isPresent() ? room.present() : 0;
    }

    /** Whether a program reads what is sent to this leg. */
    boolean isProgram() {
        return leg.format().isForPrograms();
    }

    /** Sends something to this leg alone. */
    public void tell(PrivateEvent event) {
        if (!left) {
            leg.send(event);
        }
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

    @Override
    public boolean isPresent() {
        return !left && !who.inLobby() && !who.isHeld();
    }

    void hearNothing() {
        audience = null;
        cursor = null;
        index = -1;
    }

    void hear(Audience among, int at, RoomLog.Cursor from) {
        audience = among;
        index = at;
        cursor = from;
        heardFrom = from.seq();
        shownFrom = from.seq();
    }

    /** Among whom this seat hears, if it hears at all. */
    Optional<Audience> audience() {
        return Optional.ofNullable(audience);
    }

    /** It has a cursor of its own again, which stands where this one does. */
    void stand(RoomLog.Cursor where) {
        if (cursor != null) {
            cursor.moveTo(where);
        }
    }

    /** Leaves those who are abreast, if it was one of them: from now on it has a cursor of its own, which is this one. */
    private RoomLog.@Nullable Cursor fallBehind() {
        if (audience != null) {
            audience.fallBehind(this);
        }
        return cursor;
    }

    /** Goes on among those who hear another format where it stands in this one. */
    void move(Audience there) {
        RoomLog.@Nullable Cursor here = fallBehind();
        if (here == null || audience == null || audience == there) {
            return;
        }
        long after = afterProgram && there.format().isNumbered() ? heardFrom : here.seq();
        afterProgram = false;
        audience.part(this);
        RoomLog.Cursor from = there.log().cursorAfter(after);
        there.join(this, from);
        tellMissing(from.seq() - after);
    }

    /** The sequence number of the last event that this leg has heard, or {@code otherwise} if it hears nothing. */
    long heardUpTo(long otherwise) {
        RoomLog.@Nullable Cursor here = fallBehind();
        return here == null ? otherwise : here.seq();
    }

    /**
     * Gives what came after {@code lastHeard} and before this leg began to hear, once; of what is lost, or up to {@code floor},
     * only how much it is.
     */
    void replay(long lastHeard, long floor) {
        RoomLog.@Nullable Cursor here = fallBehind();
        if (here == null || lastHeard >= heardFrom) {
            return;
        }
        RoomLog log = here.log();
        long until = heardFrom;
        RoomLog.Cursor from = log.cursorAfter(Math.min(until, Math.max(lastHeard, floor)));
        tellMissing(Math.min(from.seq(), until) - lastHeard);
        heardFrom = lastHeard;
        shownFrom = Math.min(from.seq(), until);
        if (here.seq() == until && from.seq() < until) {
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

    /** Puts the rest of what the socket did not take at once into the leg's queue; then it has been written up to there. */
    void queue(ByteBuf rest, RoomLog.Cursor upTo) {
        stand(upTo);
        leg.write(rest);
        leg.flush();
    }

    /** Writes what there is between cursor and head, as far as the leg takes it. */
    void pull() {
        RoomLog.@Nullable Cursor at = fallBehind();
        if (at == null || left || awaySinceMs != 0) {
            return;
        }
        RoomLog log = at.log();
        boolean wrote = false;
        while (at == cursor && log.hasMore(at) && leg.isWritable()) {
            if (log.hasLost(at)) {
                leg.send(new PrivateEvent.Skipped(log.skip(at)));
                // What is kept may all be for nobody's eyes yet.
                continue;
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
        PrivateEvent.@Nullable Goodbye goodbye = closesWhenRead;
        if (goodbye == null) {
            drawAbreast(at);
        } else if (log.isAtHead(at)) {
            sayAndGiveUp(goodbye);
        }
    }

    /** Not for a seat that is to be closed when it has read everything: who is abreast is not asked whether it has. */
    private void drawAbreast(RoomLog.Cursor at) {
        if (audience != null && at == cursor) {
            audience.draw(this, at);
        }
    }

    /** Whether the leg has taken nothing since before then, although there is something for it. */
    boolean isBlockedSince(long nanos) {
        return awaySinceMs == 0 && blockedSinceNanos != 0 && blockedSinceNanos - nanos < 0;
    }

    /** How far it has read, or {@code otherwise} if it hears nothing; only if it is not abreast of its audience. */
    long offset(long otherwise) {
        return cursor == null ? otherwise : cursor.offset();
    }

    /** Goes on in place of another leg of the same person, which has a cursor of its own. */
    void hearOn(Seat before) {
        audience = before.audience;
        index = before.index;
        cursor = before.cursor;
        unsure = before.unsure;
        handedUpTo = before.handedUpTo;
        if (cursor != null) {
            heardFrom = cursor.seq();
            shownFrom = cursor.seq();
        }
        before.hearNothing();
    }

    /** Goes on among those who hear another format than the leg of the same person has heard. */
    void hearOn(Seat before, Audience there) {
        RoomLog.@Nullable Cursor here = before.fallBehind();
        if (here == null) {
            return;
        }
        there.join(this, there.log().cursorAfter(here.seq()));
        heardFrom = here.seq();
        handedUpTo = before.handedUpTo;
        afterProgram = before.leg.format().isNumbered();
        unsure = before.unsure == null ? new Unsure(here.seq(), here.seq(), false) : before.unsure;
    }

    /** Writes what the last leg did not bring for certain, and says so where a repetition does not show itself. */
    void goOn() {
        RoomLog.@Nullable Cursor from = fallBehind();
        @Nullable Unsure last = unsure;
        unsure = null;
        if (from != null && last != null && !leg.format().isNumbered()) {
            tellUnsure(last, from);
        }
        pull();
    }

    private void tellUnsure(Unsure last, RoomLog.Cursor from) {
        if (from.log().hasLost(from)) {
            from.log().skip(from);
        }
        tellMissing(from.seq() - last.after());
        if (last.some()) {
            tell(new PrivateEvent.PrivateNotice(
                    "Something may be missing here: not all that was on its way to you is kept."));
        }
        long again = last.upTo() - from.seq();
        if (again > 0) {
            String what = again == 1 ? "The next message" : "The next " + again + " messages";
            tell(new PrivateEvent.PrivateNotice(what + " may have reached you before."));
        }
    }

    /** Closes the leg once it has read everything; the room's deadline closes it otherwise. */
    void closeWhenRead(PrivateEvent.Goodbye goodbye) {
        closesWhenRead = goodbye;
        if (awaySinceMs != 0) {
            giveUp();
        }
        pull();
    }

    /** Closes the leg now, after what was handed to it; people have read in the log why, programs are told. */
    void sayAndGiveUp(PrivateEvent.Goodbye goodbye) {
        if (isProgram()) {
            tell(goodbye);
        }
        giveUp();
    }

    /** Closes the leg now, after what was handed to it. */
    void giveUp() {
        if (!left) {
            left = true;
            leg.close();
        }
    }
}
