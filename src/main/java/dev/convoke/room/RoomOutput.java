package dev.convoke.room;

import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Nick;
import java.util.Optional;

/** Where the parts of a room put what everyone in the meeting learns. Runs on the room's event loop. */
interface RoomOutput {

    /** Tells everyone in the meeting, if one is on; returns the sequence number, 0 if none is. */
    long append(RoomEvent event);

    /** Before anything that someone does or is done to: the others know that they are here. */
    void announceFirst(Participant who);

    /** Tells everyone what was decided, about someone who is known to them by then. */
    default void ruled(Ruling ruling, Optional<Nick> by, Optional<Participant> whom, String detail) {
        ruled(ruling, by, whom, detail, 0);
    }

    /** As {@link RoomEvent.Ruled} has it, with a number for programs. */
    default void ruled(Ruling ruling, Optional<Nick> by, Optional<Participant> whom, String detail, long number) {
        whom.ifPresent(this::announceFirst);
        append(new RoomEvent.Ruled(ruling, by, whom.map(Participant::nick), detail, number));
    }
}
