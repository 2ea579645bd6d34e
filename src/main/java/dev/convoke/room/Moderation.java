package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.roster.NickMatch;
import dev.convoke.room.roster.Participant;
import dev.convoke.room.roster.Participant.Voice;
import dev.convoke.terms.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What moderators decide about who speaks, who hears and who moderates. That they may has been asked before; {@code words} begin
 * with the nick of whom it concerns. Runs on the room's event loop.
 */
final class Moderation {

    private final Roster roster;
    private final RoomState state;
    private final Floor floor;
    private final ModeratorWatch watch;
    private final Course course;
    private final Consumer<Seat> briefing;

    /**
     * For these parts.
     *
     * @param briefing tells somebody who has become a moderator who waits
     */
    Moderation(
            Roster roster, RoomState state, Floor floor, ModeratorWatch watch, Course course, Consumer<Seat> briefing) {
        this.briefing = briefing;
        this.roster = roster;
        this.state = state;
        this.floor = floor;
        this.watch = watch;
        this.course = course;
    }

    /** Nobody but moderators may speak, those who come later neither. */
    Result muteAll(By by) {
        if (state.isAllMuted()) {
            return new Refused(CommandRefusal.UNCHANGED);
        }
        state.allMuted(true);
        everyVoice(Voice.EXEMPT, Voice.COMMON);
        return ruled(Ruling.ALL_MUTED, by, "");
    }

    /** Everyone may speak, those who were muted one by one too. */
    Result unmuteAll(By by) {
        state.allMuted(false);
        everyVoice(Voice.MUTED, Voice.COMMON);
        everyVoice(Voice.EXEMPT, Voice.COMMON);
        return ruled(Ruling.ALL_UNMUTED, by, "");
    }

    private void everyVoice(Voice from, Voice to) {
        roster.seats().forEach(seat -> change(seat.who(), from, to));
        roster.departed().forEach(who -> change(who, from, to));
    }

    private static void change(Participant who, Voice from, Voice to) {
        if (who.voice() == from) {
            who.voice(to);
        }
    }

    /** Someone may not speak, on whatever leg they come. */
    Result mute(By by, String words) {
        return inMeeting(words, whom -> {
            Participant who = whom.who();
            if (who.isModerator()) {
                return new Refused(CommandRefusal.IS_MODERATOR, who.nick().text());
            }
            if (who.voice() == Voice.MUTED) {
                return new Refused(CommandRefusal.UNCHANGED);
            }
            who.voice(Voice.MUTED);
            floor.drop(who);
            return ruled(Ruling.MUTED, by, who);
        });
    }

    /** Someone may speak, though everyone else may be muted. */
    Result unmute(By by, String words) {
        return inMeeting(words, whom -> {
            Participant who = whom.who();
            if (!state.mutes(who)) {
                return new Refused(CommandRefusal.UNCHANGED);
            }
            who.voice(state.isAllMuted() ? Voice.EXEMPT : Voice.COMMON);
            return ruled(Ruling.UNMUTED, by, who);
        });
    }

    /** Slow mode: everyone but moderators waits so long between two messages; zero turns it off. */
    Result slow(By by, Duration pause) {
        if (state.slow().equals(pause)) {
            return new Refused(CommandRefusal.UNCHANGED);
        }
        state.slow(pause);
        if (pause.isZero()) {
            return ruled(Ruling.NOT_SLOW, by, "");
        }
        course.ruled(Ruling.SLOW, by.nick(), Optional.empty(), Durations.words(pause), pause.toMillis());
        return Result.Done.DONE;
    }

    /** Someone hears nothing and is not heard, until {@link #unhold}; what is said meanwhile they never get. */
    Result hold(By by, String words) {
        return inMeeting(words, whom -> {
            Participant who = whom.who();
            if (who.isModerator()) {
                return new Refused(CommandRefusal.IS_MODERATOR, who.nick().text());
            }
            if (who.isHeld()) {
                return new Refused(CommandRefusal.UNCHANGED);
            }
            course.announceFirst(who);
            floor.drop(who);
            course.withMeeting(meeting -> meeting.hold(whom));
            whom.tell(new PrivateEvent.PrivateNotice(
                    by.name(true) + " put you on hold: you hear nobody and nobody hears you."));
            return ruled(Ruling.HELD, by, who);
        });
    }

    /** Someone hears again, from now on. */
    Result unhold(By by, String words) {
        return inMeeting(words, whom -> {
            if (!whom.who().isHeld()) {
                return new Refused(CommandRefusal.UNCHANGED);
            }
            // Their own coming, if it is still to be told, is for the others: what they hear begins with the ruling.
            course.announceFirst(whom.who());
            course.withMeeting(meeting -> meeting.unhold(whom));
            return ruled(Ruling.UNHELD, by, whom.who());
        });
    }

    /** Someone becomes a moderator. */
    Result promote(By by, String words) {
        return inMeeting(words, whom -> {
            Participant who = whom.who();
            if (who.isModerator()) {
                return new Refused(CommandRefusal.UNCHANGED);
            }
            if (who.isHeld()) {
                return new Refused(CommandRefusal.IS_HELD, who.nick().text());
            }
            who.becomesModerator();
            ruled(Ruling.MODERATOR, by, who);
            watch.here(who);
            briefing.accept(whom);
            return Result.Done.DONE;
        });
    }

    /** A moderator, the caller perhaps, becomes a participant; the last one cannot. */
    Result demote(By by, String words) {
        return inMeeting(words, whom -> {
            Participant who = whom.who();
            if (!who.isModerator()) {
                return new Refused(CommandRefusal.NOT_MODERATOR, who.nick().text());
            }
            if (roster.moderators() == 1) {
                return new Refused(CommandRefusal.LAST_MODERATOR, who.nick().text());
            }
            who.becomesNoModerator();
            return ruled(Ruling.NO_MODERATOR, by, who);
        });
    }

    /** Tells everyone that the booking ends in so long. */
    Result endsIn(Duration left) {
        course.append(new RoomEvent.EndsIn(left));
        return Result.Done.DONE;
    }

    private Result inMeeting(String words, Function<Seat, Result> step) {
        Optional<Seat> found = NickMatch.find(words, roster::find).map(NickMatch::who);
        if (found.isEmpty()) {
            return new Refused(CommandRefusal.NO_SUCH_NICK);
        }
        Seat seat = found.get();
        return seat.who().inLobby()
                ? new Refused(CommandRefusal.IN_LOBBY, seat.nick().text())
                : step.apply(seat);
    }

    private Result ruled(Ruling ruling, By by, Participant whom) {
        course.ruled(ruling, by.nick(), Optional.of(whom), "");
        return Result.Done.DONE;
    }

    private Result ruled(Ruling ruling, By by, String detail) {
        course.ruled(ruling, by.nick(), Optional.empty(), detail);
        return Result.Done.DONE;
    }
}
