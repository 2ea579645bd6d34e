package dev.convoke.room.roster;

import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;

/**
 * A person in a meeting or in its lobby: what is decided about them here holds on every leg, and when they come
 * back. Owned by the room's event loop.
 */
public final class Participant {

    private final Person person;
    private long sinceMs;
    private final TalkRate talkRate = new TalkRate();
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
    public enum Voice {
        /** Whenever everyone may. */
        COMMON,
        /** No. */
        MUTED,
        /** Even while everyone is muted. */
        EXEMPT
    }

    /** Somebody who comes for the first time, not announced yet. */
    public Participant(Person person, Nick nick, Role role, long sinceMs) {
        this.person = person;
        this.nick = nick;
        this.role = role;
        this.sinceMs = sinceMs;
    }

    /** They come, for the first time or again. */
    public void returns(Nick as, Role by, long nowMs) {
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
    public void becomesModerator() {
        role = Role.MODERATOR;
        held = false;
    }

    /** No moderator any more: what they were before, or by their coming. */
    public void becomesNoModerator() {
        role = observer ? Role.OBSERVER : Role.PARTICIPANT;
    }

    /** Who they are, whatever their nick. */
    public Person person() {
        return person;
    }

    /** When they came last, in milliseconds since 1970-01-01T00:00Z. */
    public long sinceMs() {
        return sinceMs;
    }

    /** What they are called in this room. */
    public Nick nick() {
        return nick;
    }

    /** They have another nick from now on. */
    public void nick(Nick other) {
        nick = other;
    }

    /** What they are in this room at the moment. */
    public Role role() {
        return role;
    }

    /** Whether they moderate at the moment. */
    public boolean isModerator() {
        return role == Role.MODERATOR;
    }

    /** What a moderator has decided about their speaking; whether everyone is muted is for the room to know. */
    public Voice voice() {
        return voice;
    }

    /** A moderator decides about their speaking. */
    public void voice(Voice other) {
        voice = other;
    }

    /** Whether they wait to be let in. */
    public boolean inLobby() {
        return lobby;
    }

    /** They are sent to the lobby, or let in. */
    public void inLobby(boolean waits) {
        lobby = waits;
    }

    /** Whether they neither hear nor are heard for now. */
    public boolean isHeld() {
        return held;
    }

    /** They are put on hold, or taken off it. */
    public void held(boolean other) {
        held = other;
        wasHeld |= other;
    }

    /** They hear what comes after {@code seq}: what they were kept from is theirs neither as history nor as replay. */
    public void hearsAfter(long seq) {
        if (wasHeld) {
            wasHeld = false;
            historyFloor = seq;
            replayFloor = seq;
        }
    }

    /** Whether the others have been told that they are here. */
    public boolean isAnnounced() {
        return announced;
    }

    /** The others are told that they are here, or are to be told anew. */
    public void announced(boolean other) {
        announced = other;
    }

    /** Nothing up to this sequence number is ever shown to them as history: they were on hold. */
    public long historyFloor() {
        return historyFloor;
    }

    /** Nothing up to this sequence number is ever replayed to them: they were not in the meeting, or on hold. */
    public long replayFloor() {
        return replayFloor;
    }

    /** Nothing up to this sequence number is to be replayed to them. */
    public void replayFloor(long seq) {
        replayFloor = seq;
    }

    /** How fast they speak, on whatever leg. */
    public TalkRate talkRate() {
        return talkRate;
    }
}
