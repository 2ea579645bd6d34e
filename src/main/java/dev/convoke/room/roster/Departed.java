package dev.convoke.room.roster;

import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who was in the meeting and went: what was decided about them waits for them, and their nick is kept for a while. Owned by the
 * room's event loop; takes no memory worth the name before the first departure and after the meeting.
 */
public final class Departed {

    /** So many are remembered; the longest gone is forgotten first. */
    private static final int MAX = 10_000;

    private final long nickReservationNanos;

    /** Both are made for the first who goes: in most rooms, most of the time, nobody has. */
    private Map<Person, Absence> byPerson = Map.of();

    private @Nullable Nicks<Person> byNick;

    /**
     * Someone who went.
     *
     * @param mayReturn whether they are expected back: not if a moderator put them out or never let them in
     */
    public record Absence(Participant who, long sinceNanos, boolean mayReturn) {}

    /** Nobody has gone yet. */
    public Departed(long nickReservationNanos) {
        this.nickReservationNanos = nickReservationNanos;
    }

    /** How many are remembered. */
    public int size() {
        return byPerson.size();
    }

    /** Somebody goes; {@code now} is of the clock that counts nanoseconds. */
    public void add(Participant who, long now, boolean mayReturn) {
        if (byNick == null) {
            byPerson = new LinkedHashMap<>();
            byNick = new Nicks<>();
        }
        byPerson.put(who.person(), new Absence(who, now, mayReturn));
        byNick.put(who.nick(), who.person());
        if (byPerson.size() > MAX) {
            take(byPerson.keySet().iterator().next());
        }
    }

    /** What is remembered of a person who went; they stay among those who did. */
    public Optional<Absence> find(Person who) {
        return Optional.ofNullable(byPerson.get(who));
    }

    /** They are back: takes them out and returns what was known of them. */
    public Optional<Absence> take(Person who) {
        @Nullable Nicks<Person> nicks = byNick;
        if (nicks == null) {
            return Optional.empty();
        }
        Optional<Absence> taken = Optional.ofNullable(byPerson.remove(who));
        taken.ifPresent(absence -> nicks.remove(absence.who().nick(), who));
        return taken;
    }

    /** The one who went under that nick last. */
    public Optional<Participant> findByNick(Nick nick) {
        return byNick == null
                ? Optional.empty()
                : byNick.find(nick).map(byPerson::get).map(Absence::who);
    }

    /** Whether a nick, or one that looks like it, is kept for someone who went, whoever that is. */
    public boolean isReserved(Nick nick, long now) {
        return byNick != null && byNick.isTaken(nick, owner -> isReserved(byPerson.get(owner), now));
    }

    private boolean isReserved(@Nullable Absence absence, long now) {
        return absence != null && now - absence.sinceNanos() < nickReservationNanos;
    }

    /** Nobody is remembered any more. */
    public void forget() {
        byPerson = Map.of();
        byNick = null;
    }

    /** Does something for everyone who is remembered, from the longest gone on. */
    public void forEach(Consumer<Participant> step) {
        byPerson.values().forEach(absence -> step.accept(absence.who()));
    }
}
