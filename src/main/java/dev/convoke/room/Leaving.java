package dev.convoke.room;

import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.roster.Participant;
import org.jspecify.annotations.Nullable;

/** People's going, whatever the way. Owned by the room's event loop. */
final class Leaving {

    private static final PrivateEvent.Goodbye TOO_SLOW =
            new PrivateEvent.Goodbye(Farewell.LOST, "What was said to you was not taken in time.");

    private final RoomContext context;
    private final Roster roster;
    private final Door door;
    private final Floor floor;
    private final ModeratorWatch watch;
    private final Course course;
    private final Runnable nobodyIsHere;

    /**
     * Lets people go.
     *
     * @param nobodyIsHere runs when nobody is in the meeting any more
     */
    Leaving(
            RoomContext context,
            Roster roster,
            Door door,
            Floor floor,
            ModeratorWatch watch,
            Course course,
            Runnable nobodyIsHere) {
        this.context = context;
        this.roster = roster;
        this.door = door;
        this.floor = floor;
        this.watch = watch;
        this.course = course;
        this.nobodyIsHere = nobodyIsHere;
    }

    /** Someone goes, whatever the way. */
    void leave(Seat seat, Departure how, String detail) {
        if (seat.isLeft()) {
            return;
        }
        Participant who = seat.who();
        course.announceFirst(who);
        door.waitsNoMore(seat);
        if (how == Departure.TOO_SLOW) {
            seat.sayAndGiveUp(TOO_SLOW);
        }
        seat.giveUp();
        roster.remove(seat);
        floor.drop(who);
        @Nullable Meeting on = course.meeting();
        if (on != null) {
            on.broadcast().part(seat);
        }
        if (on != null && course.phase() == Phase.OPEN) {
            remember(who, how);
            if (!who.inLobby()) {
                on.record().left(who.person(), how, context.nowMs());
                on.announcer().went(who, how, detail);
            }
            if (who.isModerator()) {
                watch.gone();
            }
        }
        if (roster.present() == 0) {
            nobodyIsHere.run();
        }
    }

    private void remember(Participant who, Departure how) {
        boolean isPutOut = how == Departure.KICKED || how == Departure.BANNED;
        roster.departed().add(who, context.nowNanos(), !isPutOut && !who.inLobby());
    }
}
