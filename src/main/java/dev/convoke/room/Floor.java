package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.roster.Participant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue to speak. Whoever has the floor may speak though everyone is muted, or they are, until it is the next one's turn.
 * Owned by the room's event loop.
 */
final class Floor {

    private static final int MAX_HANDS = 1_000;

    /** So often a second programs are told at once how the queue has changed. */
    private static final int SINGLE_NOTICES = 3;

    private final TalkRight right;
    private final Roster roster;
    private final RoomOutput out;

    /** Null until a hand is up. */
    private @Nullable ArrayDeque<Participant> hands;

    private @Nullable Participant speaker;

    /** Those in the queue, with the places that their programs were told. */
    private final Map<Participant, Integer> told = new HashMap<>();

    /** How often programs were told at once since the last tick, and whether there is something to be told at the next. */
    private int notices;

    private boolean changed;

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
            told.put(seat.who(), hands.size());
            changed();
            roster.tellModerators(seat.nick() + " asks to speak. /next gives the floor to "
                    + hands.getFirst().nick() + ".");
        }
        int place = positionOf(seat.who());
        return new Result.Queued(place, "You are number " + place + " in the queue to speak. /hand down gives it up.");
    }

    /** Someone no longer asks for a turn. */
    Result lower(Seat seat) {
        return removes(seat.who()) ? new Result.Queued(0, "Your hand is down.") : new Refused(CommandRefusal.UNCHANGED);
    }

    private boolean removes(Participant who) {
        if (hands == null || !hands.remove(who)) {
            return false;
        }
        told.remove(who);
        changed();
        return true;
    }

    /** A moderator gives the floor to the next in the queue, or takes it back when nobody waits. */
    Result next(By by) {
        @Nullable Participant next = hands == null ? null : hands.peek();
        if (next == null && speaker == null) {
            return new Refused(CommandRefusal.NO_HANDS);
        }
        speaker = next;
        if (next == null) {
            out.ruled(Ruling.FLOOR_ENDED, by.nick(), Optional.empty(), "");
        } else {
            removes(next);
            out.ruled(Ruling.FLOOR, by.nick(), Optional.of(next), "");
            tellPlace(next, 0);
        }
        return Result.Done.DONE;
    }

    /** Someone is gone or on hold: it is not their turn any more. */
    void drop(Participant who) {
        if (removes(who)) {
            tellPlace(who, 0);
        }
        if (speaker == who) {
            speaker = null;
        }
    }

    /** Someone has another name, under which they may wait for a turn. */
    void isCalled(Participant who) {
        if (told.containsKey(who)) {
            changed();
        }
    }

    /** Programs are told at once, but not too often: one person's hand going up and down may move everyone else's place. */
    private void changed() {
        if (notices < SINGLE_NOTICES) {
            notices++;
            tellAll();
        } else {
            changed = true;
        }
    }

    /** Once a second. */
    void tick() {
        notices = 0;
        if (changed) {
            changed = false;
            tellAll();
        }
    }

    private void tellAll() {
        roster.tellPrograms(queue());
        int place = 0;
        for (Participant hand : hands == null ? List.<Participant>of() : hands) {
            place++;
            if (!Objects.equals(told.put(hand, place), place)) {
                tellPlace(hand, place);
            }
        }
    }

    private PrivateEvent.Hands queue() {
        return new PrivateEvent.Hands(
                hands == null
                        ? List.of()
                        : hands.stream().map(Participant::nick).toList());
    }

    private void tellPlace(Participant who, int place) {
        roster.find(who.person())
                .filter(Seat::isProgram)
                .ifPresent(seat -> seat.tell(new PrivateEvent.Hand(place, "")));
    }

    /** The program of a moderator who comes learns who waits for a turn. */
    void tellQueue(Seat moderator) {
        if (waiting() > 0 && moderator.isProgram()) {
            moderator.tell(queue());
        }
    }
}
