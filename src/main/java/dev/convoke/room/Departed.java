package dev.convoke.room;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who was in the meeting and went: what was decided about them waits for them, and their nick is kept for a while. Owned by the
 * room's event loop; exists from the first departure to the end of the meeting.
 */
final class Departed {

    /** So many are remembered; the longest gone is forgotten first. */
    private static final int MAX = 10_000;

    private final long nickReservationNanos;
    private final Map<Msisdn, Absence> byNumber = new LinkedHashMap<>();
    private final Nicks<Msisdn> byNick = new Nicks<>();

    /**
     * Someone who went.
     *
     * @param mayReturn whether they are expected back: not if a moderator put them out or never let them in
     */
    record Absence(Participant who, long sinceNanos, boolean mayReturn) {}

    Departed(long nickReservationNanos) {
        this.nickReservationNanos = nickReservationNanos;
    }

    int size() {
        return byNumber.size();
    }

    void add(Participant who, long now, boolean mayReturn) {
        byNumber.put(who.msisdn(), new Absence(who, now, mayReturn));
        byNick.put(who.nick(), who.msisdn());
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
        taken.ifPresent(absence -> byNick.remove(absence.who().nick(), number));
        return taken;
    }

    /** The one who went under that nick last. */
    Optional<Participant> findByNick(Nick nick) {
        return byNick.find(nick).map(byNumber::get).map(Absence::who);
    }

    /** Whether a nick, or one that looks like it, is kept for someone who went, whoever that is. */
    boolean isReserved(Nick nick, long now) {
        return byNick.isTaken(nick, owner -> isReserved(byNumber.get(owner), now));
    }

    private boolean isReserved(@Nullable Absence absence, long now) {
        return absence != null && now - absence.sinceNanos() < nickReservationNanos;
    }

    void forEach(Consumer<Participant> step) {
        byNumber.values().forEach(absence -> step.accept(absence.who()));
    }
}
