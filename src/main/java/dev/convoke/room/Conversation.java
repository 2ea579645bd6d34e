package dev.convoke.room;

import dev.convoke.room.Participant.Voice;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Refusal;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomPolicy.Talk;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.Optional;

/** What people say in a room, and whether they may. Owned by the room's event loop. */
public final class Conversation {

    private final Room room;
    private final Talk talk;

    Conversation(Room room) {
        this.room = room;
        this.talk = room.profile().policy().talk();
    }

    /**
     * Someone says something; everyone hears it, the speaker too, in the room's order.
     *
     * @return its sequence number; 0 if it was not said
     */
    public long say(Seat seat, String text) {
        return mayBeHeard(seat) ? room.append(new RoomEvent.Speech(seat.nick(), text)) : 0;
    }

    /** Someone does something ({@code /me}); answers as {@link #say} does. */
    public long emote(Seat seat, String text) {
        return mayBeHeard(seat) ? room.append(new RoomEvent.Emote(seat.nick(), text)) : 0;
    }

    /** Someone sends data of an application, in the same order as all that is said; answers as {@link #say} does. */
    public long data(Seat seat, String contentType, String base64, int octets) {
        return mayBeHeard(seat) ? room.append(new RoomEvent.Data(seat.nick(), contentType, base64, octets)) : 0;
    }

    /** A moderator announces something. */
    public void announce(Seat by, String text) {
        if (mayBeHeard(by)) {
            room.append(new RoomEvent.Announcement(by.nick(), text));
        }
    }

    private boolean mayBeHeard(Seat seat) {
        if (!isInConversation(seat) || isMuted(seat) || !hasWaited(seat)) {
            return false;
        }
        Participant who = seat.who();
        if (!who.isModerator()) {
            who.allowance().spoke(room.nowNanos());
        }
        room.settle(who);
        return true;
    }

    /** Whether this person is in the meeting with a right to speak; they are told otherwise. */
    boolean isInConversation(Seat seat) {
        if (!hears(seat)) {
            return false;
        }
        if (seat.who().role() == Role.OBSERVER) {
            return seat.refuse(Refusal.OBSERVER);
        }
        if (room.watch().isHolding()) {
            return seat.refuse(Refusal.NO_MODERATOR);
        }
        return !room.isBehind() || seat.refuse(Refusal.BUSY);
    }

    /** Whether this person is in the meeting at all, and not on hold; they are told otherwise. */
    private boolean hears(Seat seat) {
        assert room.inEventLoop();
        if (seat.isLeft() || room.phase() == Room.Phase.CLOSED) {
            return false;
        }
        if (seat.who().inLobby()) {
            return seat.refuse(room.phase() == Room.Phase.WAITING ? Refusal.NOT_OPEN : Refusal.LOBBY);
        }
        return !seat.who().isHeld() || seat.refuse(Refusal.HELD);
    }

    private boolean isMuted(Seat seat) {
        Participant who = seat.who();
        if (!room.rules().mutes(who) || room.floor().isHeldBy(who)) {
            return false;
        }
        seat.refuse(who.voice() == Voice.MUTED ? Refusal.MUTED : Refusal.ALL_MUTED);
        return true;
    }

    private boolean hasWaited(Seat seat) {
        Participant who = seat.who();
        if (who.isModerator()) {
            return true;
        }
        Duration slow = room.rules().slow();
        if (!slow.isZero() && !room.floor().isHeldBy(who)) {
            long pause = who.allowance().waitForPause(room.nowNanos(), slow.toNanos());
            if (pause > 0) {
                return seat.refuse(Refusal.SLOW_MODE, Durations.words(Duration.ofNanos(pause)));
            }
        }
        return mayTrouble(seat);
    }

