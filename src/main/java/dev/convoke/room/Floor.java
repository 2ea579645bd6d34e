package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.roster.Participant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue to speak. Whoever has the floor may speak though everyone is muted, or they are, until it is the next one's turn.
 * Owned by the room's event loop.
 */
final class Floor {

    private static final int MAX_HANDS = 1_000;

    private final TalkRight right;
    private final Roster roster;
    private final RoomOutput out;

    /** Null until a hand is up. */
    private @Nullable ArrayDeque<Participant> hands;

    private @Nullable Participant speaker;

    Floor(TalkRight right, Roster roster, RoomOutput out) {
        this.right = right;
        this.roster = roster;
        this.out = out;
    }

    /** Whether it is their turn. */
    boolean isOf(Participant who) {
        return speaker == who;
    }

    /** How many wait for their turn. */
    int waiting() {
        return hands == null ? 0 : hands.size();
    }

    /** The position of someone in the queue, from 1; 0 if they are not in it. */
    int positionOf(Participant who) {
        if (hands == null) {
            return 0;
        }
        int position = 0;
        for (Participant hand : hands) {
            position++;
            if (hand == who) {
                return position;
            }
        }
        return 0;
    }

    /** Someone asks for a turn. Moderators are told; the person learns their place, again if they ask again. */
    Result raise(Seat seat) {
        Optional<Result> refusal = right.refusesTalk(seat);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (hands == null) {
            hands = new ArrayDeque<>(4);
        }
        if (positionOf(seat.who()) == 0) {
            if (hands.size() >= MAX_HANDS) {
                return new Refused(CommandRefusal.TOO_MANY_HANDS);
            }
            Optional<Result> tooFast = right.refusesTrouble(seat);
            if (tooFast.isPresent()) {
                return tooFast.get();
            }
            hands.add(seat.who());
            roster.tellModerators(seat.nick() + " asks to speak. /next gives the floor to "
                    + hands.getFirst().nick() + ".");
        }
        return new Result.Told(
                "You are number " + positionOf(seat.who()) + " in the queue to speak. /hand down gives it up.");
    }

    /** Someone no longer asks for a turn. */
    Result lower(Seat seat) {
        return hands != null && hands.remove(seat.who())
                ? new Result.Told("Your hand is down.")
                : new Refused(CommandRefusal.UNCHANGED);
    }

    /** A moderator gives the floor to the next in the queue, or takes it back when nobody waits. */
    Result next(By by) {
        Participant next = hands == null ? null : hands.poll();
        if (next == null && speaker == null) {
            return new Refused(CommandRefusal.NO_HANDS);
        }
        speaker = next;
        if (next == null) {
            out.ruled(Ruling.FLOOR_ENDED, by.nick(), Optional.empty(), "");
        } else {
            out.ruled(Ruling.FLOOR, by.nick(), Optional.of(next), "");
        }
        return Result.Done.DONE;
    }

    /** Someone is gone or on hold: it is not their turn any more. */
    void drop(Participant who) {
        if (hands != null) {
            hands.remove(who);
        }
        if (speaker == who) {
            speaker = null;
        }
    }
}
