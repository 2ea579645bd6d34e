package dev.convoke.room;

import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.room.event.Ruling;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue to speak. Whoever has the floor may speak though everyone is muted, or they are, until it is the next one's turn.
 * Owned by the room's event loop.
 */
public final class Floor {

    private static final int MAX_HANDS = 1_000;

    private final Room room;

    /** Null until a hand is up. */
    private @Nullable ArrayDeque<Participant> hands;

    private @Nullable Participant speaker;

    Floor(Room room) {
        this.room = room;
    }

    boolean isHeldBy(Participant who) {
        return speaker == who;
    }

    /** How many wait for their turn. */
    int waiting() {
        return hands == null ? 0 : hands.size();
    }

    /** The place of someone in the queue, from 1; 0 if they are not in it. */
    int placeOf(Participant who) {
        if (hands == null) {
            return 0;
        }
        int place = 0;
        for (Participant hand : hands) {
            place++;
            if (hand == who) {
                return place;
            }
        }
        return 0;
    }

    /** Someone asks for a turn. Moderators are told; the person learns their place, again if they ask again. */
    public void raise(Seat seat) {
        if (!room.conversation().isInConversation(seat)) {
            return;
        }
        if (hands == null) {
            hands = new ArrayDeque<>(4);
        }
        if (placeOf(seat.who()) == 0) {
            if (hands.size() >= MAX_HANDS) {
                seat.refuse(Refusal.TOO_MANY_HANDS);
                return;
            }
            if (!room.conversation().mayTrouble(seat)) {
                return;
            }
            hands.add(seat.who());
            room.directory()
                    .tellModerators(seat.nick() + " asks to speak. /next gives the floor to "
                            + hands.getFirst().nick() + ".");
        }
        seat.tell(new PrivateEvent.PrivateNotice(
                "You are number " + placeOf(seat.who()) + " in the queue to speak. /hand down gives it up."));
    }

    /** Someone no longer asks for a turn. */
    public void lower(Seat seat) {
        if (hands != null && hands.remove(seat.who())) {
            seat.tell(new PrivateEvent.PrivateNotice("Your hand is down."));
        } else {
            seat.refuse(Refusal.UNCHANGED);
        }
    }

    /** A moderator gives the floor to the next in the queue, or takes it back when nobody waits. */
    public void next(Seat by) {
        assert room.inEventLoop();
        Participant next = hands == null ? null : hands.poll();
        if (next == null && speaker == null) {
            by.refuse(Refusal.NO_HANDS);
            return;
        }
        speaker = next;
        if (next == null) {
            room.ruled(Ruling.FLOOR_ENDED, Optional.of(by), Optional.empty(), "");
        } else {
            room.ruled(Ruling.FLOOR, Optional.of(by), Optional.of(next), "");
        }
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
