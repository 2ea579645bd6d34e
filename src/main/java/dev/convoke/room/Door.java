package dev.convoke.room;

import dev.convoke.room.Departed.Absence;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomPolicy.Doors;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.util.List;
import java.util.Optional;

/**
 * Who gets into a room, and who waits in its lobby. Runs on the room's event loop; whether the caller of a command is a
 * moderator has been asked before.
 */
public final class Door {

    /** So many arrivals a second are told to moderators one by one. */
    private static final int SINGLE_NOTICES = 3;

    private final Room room;
    private final Doors policy;
    private int notices;
    private boolean more;

    Door(Room room) {
        this.room = room;
        this.policy = room.profile().policy().doors();
    }

    // ---- at the door --------------------------------------------------------------------------------------------

    /** By which right someone enters: as admission decided, or as the moderator that they were a moment ago. */
    Role roleOf(RoomEntry entry, Optional<Absence> before) {
        boolean wasModerator = before.isPresent()
                && before.get().mayReturn()
                && before.get().who().isModerator()
                && room.nowNanos() - before.get().sinceNanos()
                        < room.profile().policy().moderatorGone().grace().toNanos();
        return wasModerator ? Role.MODERATOR : entry.role();
    }

    /** Why someone who is not here yet may not enter. */
    Optional<RefusalReason> refusal(RoomEntry entry, Role role, boolean mayReturn) {
        if (room.ports()
                .bans()
                .find(room.profile().number(), entry.who(), room.clock().millis())
                .isPresent()) {
            return Optional.of(RefusalReason.BANNED);
        }
        boolean isModerator = role == Role.MODERATOR;
        if (room.rules().isLocked() && !isModerator && !mayReturn && !entry.invited()) {
            return Optional.of(RefusalReason.ROOM_LOCKED);
        }
        return hasSeatFor(isModerator) ? Optional.empty() : Optional.of(RefusalReason.ROOM_FULL);
    }

    private boolean hasSeatFor(boolean isModerator) {
        int free = Math.min(policy.capacity(), room.settings().seats())
                - room.people().size();
        if (isModerator || free > policy.moderatorSeats()) {
            return free > 0;
        }
        return free > Math.max(0, policy.moderatorSeats() - room.people().moderators());
    }

    /** Whether someone has to wait until a moderator admits them. */
    boolean mustWait(Participant who, boolean mayReturn) {
        return room.rules().hasLobby() && !who.isModerator() && !mayReturn;
    }

    /** Someone waits in the lobby of an open room: moderators learn of it, of many at once by their number only. */
    void waits(Seat seat) {
        if (notices < SINGLE_NOTICES) {
            notices++;
            room.directory()
                    .tellModerators(
                            seat.nick() + " is in the lobby: /admit " + seat.nick() + " or /deny " + seat.nick());
        } else {
            more = true;
        }
    }

    /** A moderator who comes in learns whether someone waits. */
    void tellWaiting(Seat moderator) {
        if (room.people().waiting() > 0) {
            moderator.tell(new PrivateEvent.PrivateNotice(waitingNotice()));
        }
    }

    private String waitingNotice() {
        int waiting = room.people().waiting();
        return (waiting == 1 ? "1 person is" : waiting + " people are") + " in the lobby. /who lists them.";
    }

    /** Once a second. */
    void tick() {
        if (more && room.people().waiting() > 0) {
            room.directory().tellModerators(waitingNotice());
        }
        notices = 0;
        more = false;
    }

    // ---- commands -----------------------------------------------------------------------------------------------

    /** Invites phone numbers, as the moderator wrote them; what became of it comes later, and to nobody else. */
    public void invite(Seat by, List<String> typed) {
        assert room.inEventLoop();
        room.whenAnswered(
                by,
                room.ports().inviter().invite(room.profile().number(), by.who().person(), typed),
                sentence -> by.tell(new PrivateEvent.PrivateNotice(sentence)),
                () -> by.refuse(Refusal.NOT_INVITED));
    }

    /** From now on newcomers are turned away: all but moderators, invited numbers, and those who were here before. */
    public void lock(Seat by) {
        if (!lock(true, Optional.of(by))) {
            by.refuse(Refusal.UNCHANGED);
        }
    }

    /** Newcomers may enter again. */
    public void unlock(Seat by) {
        if (!lock(false, Optional.of(by))) {
            by.refuse(Refusal.UNCHANGED);
        }
    }

    /** Locks or unlocks for a moderator who may be elsewhere; {@code false} if it was so already. */
    public boolean lock(Msisdn by, boolean on) {
        return lock(on, room.directory().present(by));
    }

    private boolean lock(boolean on, Optional<Seat> by) {
        assert room.inEventLoop();
        if (room.rules().isLocked() == on) {
            return false;
        }
        room.rules().locked(on);
        room.withMeeting(meeting -> meeting.forgetPast());
        room.ruled(on ? Ruling.LOCKED : Ruling.UNLOCKED, by, Optional.empty(), "");
        return true;
    }

    /** Newcomers wait until they are admitted, or no longer; then those who wait come in. */
    public void lobby(Seat by, boolean on) {
        assert room.inEventLoop();
        if (room.rules().hasLobby() == on) {
            by.refuse(Refusal.UNCHANGED);
            return;
        }
        room.rules().lobby(on);
        room.ruled(on ? Ruling.LOBBY_ON : Ruling.LOBBY_OFF, Optional.of(by), Optional.empty(), "");
        if (!on) {
            waiting().forEach(room.usher()::admit);
        }
    }

    private List<Seat> waiting() {
        return room.people().seats().stream()
                .filter(seat -> seat.who().inLobby())
                .toList();
    }

    /** Lets one person in from the lobby. */
    public void admit(Seat by, String words) {
        inLobby(by, words).ifPresent(room.usher()::admit);
    }

    /** Lets everyone in from the lobby. */
    public void admitAll(Seat by) {
        assert room.inEventLoop();
        List<Seat> waiting = waiting();
        if (waiting.isEmpty()) {
            by.refuse(Refusal.LOBBY_EMPTY);
        }
        waiting.forEach(room.usher()::admit);
    }

    /** Sends one person away from the lobby. */
    public void deny(Seat by, String words) {
        inLobby(by, words).ifPresent(seat -> {
            seat.tell(new PrivateEvent.Goodbye("You were not let in."));
            room.leave(seat, Departure.KICKED, "");
            by.tell(new PrivateEvent.PrivateNotice(seat.nick() + " was not let in."));
        });
    }

    private Optional<Seat> inLobby(Seat by, String words) {
        assert room.inEventLoop();
        Optional<Seat> found = room.directory().find(by, words).map(NickMatch::who);
        if (found.isPresent() && !found.get().who().inLobby()) {
            by.refuse(Refusal.NOT_IN_LOBBY, found.get().nick().text());
            return Optional.empty();
        }
        return found;
    }
}
