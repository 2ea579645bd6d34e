package dev.convoke.room.event;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import dev.convoke.terms.WayIn;
import java.util.Optional;

/**
 * One line of the roster.
 *
 * @param nick the name
 * @param role by which right they are here
 * @param lobby whether they wait in the lobby
 * @param sinceMs when they came, in milliseconds since 1970
 * @param muted whether they may not speak
 * @param held whether they are on hold
 * @param hand their place in the queue to speak, from 1; 0 if they do not wait for a turn
 * @param number their number, if they have one and whoever asked may see it
 * @param awaySinceMs since when their connection is lost and they are waited for, in milliseconds since 1970; 0 if it is not
 * @param by how their leg came to be, if whoever asked may see it
 */
public record RosterRow(
        Nick nick,
        Role role,
        boolean lobby,
        long sinceMs,
        boolean muted,
        boolean held,
        int hand,
        Optional<Msisdn> number,
        long awaySinceMs,
        Optional<WayIn> by) {

    /** Somebody whose connection stands, as connections do when nothing more is said of them. */
    public RosterRow(
            Nick nick,
            Role role,
            boolean lobby,
            long sinceMs,
            boolean muted,
            boolean held,
            int hand,
            Optional<Msisdn> number,
            Optional<WayIn> by) {
        this(nick, role, lobby, sinceMs, muted, held, hand, number, 0, by);
    }

    /** Someone of whom nothing more is to be said. */
    public RosterRow(Nick nick, Role role, boolean lobby, long sinceMs) {
        this(nick, role, lobby, sinceMs, false, false, 0, Optional.empty(), Optional.empty());
    }
}
