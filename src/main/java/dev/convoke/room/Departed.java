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
 * room's event loop; takes no memory worth the name before the first departure and after the meeting.
 */
final class Departed {

    /** So many are remembered; the longest gone is forgotten first. */
    private static final int MAX = 10_000;

    private final long nickReservationNanos;

    /** Both are made for the first who goes: in most rooms, most of the time, nobody has. */
    private Map<Msisdn, Absence> byNumber = Map.of();

    private @Nullable Nicks<Msisdn> byNick;

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
        if (byNick == null) {
            byNumber = new LinkedHashMap<>();
            byNick = new Nicks<>();
        }
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
        @Nullable Nicks<Msisdn> nicks = byNick;
        if (nicks == null) {
            return Optional.empty();
        }
        Optional<Absence> taken = Optional.ofNullable(byNumber.remove(number));
        taken.ifPresent(absence -> nicks.remove(absence.who().nick(), number));
        return taken;
    }

    /** The one who went under that nick last. */
    Optional<Participant> findByNick(Nick nick) {
        return byNick == null
                ? Optional.empty()
                : byNick.find(nick).map(byNumber::get).map(Absence::who);
    }

    /** Whether a nick, or one that looks like it, is kept for someone who went, whoever that is. */
    boolean isReserved(Nick nick, long now) {
        return byNick != null && byNick.isTaken(nick, owner -> isReserved(byNumber.get(owner), now));
    }

    private boolean isReserved(@Nullable Absence absence, long now) {
        return absence != null && now - absence.sinceNanos() < nickReservationNanos;
    }

    /** Nobody is remembered any more. */
    void forget() {
        byNumber = Map.of();
        byNick = null;
    }

    void forEach(Consumer<Participant> step) {
        byNumber.values().forEach(absence -> step.accept(absence.who()));
    }
}
