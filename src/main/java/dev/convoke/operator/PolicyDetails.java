package dev.convoke.operator;

import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.store.PolicyRow;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a room behaves.
 *
 * @param holds what holds, whoever says it
 * @param capacity how many people it holds: what its policy says, within what the server has room for
 * @param own which of it the room says itself; the rest is the server's setting
 */
public record PolicyDetails(RoomPolicy holds, int capacity, Set<Setting> own) {

    /** What a policy is made of. */
    public enum Setting {
        /** Whether each newcomer waits for a moderator. */
        LOBBY,
        /** How many people the room holds. */
        CAPACITY,
        /** How many of them are kept for moderators. */
        MODERATOR_SEATS,
        /** How long a nick stays its number's. */
        NICK_RESERVATION,
        /** Whether who connects to the port of a meeting needs no code. */
        PORT_IS_PROOF,
        /** What the room does when the last moderator goes. */
        LAST_MODERATOR,
        /** How long a moderator has to come back. */
        GRACE,
        /** Whom phone numbers are shown to. */
        NUMBERS,
        /** Who may send private texts. */
        PRIVATE_TEXTS,
        /** Who may invite. */
        INVITE,
        /** How many of the last messages a newcomer gets. */
        HISTORY,
        /** Up to how many people comings and goings are told. */
        NOTICES_UP_TO,
        /** How many messages one person may send at once. */
        BURST,
        /** Until one more may be sent. */
        REFILL,
        /** How long everyone but moderators waits between two messages. */
        SLOW
    }

    /** Copies the set. */
    public PolicyDetails {
        own = Set.copyOf(own);
    }

    static PolicyDetails of(PolicyRow row, ServerFacts facts) {
        RoomPolicy holds = facts.profiles().policyOf(row);
        return new PolicyDetails(holds, Math.min(holds.access().capacity(), facts.seats()), own(row));
    }

    private static Set<Setting> own(PolicyRow row) {
        Set<Setting> own = EnumSet.noneOf(Setting.class);
        note(own, Setting.LOBBY, row.access().lobby());
        note(own, Setting.CAPACITY, row.access().capacity());
        note(own, Setting.MODERATOR_SEATS, row.access().moderatorSeats());
        note(own, Setting.NICK_RESERVATION, row.access().nickReservation());
        note(own, Setting.PORT_IS_PROOF, row.access().portIsProof());
        note(own, Setting.LAST_MODERATOR, row.lastModerator().then());
        note(own, Setting.GRACE, row.lastModerator().grace());
        note(own, Setting.NUMBERS, row.privacy().numbers());
        note(own, Setting.PRIVATE_TEXTS, row.privacy().privateTexts());
        note(own, Setting.INVITE, row.privacy().invite());
        note(own, Setting.HISTORY, row.talk().history());
        note(own, Setting.NOTICES_UP_TO, row.talk().noticesUpTo());
        note(own, Setting.BURST, row.talk().burst());
        note(own, Setting.REFILL, row.talk().refill());
        note(own, Setting.SLOW, row.talk().slow());
        return own;
    }

    private static void note(Set<Setting> own, Setting setting, Optional<?> said) {
        if (said.isPresent()) {
            own.add(setting);
        }
    }
}
