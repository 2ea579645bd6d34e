package dev.convoke.room;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomPolicy.ModeratorGone;
import dev.convoke.room.policy.RoomPolicy.WithoutModerator;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Durations;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a meeting without a moderator does what its policy says: goes on, waits, or ends after a grace that begins
 * when the last moderator went and is not begun anew by anyone else's going. Owned by the room's event loop.
 */
final class ModeratorWatch {

    private final ModeratorGone policy;
    private final Roster roster;
    private final RoomOutput out;
    private final EventLoop loop;
    private final Consumer<CloseReason> close;
    private boolean alone;
    private @Nullable Future<?> end;

    /**
     * A watch.
     *
     * @param close ends the meeting
     */
    ModeratorWatch(ModeratorGone policy, Roster roster, RoomOutput out, EventLoop loop, Consumer<CloseReason> close) {
        this.policy = policy;
        this.roster = roster;
        this.out = out;
        this.loop = loop;
        this.close = close;
    }

    /** Whether nobody is heard because no moderator is here. */
    boolean isHolding() {
        return alone && policy.then() == WithoutModerator.HOLD;
    }

    /** A moderator is no longer here, or no longer one. */
    void gone() {
        if (alone || roster.moderators() > 0) {
            return;
        }
        alone = true;
        switch (policy.then()) {
            case KEEP -> {}
            case HOLD -> out.ruled(Ruling.ON_HOLD, Optional.empty(), Optional.empty(), "");
            case END -> beginGrace();
        }
    }

    private void beginGrace() {
        if (policy.grace().isZero()) {
            close.accept(CloseReason.MODERATOR_GONE);
            return;
        }
        out.ruled(
                Ruling.ENDING,
                Optional.empty(),
                Optional.empty(),
                Durations.words(policy.grace()),
                policy.grace().toMillis());
        if (!loop.isShuttingDown()) {
            end = loop.schedule(
                    () -> close.accept(CloseReason.MODERATOR_GONE),
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
            out.ruled(Ruling.GOES_ON, Optional.empty(), Optional.of(moderator), "");
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
