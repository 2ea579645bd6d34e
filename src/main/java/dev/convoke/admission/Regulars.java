package dev.convoke.admission;

import dev.convoke.store.InvitationTable;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.Store;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import java.time.Instant;

/**
 * Who has been here before, by what is remembered since the start and by the record of meetings, which outlives it. The record is read
 * only when it makes a difference: when somebody would have to wait for the mistakes of others, or would not be answered.
 *
 * <p>Any thread but an event loop; {@link #came} any thread.
 */
final class Regulars {

    private final MeetingTable meetings;
    private final InvitationTable invitations;
    private final LruMap<Regular, Boolean> proved;
    private final LruMap<Msisdn, Boolean> seated;

    /** Someone who knew a PIN of a room. */
    private record Regular(ConferenceNumber room, Msisdn who) {}

    Regulars(Store store, int remembered) {
        this.meetings = store.meetings();
        this.invitations = store.invitations();
        this.proved = new LruMap<>(remembered);
        this.seated = new LruMap<>(remembered);
    }

    /** A PIN of the room was right. */
    void knewPin(ConferenceNumber room, Msisdn who) {
        synchronized (proved) {
            proved.put(new Regular(room, who), true);
        }
    }

    /** Is in a room now. */
    void came(Msisdn who) {
        synchronized (seated) {
            seated.put(who, true);
        }
    }

    /**
     * Whether someone has shown before that the PIN is no riddle to them: by a PIN, or as the record has it by having been the room's
     * moderator or in it at all, where it asks everybody for a PIN; or was invited by a moderator. Who was in a room without
     * PIN has shown nothing: a guesser could be in there by any number of forged senders first. For a number of no room
     * the same is read.
     */
    boolean isRegular(ConferenceNumber room, boolean asksPin, Msisdn who, Instant now) {
        synchronized (proved) {
            if (proved.containsKey(new Regular(room, who))) {
                return true;
            }
        }
        return meetings.wasIn(room, new Person.Phone(who), !asksPin)
                || invitations.isInvitedByModerator(room, who, now);
    }

    /** Whether someone has been in a room since the start, by whatever right. */
    boolean hasCome(Msisdn who) {
        synchronized (seated) {
            return seated.containsKey(who);
        }
    }

    /** Whether someone has been in that room, or is, by whatever right, as the record has it. */
    boolean wasIn(ConferenceNumber room, Msisdn who) {
        return meetings.wasIn(room, new Person.Phone(who), false);
    }

    /** Whether someone has been in that room by whatever right, or was invited to it, as the record has it. */
    boolean isOnRecord(ConferenceNumber room, Msisdn who, Instant now) {
        return meetings.wasIn(room, new Person.Phone(who), false) || invitations.isInvited(room, who, now);
    }
}
