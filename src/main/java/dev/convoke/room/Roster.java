package dev.convoke.room;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.roster.Departed;
import dev.convoke.room.roster.Nicks;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is in a meeting and its lobby, in the order of their coming, by number and by nick; and {@linkplain #departed who was}.
 * Owned by the room's event loop.
 */
final class Roster {

    /** What {@code /mute all} means, so nobody may be called so. */
    private static final String EVERYONE = "all";

    /** After so many tries a name that many want gets a number far from the last one. */
    private static final int CLOSE_TRIES = 20;

    private final Map<Person, Seat> byPerson = new LinkedHashMap<>();
    private final Nicks<Seat> byNick = new Nicks<>();
    private final Departed departed;
    private int waiting;
    private int guests;

    Roster(Duration nickReservation) {
        departed = new Departed(nickReservation.toNanos());
    }

    /** Who was in the meeting and went. */
    Departed departed() {
        return departed;
    }

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

    /** Who is here under that nick, or went under it last. */
    Optional<Participant> hereOrGone(Nick nick) {
        return find(nick).map(Seat::who).or(() -> departed.findByNick(nick));
    }

    /** Somebody, if the others know that they are here. */
    Optional<Seat> present(Person who) {
        return find(who).filter(Seat::isPresent);
    }

    /** Those who wait in the lobby. */
    List<Seat> lobby() {
        return byPerson.values().stream().filter(seat -> seat.who().inLobby()).toList();
    }

    /** The nicks of those who moderate. */
    List<Nick> moderatorNicks() {
        return moderatorSeats(seat -> true).stream().map(Seat::nick).toList();
    }

    private List<Seat> moderatorSeats(Predicate<Seat> which) {
        return byPerson.values().stream()
                .filter(seat -> seat.who().isModerator() && which.test(seat))
                .toList();
    }

    /** Tells every moderator who reads; programs are told {@linkplain #tellPrograms otherwise}. */
    void tellModerators(String text) {
        moderatorSeats(seat -> !seat.isProgram()).forEach(seat -> seat.tell(new PrivateEvent.PrivateNotice(text)));
    }

    /** Tells the programs of moderators. */
    void tellPrograms(PrivateEvent event) {
        moderatorSeats(Seat::isProgram).forEach(seat -> seat.tell(event));
    }

    private boolean isTaken(Nick nick) {
        return isTaken(nick, seat -> true);
    }

    /** Whether somebody else has that nick or one that looks like it, or nobody may. */
    private boolean isTakenFrom(Participant who, Nick nick) {
        return isTaken(nick, seat -> seat.who() != who);
    }

    /** Whether someone who is here cannot take that nick now, because others have it or one that looks like it. */
    boolean isGoneFor(Participant who, Nick nick) {
        return isTakenFrom(who, nick) || departed.isReserved(nick, System.nanoTime());
    }

    private boolean isTaken(Nick nick, Predicate<Seat> by) {
        return byNick.isTaken(nick, by)
                || nick.foldedSkeleton().equals(EVERYONE)
                || nick.skeleton().equals(EVERYONE);
    }

    /**
     * The desired nick, or the next free one: {@code Bob}, {@code Bob 2}, …; {@code Guest 1}, … for those who desire none. What is
     * kept for someone who went is not free.
     */
    Nick freeNick(Optional<Nick> desired) {
        Predicate<Nick> isGone = nick -> isTaken(nick) || departed.isReserved(nick, System.nanoTime());
        if (desired.isEmpty()) {
            Nick guest;
            do {
                guest = new Nick("Guest " + ++guests);
            } while (isGone.test(guest));
            return guest;
        }
        Nick free = desired.get();
        for (int n = 2; isGone.test(free); n += n < CLOSE_TRIES ? 1 : size()) {
            String suffix = " " + n;
            String base = desired.get().text();
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
