package dev.convoke.operator;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.time.Duration;
import java.util.Optional;

/** What may be done with bans from a room; {@link BanActions} does it. */
public sealed interface BanAction {

    /**
     * Bans somebody from a room, in place of an earlier ban; whoever is in the meeting stays.
     *
     * @param room the room
     * @param who by number, or a guest
     * @param span how long, 1 s to 3650 d; empty for good
     * @param reason what is kept with it: at most 200 characters, none of them control characters; may be empty
     */
    record AddBan(ConferenceNumber room, Person who, Optional<Duration> span, String reason) implements BanAction {}

    /** Lifts a ban. */
    record LiftBan(ConferenceNumber room, Person who) implements BanAction {}

    /** Lists who is banned from a room. */
    record ListBans(ConferenceNumber room) implements BanAction {}
}
