package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.time.Instant;

/**
 * Someone who was invited to a room; a room has at most one invitation per number.
 *
 * @param room the room
 * @param who who was invited
 * @param by who did it; may be a guest
 * @param byModerator whether they were a moderator
 * @param at when
 * @param until until when it holds; a moderator's lets them into the room though it be locked
 */
public record InvitationRow(
        ConferenceNumber room, Msisdn who, Person by, boolean byModerator, Instant at, Instant until) {

    /** By a moderator. */
    public InvitationRow(ConferenceNumber room, Msisdn who, Person by, Instant at, Instant until) {
        this(room, who, by, true, at, until);
    }
}
