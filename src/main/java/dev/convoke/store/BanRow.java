package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.time.Instant;
import java.util.Optional;

/**
 * Someone who may not enter a room; a room has at most one per number.
 *
 * @param room the room
 * @param who by number
 * @param nick their name in the room at that time; empty if nobody of that number was there
 * @param reason what was said about it; may be empty
 * @param by who did it: a moderator's nick, or {@code operator}
 * @param at when it was done
 * @param until when it ends; empty if it does not
 */
public record BanRow(
        ConferenceNumber room,
        Msisdn who,
        String nick,
        String reason,
        String by,
        Instant at,
        Optional<Instant> until) {}
