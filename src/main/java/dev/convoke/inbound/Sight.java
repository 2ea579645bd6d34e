package dev.convoke.inbound;

import dev.convoke.admission.Verdict.Refused;
import dev.convoke.room.event.Glance;
import dev.convoke.store.BookingRow;
import dev.convoke.store.CodeRow;
import dev.convoke.store.RoomRow;
import java.time.Instant;
import java.util.Optional;

/**
 * What whoever holds a code sees of its room before they come in.
 *
 * @param state how things stand
 * @param refused why there is nothing to see, or nothing to enter; empty where one may come in
 * @param facts what there is to see; empty for a wrong code
 */
public record Sight(State state, Optional<Refused> refused, Optional<Facts> facts) {

    /** How things stand. */
    public enum State {
        /** A meeting is on. */
        OPEN,
        /** The doors are not open yet. */
        EARLY,
        /** The moderator is awaited. */
        AWAITED,
        /** There is no seat. */
        FULL,
        /** Newcomers are turned away. */
        LOCKED,
        /** The holder is in already, by another leg. */
        HERE_ELSEWHERE,
        /** The code is good for nothing any more. */
        OVER,
        /** There is no such code, or it may not be looked at. */
        NONE
    }

    /**
     * What there is to see.
     *
     * @param code for whom, by whom, and with what right
     * @param room where it leads
     * @param booking when
     * @param doors when the doors of that open
     * @param glance who is there; empty if nobody is, or nobody shall know
     */
    public record Facts(
            CodeRow code,
            RoomRow room,
            Optional<BookingRow> booking,
            Optional<Instant> doors,
            Optional<Glance> glance) {}

    static Sight refused(Refused why) {
        return new Sight(State.NONE, Optional.of(why), Optional.empty());
    }

    /** The name in programs, such as {@code here-elsewhere}. */
    public String label() {
        return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
