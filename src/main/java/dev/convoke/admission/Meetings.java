package dev.convoke.admission;

import dev.convoke.room.Room;
import dev.convoke.room.Rooms;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.RosterRow;
import dev.convoke.terms.ConferenceNumber;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a moderator may do with his room by text, as far as it is on now. Stages complete on the room's loop. */
public interface Meetings {

    /** Ends the meeting; completes with whether there was one. */
    CompletionStage<Boolean> close(ConferenceNumber room);

    /** Completes with who is in the meeting or its lobby; empty if nobody is. */
    CompletionStage<List<RosterRow>> who(ConferenceNumber room);

    /** The real ones. */
    static Meetings of(Rooms rooms) {
        return new Meetings() {
            @Override
            public CompletionStage<Boolean> close(ConferenceNumber room) {
                return rooms.close(room, CloseReason.BY_MODERATOR, "");
            }

            @Override
            public CompletionStage<List<RosterRow>> who(ConferenceNumber room) {
                return rooms.ask(room, Room::roster).thenApply(found -> found.orElse(List.of()));
            }
        };
    }
}
