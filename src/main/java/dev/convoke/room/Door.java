package dev.convoke.room;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.PrivateEvent.Waiter;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomPolicy.Access;
import dev.convoke.room.policy.RoomPolicy.Numbers;
import dev.convoke.room.roster.Departed.Absence;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Who gets into a room, and who waits in its lobby. Runs on the room's event loop. */
final class Door {

    /** So many arrivals a second are told to moderators one by one. */
    private static final int SINGLE_NOTICES = 3;

    private final RoomContext context;
    private final RoomState state;
    private final Roster roster;
    private final BooleanSupplier isOpen;
    private final Access policy;
    private int notices;
    private boolean more;

    /** What programs are told at the next tick, in its order; how often they were told at once since the last. */
    private final List<Waiter> news = new ArrayList<>(0);

    private int told;

    /**
     * A door.
     *
     * @param isOpen whether a meeting is on: before that everyone waits, and nobody is there to be told
     */
    Door(RoomContext context, RoomState state, Roster roster, BooleanSupplier isOpen) {
        this.isOpen = isOpen;
        this.context = context;
        this.state = state;
        this.roster = roster;
        this.policy = context.policy().access();
    }

    /** By which right someone enters: as admission decided, or as the moderator that they were a moment ago. */
    Role roleOf(RoomEntry entry, Optional<Absence> before) {
        boolean wasModerator = before.isPresent()
                && before.get().mayReturn()
                && before.get().who().isModerator()
                && context.nowNanos() - before.get().sinceNanos()
                        < context.policy().moderatorGone().grace().toNanos();
        return wasModerator ? Role.MODERATOR : entry.role();
    }

    /** Why someone who is not here yet may not enter. */
    Optional<RefusalReason> refusal(RoomEntry entry, Role role, boolean mayReturn) {
        if (context.ports()
                .bans()
                .find(context.number(), entry.who(), context.nowMs())
                .isPresent()) {
            return Optional.of(RefusalReason.BANNED);
        }
        boolean isModerator = role == Role.MODERATOR;
        if (state.isLocked() && !isModerator && !mayReturn && !entry.invited()) {
            return Optional.of(RefusalReason.ROOM_LOCKED);
        }
        return hasSeatFor(isModerator) ? Optional.empty() : Optional.of(RefusalReason.ROOM_FULL);
    }

    /** Whether newcomers are turned away because of the lock. */
    boolean isLocked() {
        return state.isLocked();
    }

    /** Whether a participant finds no seat. */
    boolean isFull() {
        return !hasSeatFor(false);
    }

    /** Whether those outside may learn the names of some who are in. */
    boolean showsNames() {
        return !state.hasLobby() && context.policy().privacy().numbers() != RoomPolicy.Numbers.NOBODY;
    }

    private boolean hasSeatFor(boolean isModerator) {
        int free = Math.min(policy.capacity(), context.settings().seats()) - roster.size();
        if (isModerator || free > policy.moderatorSeats()) {
            return free > 0;
        }
        return free > Math.max(0, policy.moderatorSeats() - roster.moderators());
    }

    /** Whether someone has to wait until a moderator admits them. */
    boolean mustWait(Participant who, boolean mayReturn) {
        return state.hasLobby() && !who.isModerator() && !mayReturn;
    }

    /** Someone waits in the lobby of an open room: moderators learn of it, of many at once by their number only. */
    void waits(Seat seat) {
        if (notices < SINGLE_NOTICES) {
            notices++;
            roster.tellModerators(seat.nick() + " is in the lobby: /admit " + seat.nick() + " or /deny " + seat.nick());
        } else {
            more = true;
        }
        tell(waiter(seat, seat.nick(), false));
    }

    /** Someone waits no longer. To be called before it is so; says nothing of somebody who does not wait, or of a room not open. */
    void waitsNoMore(Seat seat) {
        if (seat.who().inLobby() && isOpen.getAsBoolean()) {
            tell(waiter(seat, seat.nick(), true));
        }
    }

    /** Someone who waits has another name than before. */
    void isCalled(Seat seat, Nick before) {
        if (isOpen.getAsBoolean()) {
            tell(waiter(seat, before, true));
            tell(waiter(seat, seat.nick(), false));
        }
    }

    /** Programs learn of each, but no oftener than people: many at once are told of together. */
    private void tell(Waiter waiter) {
        if (told < SINGLE_NOTICES) {
            told++;
            roster.tellPrograms(new PrivateEvent.Lobby(List.of(waiter)));
        } else {
            news.add(waiter);
        }
    }

    private Waiter waiter(Seat seat, Nick nick, boolean gone) {
        boolean showsNumber = context.policy().privacy().numbers() != Numbers.NOBODY;
        return new Waiter(
                nick,
                showsNumber ? seat.who().person().phone() : Optional.empty(),
                seat.who().sinceMs(),
                gone);
    }

    /** A moderator who comes in learns whether someone waits; a program, who. */
    void tellWaiting(Seat moderator) {
        if (roster.waiting() == 0) {
            return;
        }
        if (moderator.isProgram()) {
            moderator.tell(new PrivateEvent.Lobby(roster.lobby().stream()
                    .map(seat -> waiter(seat, seat.nick(), false))
                    .toList()));
        } else {
            moderator.tell(new PrivateEvent.PrivateNotice(waitingNotice()));
        }
    }

    private String waitingNotice() {
        int waiting = roster.waiting();
        return (waiting == 1 ? "1 person is" : waiting + " people are") + " in the lobby. /who lists them.";
    }

    /** Once a second. */
    void tick() {
        if (more && roster.waiting() > 0) {
            roster.tellModerators(waitingNotice());
        }
        if (!news.isEmpty()) {
            roster.tellPrograms(new PrivateEvent.Lobby(news));
            news.clear();
        }
        notices = 0;
        more = false;
        told = 0;
    }
}
