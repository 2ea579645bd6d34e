package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The code of an invitation, as it is kept: the right of one person to one seat in one room.
 *
 * @param id assigned by the table, growing; 0 before
 * @param digest hexadecimal; the code cannot be told from it
 * @param room the room
 * @param who who the holder of the code is
 * @param by who asked for it; the same person, or whoever invites
 * @param role by which right
 * @param nick the name that was asked for
 * @param booking what it is for; empty if the room has none
 * @param from when the meeting begins that it is for; the time at which it was made, if that is later
 * @param until not valid from then on
 * @param usedAt when it was used first
 * @param revokedAt when it was taken back
 */
public record CodeRow(
        long id,
        String digest,
        ConferenceNumber room,
        Person who,
        Person by,
        Role role,
        Optional<Nick> nick,
        OptionalLong booking,
        Instant from,
        Instant until,
        Optional<Instant> usedAt,
        Optional<Instant> revokedAt) {

    /** Whether whoever holds it asked for it themselves. */
    public boolean isOwn() {
        return who.equals(by);
    }

    /** Never the digest. */
    @Override
    public String toString() {
        return "CodeRow[" + id + " of " + who + " in " + room + "]";
    }
}
