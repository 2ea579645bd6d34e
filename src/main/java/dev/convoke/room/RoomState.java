package dev.convoke.room;

import dev.convoke.room.event.BookedEnd;
import dev.convoke.room.event.Rules;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.roster.Participant;
import dev.convoke.room.roster.Participant.Voice;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.Optional;

/** What holds for a room at the moment: its policy, as moderators have changed it. Owned by the room's event loop. */
final class RoomState {

    private boolean lobby;
    private boolean locked;
    private boolean allMuted;
    private Duration slow;
    private final PrivateTexts privateTexts;
    private final Inviting invite;
    private Optional<BookedEnd> booked = Optional.empty();

    RoomState(RoomPolicy policy) {
        privateTexts = policy.privacy().privateTexts();
        invite = policy.privacy().invite();
        lobby = policy.access().lobby();
        slow = policy.talk().slow();
    }

    boolean hasLobby() {
        return lobby;
    }

    void lobby(boolean on) {
        lobby = on;
    }

    boolean isLocked() {
        return locked;
    }

    void locked(boolean on) {
        locked = on;
    }

    boolean isAllMuted() {
        return allMuted;
    }

    void allMuted(boolean on) {
        allMuted = on;
    }

    /** Whether someone may not speak, their turn aside. */
    boolean mutes(Participant who) {
        return !who.isModerator() && (who.voice() == Voice.MUTED || (allMuted && who.voice() != Voice.EXEMPT));
    }

    /** Whether someone may invite: participants only to a room that is not locked. */
    boolean letsInvite(Participant who) {
        return who.isModerator()
                || (invite == Inviting.ALL
                        && !locked
                        && who.role() == Role.PARTICIPANT
                        && !who.inLobby()
                        && !who.isHeld());
    }

    Duration slow() {
        return slow;
    }

    void slow(Duration pause) {
        slow = pause;
    }

    /** Until when the room is booked, if it is. */
    Optional<BookedEnd> booked() {
        return booked;
    }

    /** A booking was read or extended. The later end holds: what somebody brings may have been read before an extension. */
    void booked(Optional<BookedEnd> end) {
        if (booked.isEmpty()
                || end.filter(other -> other.ends().isAfter(booked.get().ends()))
                        .isPresent()) {
            booked = end;
        }
    }

    /** For somebody who is to be told. */
    Rules rules() {
        return new Rules(locked, lobby, allMuted, slow, privateTexts, invite);
    }
}
