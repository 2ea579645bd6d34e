package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.policy.RoomPolicy.Talk;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether someone has a part in the conversation now. Each method says why not, or empty if they have. Owned by the room's
 * event loop.
 */
final class TalkRight {

    private final Course course;
    private final ModeratorWatch watch;
    private final Talk talk;

    TalkRight(Course course, ModeratorWatch watch, Talk talk) {
        this.course = course;
        this.watch = watch;
        this.talk = talk;
    }

    /** Unless this person is in the meeting with a right to speak. */
    Optional<Result> refusesTalk(Seat seat) {
        Optional<Result> refusal = refusesHearing(seat);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (seat.who().role() == Role.OBSERVER) {
            return because(CommandRefusal.OBSERVER);
        }
        if (watch.isHolding()) {
            return because(CommandRefusal.NO_MODERATOR);
        }
        return course.isBehind() ? because(CommandRefusal.BUSY) : Optional.empty();
    }

    /** Unless this person is in the meeting at all, and not on hold. */
    Optional<Result> refusesHearing(Seat seat) {
        if (seat.isLeft() || course.phase() == Phase.CLOSED) {
            return Optional.of(Result.Ignored.IGNORED);
        }
        if (seat.who().inLobby()) {
            return because(course.phase() == Phase.WAITING ? CommandRefusal.NOT_OPEN : CommandRefusal.LOBBY);
        }
        return seat.who().isHeld() ? because(CommandRefusal.HELD) : Optional.empty();
    }

    /**
     * Unless this person may cause one more message for others now; takes it from what they may then. Moderators always may.
     */
    Optional<Result> refusesTrouble(Seat seat) {
        Participant who = seat.who();
        if (who.isModerator() || talk.burst() == 0) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        long refill = talk.refill().toNanos();
        long wait = who.talkRate().waitForToken(now, talk.burst(), refill);
        if (wait > 0) {
            return because(CommandRefusal.TOO_FAST, Duration.ofNanos(wait));
        }
        who.talkRate().take(now, refill);
        return Optional.empty();
    }

    static Optional<Result> because(CommandRefusal reason) {
        return Optional.of(new Refused(reason));
    }

    static Optional<Result> because(CommandRefusal reason, String detail) {
        return Optional.of(new Refused(reason, detail));
    }

    /** For what may be done after a while. */
    static Optional<Result> because(CommandRefusal reason, Duration wait) {
        return Optional.of(new Refused(reason, Durations.words(wait), wait.toMillis() + 1));
    }
}
