package dev.convoke.room;

import dev.convoke.room.Participant.Voice;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.port.Extension;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import java.time.Duration;
import java.util.Optional;

/**
 * What moderators decide about who speaks, who hears and who moderates. Whether the caller is a moderator has been asked
 * before; {@code words} begin with the nick of whom it concerns. Runs on the room's event loop.
 */
public final class Moderation {

    private final Room room;

    Moderation(Room room) {
        this.room = room;
    }

    // ---- who speaks ---------------------------------------------------------------------------------------------

    /** Nobody but moderators may speak, those who come later neither. */
    public void muteAll(Seat by) {
        if (room.rules().isAllMuted()) {
            by.refuse(Refusal.UNCHANGED);
            return;
        }
        room.rules().allMuted(true);
        everyVoice(Voice.EXEMPT, Voice.COMMON);
        room.ruled(Ruling.ALL_MUTED, Optional.of(by), Optional.empty(), "");
    }

    /** Everyone may speak, those who were muted one by one too. */
    public void unmuteAll(Seat by) {
        room.rules().allMuted(false);
        everyVoice(Voice.MUTED, Voice.COMMON);
        everyVoice(Voice.EXEMPT, Voice.COMMON);
        room.ruled(Ruling.ALL_UNMUTED, Optional.of(by), Optional.empty(), "");
    }

    private void everyVoice(Voice from, Voice to) {
        room.people().seats().forEach(seat -> change(seat.who(), from, to));
        room.usher().absences().ifPresent(absences -> absences.forEach(who -> change(who, from, to)));
    }

    private static void change(Participant who, Voice from, Voice to) {
        if (who.voice() == from) {
            who.voice(to);
        }
    }

    /** Someone may not speak, on whatever leg they come. */
    public void mute(Seat by, String words) {
        inMeeting(by, words).ifPresent(whom -> {
            Participant who = whom.who();
            if (who.isModerator()) {
                by.refuse(Refusal.IS_MODERATOR, who.nick().text());
            } else if (who.voice() == Voice.MUTED) {
                by.refuse(Refusal.UNCHANGED);
            } else {
                who.voice(Voice.MUTED);
                room.floor().drop(who);
                room.ruled(Ruling.MUTED, Optional.of(by), Optional.of(who), "");
            }
        });
    }

    /** Someone may speak, though everyone else may be muted. */
    public void unmute(Seat by, String words) {
        inMeeting(by, words).ifPresent(whom -> {
            Participant who = whom.who();
            if (!room.rules().mutes(who)) {
                by.refuse(Refusal.UNCHANGED);
            } else {
                who.voice(room.rules().isAllMuted() ? Voice.EXEMPT : Voice.COMMON);
                room.ruled(Ruling.UNMUTED, Optional.of(by), Optional.of(who), "");
            }
        });
    }

    /** Slow mode: everyone but moderators waits so long between two messages; zero turns it off. */
    public void slow(Seat by, Duration pause) {
        if (room.rules().slow().equals(pause)) {
            by.refuse(Refusal.UNCHANGED);
            return;
        }
        room.rules().slow(pause);
        room.ruled(
                pause.isZero() ? Ruling.NOT_SLOW : Ruling.SLOW,
                Optional.of(by),
                Optional.empty(),
                pause.isZero() ? "" : Durations.words(pause));
    }

    // ---- who hears ----------------------------------------------------------------------------------------------

    /** Someone hears nothing and is not heard, until {@link #unhold}; what is said meanwhile they never get. */
    public void hold(Seat by, String words) {
        inMeeting(by, words).ifPresent(whom -> {
            Participant who = whom.who();
            if (who.isModerator()) {
                by.refuse(Refusal.IS_MODERATOR, who.nick().text());
            } else if (who.isHeld()) {
                by.refuse(Refusal.UNCHANGED);
            } else {
                room.settle(who);
                room.floor().drop(who);
                room.withMeeting(meeting -> meeting.hold(whom));
                whom.tell(new PrivateEvent.PrivateNotice(
                        by.nick() + " put you on hold: you hear nobody and nobody hears you."));
                room.ruled(Ruling.HELD, Optional.of(by), Optional.of(who), "");
            }
        });
    }

    /** Someone hears again, from now on. */
    public void unhold(Seat by, String words) {
        inMeeting(by, words).ifPresent(whom -> {
            if (!whom.who().isHeld()) {
                by.refuse(Refusal.UNCHANGED);
                return;
            }
            // Their own coming, if it is still to be told, is for the others: what they hear begins with the ruling.
            room.settle(whom.who());
            room.withMeeting(meeting -> meeting.unhold(whom));
            room.ruled(Ruling.UNHELD, Optional.of(by), Optional.of(whom.who()), "");
        });
    }

    // ---- who moderates ------------------------------------------------------------------------------------------

    /** Someone becomes a moderator. */
    public void promote(Seat by, String words) {
        inMeeting(by, words).ifPresent(whom -> {
            Participant who = whom.who();
            if (who.isModerator()) {
                by.refuse(Refusal.UNCHANGED);
            } else if (who.isHeld()) {
                by.refuse(Refusal.IS_HELD, who.nick().text());
            } else {
                who.becomesModerator();
                room.ruled(Ruling.MODERATOR, Optional.of(by), Optional.of(who), "");
                room.watch().here(who);
            }
        });
    }

    /** A moderator, the caller perhaps, becomes a participant; the last one cannot. */
    public void demote(Seat by, String words) {
        inMeeting(by, words).ifPresent(whom -> {
            Participant who = whom.who();
            if (!who.isModerator()) {
                by.refuse(Refusal.NOT_MODERATOR, who.nick().text());
            } else if (room.people().moderators() == 1) {
                by.refuse(Refusal.LAST_MODERATOR, who.nick().text());
            } else {
                who.becomesNoModerator();
                room.ruled(Ruling.NO_MODERATOR, Optional.of(by), Optional.of(who), "");
            }
        });
    }

    private Optional<Seat> inMeeting(Seat by, String words) {
        assert room.inEventLoop();
        Optional<Seat> found = room.directory().find(by, words).map(NickMatch::who);
        if (found.isPresent() && found.get().who().inLobby()) {
            by.refuse(Refusal.IN_LOBBY, found.get().nick().text());
            return Optional.empty();
        }
        return found;
    }

    // ---- how long -----------------------------------------------------------------------------------------------

    /** Asks the schedule for more time; the answer comes later, and says until when the room is booked then. */
    public void extend(Seat by, Duration span) {
        room.whenAnswered(
                by,
                room.ports().extender().extend(room.profile().number(), span),
                extension -> extended(by, span, extension),
                () -> by.refuse(Refusal.NO_SCHEDULE));
    }

    private void extended(Seat by, Duration span, Extension extension) {
        switch (extension.outcome()) {
            case EXTENDED -> {
                extended(Optional.of(by), span);
                by.tell(new PrivateEvent.PrivateNotice(extension.sentence()));
            }
            case OVERLAPS -> by.refuse(Refusal.OVERLAPS, extension.sentence());
            case NOT_BOOKED -> by.refuse(Refusal.NOT_BOOKED, extension.sentence());
        }
    }

    /** Tells everyone that a moderator, who may be elsewhere, has got more time. */
    public void extended(Msisdn by, Duration span) {
        assert room.inEventLoop();
        extended(room.directory().present(by), span);
    }

    private void extended(Optional<Seat> by, Duration span) {
        room.ruled(Ruling.EXTENDED, by, Optional.empty(), Durations.words(span));
    }
}
