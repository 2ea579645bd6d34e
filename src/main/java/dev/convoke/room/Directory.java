package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Nick;
import java.util.List;
import java.util.Optional;

/** Who is here, for those who ask: people in the room, and the operator. Runs on the room's event loop. */
final class Directory {

    private final RoomContext context;
    private final Roster roster;
    private final RoomState state;
    private final Floor floor;
    private final Course course;

    Directory(RoomContext context, Roster roster, RoomState state, Floor floor, Course course) {
        this.context = context;
        this.roster = roster;
        this.state = state;
        this.floor = floor;
        this.course = course;
    }

    /** Someone asks who is here; those in the lobby of an open room are told nothing. */
    Result who(Seat seat, RoomCommand.Who wanted) {
        if (course.phase() == Phase.OPEN && seat.who().inLobby()) {
            return new Result.Refused(CommandRefusal.LOBBY);
        }
        return page(wanted, showsNumbers(seat), seat.who().isModerator());
    }

    /** Whether somebody may see whose number is which. */
    boolean showsNumbers(Seat seat) {
        return switch (context.policy().privacy().numbers()) {
            case NOBODY -> false;
            case MODERATORS -> seat.who().isModerator();
            case ALL -> true;
        };
    }

    /** For somebody elsewhere. */
    Result all(RoomCommand.Who wanted) {
        return page(wanted, true, false);
    }

    private Result page(RoomCommand.Who wanted, boolean withNumbers, boolean withWays) {
        int from = Math.min(wanted.from(), roster.size());
        List<RosterRow> rows = roster.seats().stream()
                .skip(from)
                .limit(wanted.limit())
                .map(seat -> row(seat, withNumbers, withWays))
                .toList();
        return new Result.Roster(rows, from, roster.size());
    }

    /** Where somebody in the meeting is, and what holds there. */
    PrivateEvent.Welcome welcome(Seat seat, Meeting on) {
        Participant who = seat.who();
        PrivateEvent.Now now = new PrivateEvent.Now(
                context.nowMs(), state.booked(), state.rules(), state.mutes(who), who.isHeld(), floor.positionOf(who));
        return new PrivateEvent.Welcome(
                context.profile(),
                on.position(seat),
                who.nick(),
                who.role(),
                roster.present(),
                on.topic(),
                seat.isResumed(),
                now);
    }

    /** Where somebody in the lobby is. */
    PrivateEvent.Waiting waiting(Seat seat) {
        return waiting(seat, course.phase() == Phase.OPEN ? roster.moderatorNicks() : List.of());
    }

    /** As {@link #waiting(Seat)}, when it is known who moderates. */
    PrivateEvent.Waiting waiting(Seat seat, List<Nick> moderators) {
        boolean open = course.phase() == Phase.OPEN;
        return new PrivateEvent.Waiting(context.profile(), seat.nick(), open, state.booked(), moderators);
    }

    /** Everyone in the order of their coming; with numbers only for those who may see them, and of those who have one. */
    List<RosterRow> rows(boolean withNumbers) {
        return roster.seats().stream()
                .map(seat -> row(seat, withNumbers, false))
                .toList();
    }

    private RosterRow row(Seat seat, boolean withNumber, boolean withWay) {
        Participant who = seat.who();
        return new RosterRow(
                who.nick(),
                who.role(),
                who.inLobby(),
                who.sinceMs(),
                state.mutes(who),
                who.isHeld(),
                floor.positionOf(who),
                withNumber ? who.person().phone() : Optional.empty(),
                seat.awaySinceMs(),
                withWay ? Optional.of(seat.leg().wayIn()) : Optional.empty());
    }
}
