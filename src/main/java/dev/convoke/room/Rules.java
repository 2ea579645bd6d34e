package dev.convoke.room;

import dev.convoke.room.Participant.Voice;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for a room at the moment: its policy, as moderators have changed it. Owned by the room's event loop. */
final class Rules {

    /** So many numbers may be invited into one meeting. */
    private static final int MAX_INVITED = 1_000;

    private boolean lobby;
    private boolean locked;
    private boolean allMuted;
    private Duration slow;
    private String topic = "";

    /** Numbers that may enter a locked room; null until someone is invited. */
    private @Nullable Set<Msisdn> invited;

    Rules(RoomPolicy policy) {
        lobby = policy.doors().lobby();
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

    String topic() {
        return topic;
    }

    void topic(String text) {
        topic = text;
    }

    boolean isInvited(Msisdn who) {
        return invited != null && invited.contains(who);
    }

    /** Lets a number into the room even when it is locked; {@code false} if too many are invited. */
    boolean invite(Msisdn who) {
        if (invited == null) {
            invited = new HashSet<>();
        }
        return invited.contains(who) || (invited.size() < MAX_INVITED && invited.add(who));
    }
}
