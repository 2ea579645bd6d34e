package dev.convoke.room;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;

/** A person in a meeting or in its lobby. Owned by the room's event loop. */
final class Participant {

    private final Msisdn msisdn;
    private final long sinceMs;
    private Nick nick;
    private Role role;
    private boolean lobby;

    Participant(Msisdn msisdn, Nick nick, Role role, long sinceMs) {
        this.msisdn = msisdn;
        this.nick = nick;
        this.role = role;
        this.sinceMs = sinceMs;
    }

    Msisdn msisdn() {
        return msisdn;
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

    void role(Role other) {
        role = other;
    }

    boolean isModerator() {
        return role == Role.MODERATOR;
    }

    boolean inLobby() {
        return lobby;
    }

    void inLobby(boolean waits) {
        lobby = waits;
    }

    RosterRow row() {
        return new RosterRow(nick, role, lobby, sinceMs);
    }
}
