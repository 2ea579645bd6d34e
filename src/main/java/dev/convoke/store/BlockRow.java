package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.NumberPattern;
import java.time.Instant;
import java.util.Optional;

/**
 * The operator's rule about numbers; there is at most one for a pattern and room.
 *
 * @param pattern which numbers
 * @param room the room that it holds for; empty for all
 * @param allow whether the numbers are allowed rather than blocked
 * @param reason what was said about it; may be empty
 * @param at when it was made
 * @param until when it ends; empty if it does not
 */
public record BlockRow(
        NumberPattern pattern,
        Optional<ConferenceNumber> room,
        boolean allow,
        String reason,
        Instant at,
        Optional<Instant> until) {}
