package dev.convoke.room;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who was in the meeting and went: what was decided about them waits for them, and their nick is kept for a while. Owned by the
 * room's event loop; exists from the first departure to the end of the meeting.
 */
final class Absences {

    /** So many are remembered; the longest gone is forgotten first. */
    private static final int MAX = 10_000;

    private final long nickReservationNanos;
    private final Map<Msisdn, Absence> byNumber = new LinkedHashMap<>();
    private final Map<String, Msisdn> byNick = new HashMap<>();

    /**
     * Someone who went.
     *
     * @param mayReturn whether they are expected back: not if a moderator put them out or never let them in
     */
    record Absence(Participant who, long sinceNanos, boolean mayReturn) {}

    Absences(long nickReservationNanos) {
        this.nickReservationNanos = nickReservationNanos;
    }

    int size() {
        return byNumber.size();
    }

    void add(Participant who, long now, boolean mayReturn) {
        byNumber.put(who.msisdn(), new Absence(who, now, mayReturn));
        byNick.put(who.nick().folded(), who.msisdn());
        if (byNumber.size() > MAX) {
            take(byNumber.keySet().iterator().next());
        }
    }

    Optional<Absence> find(Msisdn number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** They are back: takes them out and answers what was known of them. */
    Optional<Absence> take(Msisdn number) {
        Optional<Absence> taken = Optional.ofNullable(byNumber.remove(number));
        taken.ifPresent(absence -> byNick.remove(absence.who().nick().folded(), number));
        return taken;
    }

    /** The one who went under that nick last. */
    Optional<Participant> findByNick(Nick nick) {
        return Optional.ofNullable(byNick.get(nick.folded())).map(byNumber::get).map(Absence::who);
    }

    /** Whether a nick is kept for someone who went, whoever that is. */
    boolean isReserved(Nick nick, long now) {
        Msisdn owner = byNick.get(nick.folded());
        if (owner == null) {
            return false;
        }
        Absence absence = byNumber.get(owner);
        return absence != null && now - absence.sinceNanos() < nickReservationNanos;
    }

    void forEach(Consumer<Participant> step) {
        byNumber.values().forEach(absence -> step.accept(absence.who()));
    }
}
