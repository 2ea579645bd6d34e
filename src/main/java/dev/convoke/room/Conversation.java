package dev.convoke.room;

import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.roster.NickMatch;
import dev.convoke.room.roster.Participant;
import dev.convoke.room.roster.Participant.Voice;
import dev.convoke.terms.Nick;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people say in a room, and whether they may. Owned by the room's event loop. */
final class Conversation {

    private final RoomContext context;
    private final TalkRight right;
    private final Floor floor;
    private final Door door;
    private final RoomState state;
    private final Roster roster;
    private final Course course;

    Conversation(
            RoomContext context,
            TalkRight right,
            Floor floor,
            Door door,
            RoomState state,
            Roster roster,
            Course course) {
        this.context = context;
        this.right = right;
        this.floor = floor;
        this.door = door;
        this.state = state;
        this.roster = roster;
        this.course = course;
    }

    /** Someone says something; everyone hears it, the speaker too, in the room's order. */
    Result say(Seat seat, String text, boolean report) {
        Optional<Result> refusal = refusesToHear(seat);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        long seq = course.append(new RoomEvent.Speech(seat.nick(), text));
        return report ? said(seq) : Result.Done.DONE;
    }

    private static Result said(long seq) {
        return seq == 0 ? Result.Ignored.IGNORED : new Result.Said(seq);
    }

    /** Someone does something ({@code /me}). */
    Result emote(Seat seat, String text) {
        return refusesToHear(seat).orElseGet(() -> said(course.append(new RoomEvent.Emote(seat.nick(), text))));
    }

    /** Someone sends data of an application, in the same order as all that is said. */
    Result data(Seat seat, PersonalCommand.Data data) {
        return refusesToHear(seat)
                .orElseGet(() -> said(course.append(
                        new RoomEvent.Data(seat.nick(), data.contentType(), data.base64(), data.octets()))));
    }

    /** A moderator announces something. */
    Result announce(By by, String text) {
        if (by.seat().isEmpty()) {
            return new Refused(CommandRefusal.NOT_IN_ROOM);
        }
        Seat seat = by.seat().get();
        return refusesToHear(seat).orElseGet(() -> said(course.append(new RoomEvent.Announcement(seat.nick(), text))));
    }

    /** Unless everyone is to hear this person now: then it counts, and the others know that they are here. */
    private Optional<Result> refusesToHear(Seat seat) {
        Optional<Result> refusal = right.refusesTalk(seat);
        if (refusal.isEmpty()) {
            refusal = isMuted(seat);
        }
        if (refusal.isEmpty()) {
            refusal = hasToWait(seat);
        }
        if (refusal.isPresent()) {
            return refusal;
        }
        Participant who = seat.who();
        if (!who.isModerator()) {
            who.talkRate().spoke(System.nanoTime());
        }
        course.announceFirst(who);
        return Optional.empty();
    }

    private Optional<Result> isMuted(Seat seat) {
        Participant who = seat.who();
        if (!state.mutes(who) || floor.isOf(who)) {
            return Optional.empty();
        }
        return TalkRight.because(who.voice() == Voice.MUTED ? CommandRefusal.MUTED : CommandRefusal.ALL_MUTED);
    }

    private Optional<Result> hasToWait(Seat seat) {
        Participant who = seat.who();
        if (who.isModerator()) {
            return Optional.empty();
        }
        Duration slow = state.slow();
        if (!slow.isZero() && !floor.isOf(who)) {
            long pause = who.talkRate().waitForPause(System.nanoTime(), slow.toNanos());
            if (pause > 0) {
                return TalkRight.because(CommandRefusal.SLOW_MODE, Duration.ofNanos(pause));
            }
        }
        return right.refusesTrouble(seat);
    }

