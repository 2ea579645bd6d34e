package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.WayIn;
import java.util.List;
import java.util.Optional;

/** Who is here, for those who ask: people in the room, and the operator. Runs on the room's event loop. */
final class Directory {

    private final Roster roster;
    private final RoomState state;
    private final Floor floor;
    private final Course course;
    private final Numbers numbers;

    Directory(Roster roster, RoomState state, Floor floor, Course course, Numbers numbers) {
        this.roster = roster;
        this.state = state;
        this.floor = floor;
        this.course = course;
        this.numbers = numbers;
    }

    /** Someone asks who is here; those in the lobby of an open room are told nothing. */
    Result who(Seat seat) {
        if (course.phase() == Phase.OPEN && seat.who().inLobby()) {
            return new Result.Refused(CommandRefusal.LOBBY);
        }
        boolean showsNumbers = switch (numbers) {
            case NOBODY -> false;
            case MODERATORS -> seat.who().isModerator();
            case ALL -> true;
        };
        return new Result.Roster(rows(showsNumbers, seat.who().isModerator()));
    }

    /** Everyone in the order of their coming; with numbers only for those who may see them, and of those who have one. */
    List<RosterRow> rows(boolean withNumbers) {
        return rows(withNumbers, false);
    }

    private List<RosterRow> rows(boolean withNumbers, boolean withWays) {
        return roster.seats().stream()
                .map(seat -> row(
                        seat.who(),
                        withNumbers,
                        withWays ? Optional.of(seat.leg().wayIn()) : Optional.empty()))
                .toList();
    }

    private RosterRow row(Participant who, boolean withNumber, Optional<WayIn> by) {
        return new RosterRow(
                who.nick(),
                who.role(),
                who.inLobby(),
                who.sinceMs(),
                state.mutes(who),
                who.isHeld(),
                floor.positionOf(who),
                withNumber ? who.person().phone() : Optional.empty(),
                by);
    }
}
