package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * Someone who may not enter a room; a room has at most one per person.
 *
 * @param room the room
 * @param who a number, or a guest
 * @param nick their name in the room at that time; empty if they were not there
 * @param reason what was said about it; may be empty
 * @param by who did it: a moderator's nick, or {@code operator}
 * @param at when it was done
 * @param until when it ends; empty if it does not
 */
public record BanRow(
        ConferenceNumber room,
        Person who,
        String nick,
        String reason,
        String by,
        Instant at,
        Optional<Instant> until) {}