    /** Whether this person may cause one more message for others now; takes it from what they may. Moderators always may. */
    boolean mayTrouble(Seat seat) {
        Participant who = seat.who();
        if (who.isModerator() || talk.burst() == 0) {
            return true;
        }
        long now = room.nowNanos();
        long refill = talk.refill().toNanos();
        long wait = who.allowance().waitForToken(now, talk.burst(), refill);
        if (wait > 0) {
            return seat.refuse(Refusal.TOO_FAST, Durations.words(Duration.ofNanos(wait)));
        }
        who.allowance().take(now, refill);
        return true;
    }

    /** A text for one person only; {@code words} begins with the nick. Nothing of it is kept anywhere. */
    public void whisper(Seat from, String words) {
        if (!isInConversation(from)) {
            return;
        }
        Optional<NickMatch<Seat>> found = room.directory().find(from, words);
        if (found.isEmpty()) {
            return;
        }
        Seat to = found.get().who();
        String text = found.get().rest();
        if (text.isEmpty()) {
            from.refuse(Refusal.USAGE, "/msg NICK TEXT");
        } else if (mayWhisper(from, to) && mayTrouble(from)) {
            to.tell(new PrivateEvent.PrivateText(from.nick(), to.nick(), text, false));
            from.tell(new PrivateEvent.PrivateText(from.nick(), to.nick(), text, true));
        }
    }

    private boolean mayWhisper(Seat from, Seat to) {
        PrivateTexts policy = room.profile().policy().privacy().privateTexts();
        boolean oneModerates = from.who().isModerator() || to.who().isModerator();
        if (policy == PrivateTexts.OFF) {
            return from.refuse(Refusal.NO_PRIVATE_TEXTS);
        }
        if (policy == PrivateTexts.MODERATORS && !oneModerates) {
            return from.refuse(Refusal.PRIVATE_TO_MODERATORS);
        }
        if (to.who().inLobby()) {
            return from.refuse(Refusal.IN_LOBBY, to.nick().text());
        }
        if (to.who().isHeld()) {
            return from.refuse(Refusal.IS_HELD, to.nick().text());
        }
        // Whoever is muted may still ask a moderator why.
        return to.who().isModerator() || !isMuted(from);
    }

    /** Someone takes another name. */
    public void rename(Seat seat, Nick to) {
        assert room.inEventLoop();
        Participant who = seat.who();
        Nick from = seat.nick();
        if (seat.isLeft() || from.equals(to)) {
            return;
        }
        if (who.isHeld()) {
            seat.refuse(Refusal.HELD);
        } else if (who.voice() == Voice.MUTED && !who.isModerator()) {
            seat.refuse(Refusal.MUTED);
        } else if (room.usher().isGoneFor(who, to)) {
            seat.refuse(Refusal.NICK_TAKEN, to.text());
        } else if (mayTrouble(seat)) {
            room.settle(who);
            room.people().rename(seat, to);
            if (who.inLobby()) {
                seat.tell(new PrivateEvent.PrivateNotice("You are now " + to + "."));
            } else {
                room.append(new RoomEvent.Renamed(from, to));
            }
        }
    }

    /**
     * Someone lost a leg, or slept, and asks for what was missed.
     *
     * @param meeting which meeting, as they were told
     * @param lastHeard the sequence number of the last event that they have
     */
    public void resume(Seat seat, String meeting, long lastHeard) {
        if (hears(seat)) {
            room.withMeeting(on -> on.resume(seat, meeting, lastHeard));
        }
    }

    /** Tells what the meeting is about. */
    public void tellTopic(Seat seat) {
        if (hears(seat)) {
            String topic = room.rules().topic();
            seat.tell(new PrivateEvent.PrivateNotice(topic.isEmpty() ? "No topic is set." : "Topic: " + topic));
        }
    }

    /** A moderator says what the meeting is about; an empty text takes it away. */
    public void topic(Seat by, String text) {
        if (isInConversation(by)) {
            room.rules().topic(text);
            room.append(new RoomEvent.Topic(by.nick(), text));
        }
    }
}
