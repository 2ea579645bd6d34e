package dev.convoke.room.roster;

import dev.convoke.terms.Nick;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose a nick is, and whose is one that looks like it. Where two have the same, the last one has it. Owned by the room's event
 * loop.
 */
public final class Nicks<T> {

    private final Map<String, T> byName = new HashMap<>();
    private final Map<String, T> byLook = new HashMap<>();

    /** Gives a nick to an owner; where another has the same, or one that looks like it, the last one has it. */
    public void put(Nick nick, T owner) {
        byName.put(nick.foldedSkeleton(), owner);
        byLook.put(nick.skeleton(), owner);
    }

    /** Frees a nick, unless somebody else has it. */
    public void remove(Nick nick, T owner) {
        byName.remove(nick.foldedSkeleton(), owner);
        byLook.remove(nick.skeleton(), owner);
    }

    /** Who has that nick, in whatever case and script it was typed. */
    public Optional<T> find(Nick nick) {
        return Optional.ofNullable(byName.get(nick.foldedSkeleton()));
    }

    /** Whether someone who passes the test has that nick, or one that looks like it. */
    public boolean isTaken(Nick nick, Predicate<T> by) {
        return isTaken(byName.get(nick.foldedSkeleton()), by) || isTaken(byLook.get(nick.skeleton()), by);
    }

    private static <T> boolean isTaken(@Nullable T owner, Predicate<T> by) {
        return owner != null && by.test(owner);
    }
}
