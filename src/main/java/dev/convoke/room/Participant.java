package dev.convoke.room;

import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;

/**
 * A person in a meeting or in its lobby: what is decided about them here holds on every leg, and when they come
 * back. Owned by the room's event loop.
 */
final class Participant {

    private final Person person;
    private long sinceMs;
    private final TalkRate allowance = new TalkRate();
    private Nick nick;
    private Role role;
    private boolean observer;
    private Voice voice = Voice.COMMON;
    private boolean lobby;
    private boolean held;
    private boolean announced;
    private boolean wasHeld;
    private long historyFloor;
    private long replayFloor;

    /** Whether this person may speak. */
    enum Voice {
        /** Whenever everyone may. */
        COMMON,
        /** No. */
        MUTED,
        /** Even while everyone is muted. */
        EXEMPT
    }

    Participant(Person person, Nick nick, Role role, long sinceMs) {
        this.person = person;
        this.nick = nick;
        this.role = role;
        this.sinceMs = sinceMs;
    }

    /** They come, for the first time or again. */
    void returns(Nick as, Role by, long nowMs) {
        nick = as;
        sinceMs = nowMs;
        lobby = false;
        observer = by == Role.OBSERVER;
        if (by == Role.MODERATOR) {
            becomesModerator();
        } else {
            role = by;
        }
    }

    /** Moderators are never on hold. */
    void becomesModerator() {
        role = Role.MODERATOR;
        held = false;
    }

    /** No moderator any more: what they were before, or by their coming. */
    void becomesNoModerator() {
        role = observer ? Role.OBSERVER : Role.PARTICIPANT;
    }

    Person person() {
        return person;
    }

    long sinceMs() {
        return sinceMs;
    }

    Nick nick() {
        return nick;
    }

    void nick(Nick other) {
        nick = other;
    }

    Role role() {
        return role;
    }

    boolean isModerator() {
        return role == Role.MODERATOR;
    }

    Voice voice() {
        return voice;
    }

    void voice(Voice other) {
        voice = other;
    }

    boolean inLobby() {
        return lobby;
    }

    void inLobby(boolean waits) {
        lobby = waits;
    }

    /** Whether they neither hear nor are heard for now. */
    boolean isHeld() {
        return held;
    }

    void held(boolean other) {
        held = other;
        wasHeld |= other;
    }

    /** They hear what comes after {@code seq}: what they were kept from is theirs neither as history nor as replay. */
    void hearsAfter(long seq) {
        if (wasHeld) {
            wasHeld = false;
            historyFloor = seq;
            replayFloor = seq;
        }
    }

    /** Whether the others have been told that they are here. */
    boolean isAnnounced() {
        return announced;
    }

    void announced(boolean other) {
        announced = other;
    }

    /** Nothing up to this sequence number is ever shown to them as history: they were on hold. */
    long historyFloor() {
        return historyFloor;
    }

    /** Nothing up to this sequence number is ever replayed to them: they were not in the meeting, or on hold. */
    long replayFloor() {
        return replayFloor;
    }

    void replayFloor(long seq) {
        replayFloor = seq;
    }

    TalkRate allowance() {
        return allowance;
    }
}
