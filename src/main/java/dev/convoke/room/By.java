package dev.convoke.room;

import dev.convoke.room.event.CloseReason;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.util.Optional;

/**
 * Who decides, as the room knows them; that they may has been asked before.
 *
 * @param seat where they sit, if the others know that they are here
 * @param person who they are, if they are somebody
 * @param closing why the meeting ends if they end it
 */
record By(Optional<Seat> seat, Optional<Person> person, CloseReason closing) {

    /** Somebody in the room. */
    static By in(Seat seat) {
        return new By(Optional.of(seat), Optional.of(seat.who().person()), CloseReason.BY_MODERATOR);
    }

    /** Nobody in particular. */
    static By office(CloseReason closing) {
        return new By(Optional.empty(), Optional.empty(), closing);
    }

    Optional<Nick> nick() {
        return seat.map(Seat::nick);
    }

    /** For sentences; as a subject it begins one with a capital letter. */
    String name(boolean beginsSentence) {
        return nick().map(Nick::text).orElse(beginsSentence ? "A moderator" : "a moderator");
    }

    boolean sitsAt(Seat other) {
        return seat.filter(own -> own == other).isPresent();
    }
}
