package dev.convoke.room;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomPolicy.ModeratorGone;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.terms.Durations;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a meeting without a moderator does what its policy says: goes on, waits, or ends after a grace that begins
 * when the last moderator went and is not begun anew by anyone else's going. Owned by the room's event loop.
 */
final class ModeratorWatch {

    private final Room room;
    private final ModeratorGone policy;
    private boolean alone;
    private @Nullable Future<?> end;

    ModeratorWatch(Room room, ModeratorGone policy) {
        this.room = room;
        this.policy = policy;
    }

    /** Whether nobody is heard because no moderator is here. */
    boolean isHolding() {
        return alone && policy.then() == WithoutModerator.HOLD;
    }

    /** A moderator is no longer here, or no longer one. */
    void gone() {
        if (alone || room.people().moderators() > 0) {
            return;
        }
        alone = true;
        switch (policy.then()) {
            case KEEP -> {}
            case HOLD -> room.ruled(Ruling.ON_HOLD, Optional.empty(), Optional.empty(), "");
            case END -> beginGrace();
        }
    }

    private void beginGrace() {
        if (policy.grace().isZero()) {
            room.close(CloseReason.MODERATOR_GONE, "");
            return;
        }
        room.ruled(Ruling.ENDING, Optional.empty(), Optional.empty(), Durations.words(policy.grace()));
        if (!room.loop().isShuttingDown()) {
            end = room.loop()
                    .schedule(
                            () -> room.close(CloseReason.MODERATOR_GONE, ""),
                            policy.grace().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** A moderator is here, come or made. */
    void here(Participant moderator) {
        if (!alone) {
            return;
        }
        alone = false;
        stop();
        if (policy.then() != WithoutModerator.KEEP) {
            room.ruled(Ruling.GOES_ON, Optional.empty(), Optional.of(moderator), "");
        }
    }

    /** The meeting is over. */
    void stop() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
