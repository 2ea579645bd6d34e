package dev.convoke.room.event;

import dev.convoke.terms.Nick;
import java.util.List;
import java.util.Optional;

/**
 * What somebody at the door is told of a room in which people are.
 *
 * @param meeting tells its meeting from every other; empty as long as its moderator is awaited
 * @param locked whether newcomers are turned away
 * @param full whether there is no seat for a participant
 * @param here whether they are in it already, by another leg
 * @param present how many are in the meeting
 * @param names of some of these, in the order of their coming; none where a moderator admits each newcomer, or nobody sees numbers
 * @param inviter the name of whoever invites them, if that one is here
 */
public record Glance(
        Optional<String> meeting,
        boolean locked,
        boolean full,
        boolean here,
        int present,
        List<Nick> names,
        Optional<Nick> inviter) {

    /** So many names are told. */
    public static final int MAX_NAMES = 3;

    /** Copies the names. */
    public Glance {
        names = List.copyOf(names);
    }
}
