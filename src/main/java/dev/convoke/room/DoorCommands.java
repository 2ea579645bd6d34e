package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.roster.NickMatch;
import dev.convoke.terms.Nick;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What moderators decide about who comes in; that they may has been asked before. Runs on the room's event loop. */
final class DoorCommands {

    private final RoomState state;
    private final Roster roster;
    private final Seating seating;
    private final Leaving leaving;
    private final Course course;

    DoorCommands(RoomState state, Roster roster, Seating seating, Leaving leaving, Course course) {
        this.state = state;
        this.roster = roster;
        this.seating = seating;
        this.leaving = leaving;
        this.course = course;
    }

    /** Locks or unlocks: newcomers are turned away, or no longer. */
    Result lock(By by, boolean on) {
        if (state.isLocked() == on) {
            return new Refused(CommandRefusal.UNCHANGED);
        }
        state.locked(on);
        course.withMeeting(Meeting::forgetPast);
        course.ruled(on ? Ruling.LOCKED : Ruling.UNLOCKED, by.nick(), Optional.empty(), "");
        return Result.Done.DONE;
    }

    /** Newcomers wait until they are admitted, or no longer; then those who wait come in. */
    Result lobby(By by, boolean on) {
        if (state.hasLobby() == on) {
            return new Refused(CommandRefusal.UNCHANGED);
        }
        state.lobby(on);
        course.ruled(on ? Ruling.LOBBY_ON : Ruling.LOBBY_OFF, by.nick(), Optional.empty(), "");
        if (!on) {
            roster.lobby().forEach(seating::admit);
        }
        return Result.Done.DONE;
    }

    /** Lets one person in from the lobby. */
    Result admit(String words) {
        return inLobby(words, seat -> {
            seating.admit(seat);
            return Result.Done.DONE;
        });
    }

    /** Lets everyone in from the lobby. */
    Result admitAll() {
        List<Seat> waiting = roster.lobby();
        waiting.forEach(seating::admit);
        return waiting.isEmpty() ? new Refused(CommandRefusal.LOBBY_EMPTY) : Result.Done.DONE;
    }

    /** Sends one person away from the lobby. */
    Result deny(By by, String words) {
        return inLobby(words, seat -> {
            String name = by.nick().map(Nick::text).orElse("");
            seat.tell(new PrivateEvent.Goodbye(Farewell.DENIED, "You were not let in.", name, ""));
            leaving.leave(seat, Departure.KICKED, "");
            return new Result.Told(seat.nick() + " was not let in.");
        });
    }

    private Result inLobby(String words, Function<Seat, Result> step) {
        Optional<Seat> found = NickMatch.find(words, roster::find).map(NickMatch::who);
        if (found.isEmpty()) {
            return new Refused(CommandRefusal.NO_SUCH_NICK);
        }
        Seat seat = found.get();
        return seat.who().inLobby()
                ? step.apply(seat)
                : new Refused(CommandRefusal.NOT_IN_LOBBY, seat.nick().text());
    }
}