    /** A text for one person only; {@code words} begins with the nick. Nothing of it is kept anywhere. */
    Result whisper(Seat from, String words) {
        Optional<Result> refusal = right.refusesTalk(from);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<NickMatch<Seat>> found = NickMatch.find(words, roster::find);
        if (found.isEmpty()) {
            return new Refused(CommandRefusal.NO_SUCH_NICK);
        }
        Seat to = found.get().who();
        String text = found.get().rest();
        if (text.isEmpty()) {
            return new Refused(CommandRefusal.USAGE, "/msg NICK TEXT");
        }
        return refusesWhisper(from, to).or(() -> right.refusesTrouble(from)).orElseGet(() -> whisper(from, to, text));
    }

    private Result whisper(Seat from, Seat to, String text) {
        long now = context.nowMs();
        long after = course.seq();
        to.tell(new PrivateEvent.PrivateText(from.nick(), to.nick(), text, false, now, after, 0));
        from.tell(new PrivateEvent.PrivateText(from.nick(), to.nick(), text, true, now, after, to.awaySinceMs()));
        return Result.Done.DONE;
    }

    private Optional<Result> refusesWhisper(Seat from, Seat to) {
        PrivateTexts texts = context.policy().privacy().privateTexts();
        boolean oneModerates = from.who().isModerator() || to.who().isModerator();
        if (texts == PrivateTexts.OFF) {
            return TalkRight.because(CommandRefusal.NO_PRIVATE_TEXTS);
        }
        if (texts == PrivateTexts.MODERATORS && !oneModerates) {
            return TalkRight.because(CommandRefusal.PRIVATE_TO_MODERATORS);
        }
        if (to.who().inLobby()) {
            return TalkRight.because(CommandRefusal.IN_LOBBY, to.nick().text());
        }
        if (to.who().isHeld()) {
            return TalkRight.because(CommandRefusal.IS_HELD, to.nick().text());
        }
        // Whoever is muted may still ask a moderator why.
        return to.who().isModerator() ? Optional.empty() : isMuted(from);
    }

    /** Someone takes another name. */
    Result rename(Seat seat, Nick to) {
        Participant who = seat.who();
        Nick from = seat.nick();
        if (seat.isLeft() || from.equals(to)) {
            return Result.Ignored.IGNORED;
        }
        if (who.isHeld()) {
            return new Refused(CommandRefusal.HELD);
        }
        if (who.voice() == Voice.MUTED && !who.isModerator()) {
            return new Refused(CommandRefusal.MUTED);
        }
        if (roster.isGoneFor(who, to)) {
            return new Refused(CommandRefusal.NICK_TAKEN, to.text());
        }
        Optional<Result> refusal = right.refusesTrouble(seat);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        course.announceFirst(who);
        roster.rename(seat, to);
        if (who.inLobby()) {
            door.isCalled(seat, from);
            return new Result.Told("You are now " + to + ".");
        }
        course.append(new RoomEvent.Renamed(from, to));
        floor.isCalled(who);
        return Result.Done.DONE;
    }

    /** Someone lost a leg, or slept, and asks for what was missed. */
    Result resume(Seat seat, PersonalCommand.Resume wanted) {
        Optional<Result> refusal = right.refusesHearing(seat);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        @Nullable Meeting on = course.meeting();
        return on == null ? Result.Ignored.IGNORED : on.resume(seat, wanted.meeting(), wanted.lastHeard());
    }

    /** What the meeting is about. */
    Result topicFor(Seat seat) {
        return right.refusesHearing(seat).orElseGet(() -> {
            @Nullable Meeting on = course.meeting();
            return new Result.Told(on == null || on.topic().isEmpty() ? "No topic is set." : "Topic: " + on.topic());
        });
    }

    /** A moderator says what the meeting is about; an empty text takes it away. */
    Result topic(By by, String text) {
        if (by.seat().isEmpty()) {
            return new Refused(CommandRefusal.NOT_IN_ROOM);
        }
        Seat seat = by.seat().get();
        return right.refusesTalk(seat).orElseGet(() -> {
            course.withMeeting(on -> on.topic(text));
            course.append(new RoomEvent.Topic(seat.nick(), text));
            return Result.Done.DONE;
        });
    }
}
