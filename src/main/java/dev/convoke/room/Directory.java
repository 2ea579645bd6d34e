package dev.convoke.room;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.room.event.RosterRow;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.util.List;
import java.util.Optional;

/** Who is here: for people who ask, for commands that mean someone, for the operator. Runs on the room's event loop. */
public final class Directory {

    private final Room room;

    Directory(Room room) {
        this.room = room;
    }

    /** Someone asks who is here; those in the lobby of an open room are told nothing. */
    public void who(Seat seat) {
        if (room.phase() == Room.Phase.OPEN && seat.who().inLobby()) {
            seat.refuse(Refusal.LOBBY);
            return;
        }
        boolean showsNumbers = switch (room.profile().policy().privacy().numbers()) {
            case NOBODY -> false;
            case MODERATORS -> seat.who().isModerator();
            case ALL -> true;
        };
        seat.tell(new PrivateEvent.Who(rows(showsNumbers)));
    }

    /** Everyone in the order of their coming; with numbers only for those who may see them, and of those who have one. */
    List<RosterRow> rows(boolean withNumbers) {
        assert room.inEventLoop();
        return room.people().seats().stream()
                .map(seat -> row(seat.who(), withNumbers))
                .toList();
    }

    private RosterRow row(Participant who, boolean withNumber) {
        return new RosterRow(
                who.nick(),
                who.role(),
                who.inLobby(),
                who.sinceMs(),
                room.rules().mutes(who),
                who.isHeld(),
                room.floor().placeOf(who),
                withNumber ? who.person().phone() : Optional.empty());
    }

    /** NickMatch the words of a command mean; who asked is told if that is nobody. */
    Optional<NickMatch<Seat>> find(Seat by, String words) {
        Optional<NickMatch<Seat>> found = NickMatch.find(words, room.people()::find);
        if (found.isEmpty()) {
            by.refuse(Refusal.NO_SUCH_NICK);
        }
        return found;
    }

    /** Someone by number, if the others know that they are here. */
    Optional<Seat> present(Msisdn who) {
        return room.people().find(new Person.Phone(who)).filter(Seat::isPresent);
    }

    /** Tells every moderator who is here. */
    void tellModerators(String text) {
        for (Seat seat : List.copyOf(room.people().seats())) {
            if (seat.who().isModerator()) {
                seat.tell(new PrivateEvent.PrivateNotice(text));
            }
        }
    }
}
