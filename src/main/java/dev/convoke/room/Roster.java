package dev.convoke.room;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is in a meeting and its lobby, in the order of their coming, by number and by nick. Owned by the room's event loop. */
final class Roster {

    private final Map<Msisdn, Seat> byNumber = new LinkedHashMap<>();
    private final Map<String, Seat> byNick = new HashMap<>();
    private int guests;

    int size() {
        return byNumber.size();
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    Collection<Seat> seats() {
        return Collections.unmodifiableCollection(byNumber.values());
    }

    Optional<Seat> find(Msisdn who) {
        return Optional.ofNullable(byNumber.get(who));
    }

    /**
     * Finds whom a command means: the longest nick that the words begin with, because nicks may hold spaces.
     *
     * @param words a nick, perhaps followed by a space and more
     */
    Optional<Seat> findByWords(String words) {
        for (int end = words.length(); end > 0; end = words.lastIndexOf(' ', end - 1)) {
            Optional<Seat> found =
                    Nick.parse(words.substring(0, end)).flatMap(nick -> Optional.ofNullable(byNick.get(nick.folded())));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    boolean isTaken(Nick nick) {
        return byNick.containsKey(nick.folded());
    }

    /** The wished nick, or the next free one: {@code Bob}, {@code Bob 2}, …; {@code Guest 1}, … for those without a wish. */
    Nick freeNick(Optional<Nick> wish) {
        if (wish.isEmpty()) {
            Nick guest;
            do {
                guest = new Nick("Guest " + ++guests);
            } while (isTaken(guest));
            return guest;
        }
        Nick free = wish.get();
        for (int n = 2; isTaken(free); n++) {
            String suffix = " " + n;
            String base = wish.get().text();
            free = Nick.parse(base.substring(0, Math.min(base.length(), Nick.MAX_CHARS - suffix.length())) + suffix)
                    .orElseThrow();
        }
        return free;
    }

    void add(Seat seat) {
        byNumber.put(seat.who().msisdn(), seat);
        byNick.put(seat.who().nick().folded(), seat);
    }

    void rename(Seat seat, Nick to) {
        byNick.remove(seat.who().nick().folded());
        seat.who().nick(to);
        byNick.put(to.folded(), seat);
    }

    /** Another leg for the same person, at the same place. */
    void replace(Seat old, Seat seat) {
        byNumber.put(old.who().msisdn(), seat);
        byNick.put(old.who().nick().folded(), seat);
    }

    void remove(Seat seat) {
        byNumber.remove(seat.who().msisdn());
        byNick.remove(seat.who().nick().folded());
    }

    List<RosterRow> rows() {
        return byNumber.values().stream().map(seat -> seat.who().row()).toList();
    }
}
