package dev.convoke.room;

import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.roster.Participant;
import dev.convoke.room.roster.Participant.Voice;
import java.time.Duration;

/** What holds for a room at the moment: its policy, as moderators have changed it. Owned by the room's event loop. */
final class RoomState {

    private boolean lobby;
    private boolean locked;
    private boolean allMuted;
    private Duration slow;

    RoomState(RoomPolicy policy) {
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

    Duration slow() {
        return slow;
    }

    void slow(Duration pause) {
        slow = pause;
    }
}
