package dev.convoke.room;

import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Who is in a meeting and its lobby, in the order of their coming, by person and by nick. Owned by the room's event loop. */
final class Roster {

    /** What {@code /mute all} means, so nobody may be called so. */
    private static final String EVERYONE = "all";

    /** After so many tries a name that many want gets a number far from the last one. */
    private static final int CLOSE_TRIES = 20;

    private final Map<Person, Seat> byPerson = new LinkedHashMap<>();
    private final Nicks<Seat> byNick = new Nicks<>();
    private int waiting;
    private int guests;

    int size() {
        return byPerson.size();
    }

    boolean isEmpty() {
        return byPerson.isEmpty();
    }

    /** How many are in the meeting itself. */
    int present() {
        return byPerson.size() - waiting;
    }

    /** How many wait in the lobby. */
    int waiting() {
        return waiting;
    }

    int moderators() {
        return (int) byPerson.values().stream()
                .filter(seat -> seat.who().isModerator())
                .count();
    }

    Collection<Seat> seats() {
        return Collections.unmodifiableCollection(byPerson.values());
    }

    Optional<Seat> find(Person who) {
        return Optional.ofNullable(byPerson.get(who));
    }

    Optional<Seat> find(Nick nick) {
        return byNick.find(nick);
    }

    private boolean isTaken(Nick nick) {
        return isTaken(nick, seat -> true);
    }

    /** Whether somebody else has that nick or one that looks like it, or nobody may. */
    boolean isTakenFrom(Participant who, Nick nick) {
        return isTaken(nick, seat -> seat.who() != who);
    }

    private boolean isTaken(Nick nick, Predicate<Seat> by) {
        return byNick.isTaken(nick, by)
                || nick.foldedSkeleton().equals(EVERYONE)
                || nick.skeleton().equals(EVERYONE);
    }

    /**
     * The wished nick, or the next free one: {@code Bob}, {@code Bob 2}, …; {@code Guest 1}, … for those without a wish.
     *
     * @param isReserved whether a nick that nobody here has is kept for someone
     */
    Nick freeNick(Optional<Nick> wish, Predicate<Nick> isReserved) {
        Predicate<Nick> isGone = nick -> isTaken(nick) || isReserved.test(nick);
        if (wish.isEmpty()) {
            Nick guest;
            do {
                guest = new Nick("Guest " + ++guests);
            } while (isGone.test(guest));
            return guest;
        }
        Nick free = wish.get();
        for (int n = 2; isGone.test(free); n += n < CLOSE_TRIES ? 1 : size()) {
            String suffix = " " + n;
            String base = wish.get().text();
            free = Nick.parse(base.substring(0, Math.min(base.length(), Nick.MAX_CHARS - suffix.length())) + suffix)
                    .orElseThrow();
        }
        return free;
    }

    void add(Seat seat) {
        byPerson.put(seat.who().person(), seat);
        byNick.put(seat.who().nick(), seat);
        waiting += seat.who().inLobby() ? 1 : 0;
    }

    void rename(Seat seat, Nick to) {
        byNick.remove(seat.who().nick(), seat);
        seat.who().nick(to);
        byNick.put(to, seat);
    }

    /** Someone goes to the lobby, or from there into the meeting. */
    void inLobby(Seat seat, boolean waits) {
        if (seat.who().inLobby() != waits) {
            seat.who().inLobby(waits);
            waiting += waits ? 1 : -1;
        }
    }

    /** Another leg for the same person, at the same place. */
    void replace(Seat old, Seat seat) {
        byPerson.put(old.who().person(), seat);
        byNick.put(old.who().nick(), seat);
    }

    void remove(Seat seat) {
        byPerson.remove(seat.who().person());
        byNick.remove(seat.who().nick(), seat);
        waiting -= seat.who().inLobby() ? 1 : 0;
    }
}
