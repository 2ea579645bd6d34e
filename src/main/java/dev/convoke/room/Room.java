package dev.convoke.room;

import dev.convoke.room.Chronicle.MeetingRecord;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room in which someone is, or waits: from the first leg to the end of its meeting.
 *
 * <p>{@link Phase#WAITING} until the PIN was right <em>and</em> the moderator's connection stands (US 8,018,877 steps 435–440);
 * then everyone in the lobby enters together and text flows (step 475). When the meeting ends everyone is told why, and
 * this object is done with: whoever comes next gets a new one.
 *
 * <p>Owned by one event loop: every method but {@link #inEventLoop} runs there, and others post commands through
 * {@link Rooms}.
 */
public final class Room {

    /** How far the room has come. */
    public enum Phase {
        /** People may be in the lobby; the moderator is awaited. */
        WAITING,
        /** A meeting is on. */
        OPEN,
        /** The meeting is over; what was said last is still being delivered. */
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    private static final long TICK_MS = 1_000;

    /** How long a leg has to read the end of a meeting. */
    private static final long CLOSE_DEADLINE_MS = 3_000;

    private final RoomProfile profile;
    private final EventLoop loop;
    private final RoomSettings settings;
    private final Chronicle chronicle;
    private final Clock clock;
    private final Consumer<Room> onDone;
    private final Roster roster = new Roster();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Phase phase = Phase.WAITING;
    private @Nullable Meeting meeting;
    private @Nullable Future<?> emptyTimer;

    /** What exists only while a meeting is on. */
    private record Meeting(Broadcast broadcast, MeetingRecord record, Future<?> tick) {}

    Room(
            RoomProfile profile,
            EventLoop loop,
            RoomSettings settings,
            Chronicle chronicle,
            Clock clock,
            Consumer<Room> onDone) {
        this.profile = profile;
        this.loop = loop;
        this.settings = settings;
        this.chronicle = chronicle;
        this.clock = clock;
        this.onDone = onDone;
    }

    /** What the room's row said when the first leg came. */
    public RoomProfile profile() {
        return profile;
    }

    /** How far the room has come. */
    public Phase phase() {
        return phase;
    }

    /** Everyone in the meeting and in the lobby, in the order of their coming. */
    public List<RosterRow> roster() {
        assert inEventLoop();
        return roster.rows();
    }

    /** Whether the calling thread owns this room. */
    public boolean inEventLoop() {
        return loop.inEventLoop();
    }

    // ---- coming -------------------------------------------------------------------------------------------------

    /** A leg comes to the door; its connection stands. */
    Entrance enter(RoomEntry entry, Leg leg) {
        assert inEventLoop();
        Optional<Seat> known = roster.find(entry.who());
        if (known.isPresent()) {
            return new Entrance.Seated(replaceLeg(known.get(), entry, leg));
        }
        if (roster.size() >= settings.seats() && entry.role() != Role.MODERATOR) {
            return new Entrance.TurnedAway(RefusalReason.ROOM_FULL);
        }
        stopEmptyTimer();
        Participant who = new Participant(entry.who(), roster.freeNick(entry.nick()), entry.role(), clock.millis());
        Seat seat = new Seat(this, who, leg);
        roster.add(seat);
        place(seat, true);
        return new Entrance.Seated(seat);
    }

    /** The same person on a new leg: the old one goes, and nobody else notices. */
    private Seat replaceLeg(Seat old, RoomEntry entry, Leg leg) {
        old.tell(new PrivateEvent.Goodbye("You came in again from elsewhere."));
        Participant who = old.who();
        if (entry.role() == Role.MODERATOR && !who.isModerator()) {
            who.role(Role.MODERATOR);
        }
        Seat seat = new Seat(this, who, leg);
        withMeeting(on -> on.broadcast().part(old));
        old.giveUp();
        roster.replace(old, seat);
        boolean isNewToMeeting = who.inLobby();
        place(seat, isNewToMeeting);
        return seat;
    }

    private void place(Seat seat, boolean isNewcomer) {
        if (phase == Phase.OPEN) {
            seatInMeeting(seat, isNewcomer);
        } else if (seat.who().isModerator()) {
            open(seat);
        } else {
            seat.who().inLobby(true);
            seat.tell(new PrivateEvent.Waiting(profile, seat.nick()));
        }
    }

    private void seatInMeeting(Seat seat, boolean isNewcomer) {
        Participant who = seat.who();
        who.inLobby(false);
        withMeeting(on -> {
            if (isNewcomer) {
                on.record().joined(who.msisdn(), who.nick(), who.role(), clock.millis());
                on.broadcast().append(new RoomEvent.Joined(List.of(who.nick()), roster.size()));
            }
            on.broadcast().join(seat);
        });
        seat.tell(new PrivateEvent.Welcome(profile, who.nick(), who.role(), roster.size()));
    }

    /** Step 440: the moderator's connection stands, and the room is open for everyone who waited. */
    private void open(Seat moderator) {
        phase = Phase.OPEN;
        MeetingRecord record = chronicle.opened(profile.number(), clock.millis());
        Broadcast broadcast = new Broadcast(
                loop, clock, settings.logOctets(), profile.transcript() ? Optional.of(record) : Optional.empty());
        Future<?> tick = loop.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        meeting = new Meeting(broadcast, record, tick);
        List<Nick> present = new ArrayList<>();
        for (Seat seat : roster.seats()) {
            Participant who = seat.who();
            who.inLobby(false);
            present.add(who.nick());
            record.joined(who.msisdn(), who.nick(), who.role(), clock.millis());
            seat.tell(new PrivateEvent.Welcome(profile, who.nick(), who.role(), roster.size()));
            broadcast.join(seat);
        }
        broadcast.append(new RoomEvent.Opened(moderator.nick(), present));
        LOG.info("room {} open with {} in it", profile.number(), present.size());
    }

    // ---- speaking -----------------------------------------------------------------------------------------------

    /** Someone says something; everyone hears it, the speaker too, in the room's order. */
    public void say(Seat seat, String text) {
        if (mayBeHeard(seat)) {
            withMeeting(on -> on.broadcast().append(new RoomEvent.Speech(seat.nick(), text)));
        }
    }

    /** Someone does something ({@code /me}). */
    public void emote(Seat seat, String text) {
        if (mayBeHeard(seat)) {
            withMeeting(on -> on.broadcast().append(new RoomEvent.Emote(seat.nick(), text)));
        }
    }

    private boolean mayBeHeard(Seat seat) {
        assert inEventLoop();
        if (seat.isLeft()) {
            return false;
        }
        if (seat.who().inLobby()) {
            return refuse(seat, "not-open", "The moderator is not here yet: nobody hears you.");
        }
        if (seat.role() == Role.OBSERVER) {
            return refuse(seat, "observer", "You are here as an observer and cannot speak.");
        }
        @Nullable Meeting on = meeting;
        if (on == null) {
            return false;
        }
        return !on.broadcast().isFull() || refuse(seat, "busy", "The room cannot keep up. Say it again in a moment.");
    }

    /** Tells the seat why its last line was not done; always false, to be returned. */
    private static boolean refuse(Seat seat, String code, String text) {
        seat.tell(new PrivateEvent.Rejected(code, text));
        return false;
    }

    /** Someone takes another name. */
    public void rename(Seat seat, Nick to) {
        assert inEventLoop();
        Nick from = seat.nick();
        if (seat.isLeft() || from.equals(to)) {
            return;
        }
        if (!from.folded().equals(to.folded()) && roster.isTaken(to)) {
            refuse(seat, "nick-taken", "The name " + to + " is taken.");
            return;
        }
        roster.rename(seat, to);
        if (seat.who().inLobby()) {
            seat.tell(new PrivateEvent.PrivateNotice("You are now " + to + "."));
        } else {
            withMeeting(on -> on.broadcast().append(new RoomEvent.Renamed(from, to)));
        }
    }

    /** Someone asks who is here. */
    public void who(Seat seat) {
        assert inEventLoop();
        seat.tell(new PrivateEvent.Who(roster.rows()));
    }

    // ---- going --------------------------------------------------------------------------------------------------

    /** Someone goes, whatever the way. */
    public void leave(Seat seat, Departure how, String detail) {
        assert inEventLoop();
        if (seat.isLeft()) {
            return;
        }
        seat.giveUp();
        roster.remove(seat);
        Participant who = seat.who();
        withMeeting(on -> {
            on.broadcast().part(seat);
            if (phase == Phase.OPEN) {
                on.record().left(who.msisdn(), how, clock.millis());
                on.broadcast().append(new RoomEvent.Left(who.nick(), how, detail, roster.size()));
            }
        });
        if (roster.isEmpty()) {
            nobodyIsHere();
        }
    }

    private void nobodyIsHere() {
        if (phase == Phase.WAITING) {
            phase = Phase.CLOSED;
            onDone.accept(this);
            ended.complete(null);
        } else if (phase == Phase.OPEN && !loop.isShuttingDown()) {
            Duration timeout = profile.emptyTimeout();
            emptyTimer = loop.schedule(() -> close(CloseReason.EMPTY, ""), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stopEmptyTimer() {
        if (emptyTimer != null) {
            emptyTimer.cancel(false);
            emptyTimer = null;
        }
    }

    /** A moderator puts someone out; {@code words} begins with the nick, a reason may follow. */
    public void kick(Seat by, String words) {
        assert inEventLoop();
        Optional<Seat> found = roster.findByWords(words);
        if (found.isEmpty()) {
            refuse(by, "no-such-nick", "Nobody here has that name. /who lists everyone.");
            return;
        }
        Seat target = found.get();
        if (target == by) {
            refuse(by, "not-yourself", "You cannot put yourself out. /leave or /close instead.");
            return;
        }
        String reason = words.substring(
                        Math.min(words.length(), target.nick().text().length()))
                .strip();
        String why = reason.isEmpty() ? "by " + by.nick() : "by " + by.nick() + ": " + reason;
        target.tell(new PrivateEvent.Goodbye("You were put out " + why + "."));
        leave(target, Departure.KICKED, why);
    }

    // ---- the end ------------------------------------------------------------------------------------------------

    /** Tells everyone that the booking ends in so long. */
    public void warn(Duration left) {
        assert inEventLoop();
        withMeeting(on -> on.broadcast().append(new RoomEvent.EndsIn(left)));
    }

    /** Ends the meeting, or the waiting: everyone is told why before the connection closes. */
    public void close(CloseReason reason, String detail) {
        assert inEventLoop();
        if (phase == Phase.CLOSED) {
            return;
        }
        Phase before = phase;
        phase = Phase.CLOSED;
        stopEmptyTimer();
        // From here on, whoever comes finds a new room.
        onDone.accept(this);
        String why = detail.isEmpty() ? reason.sentence() : reason.sentence() + ": " + detail;
        LOG.info("room {} closes, {} in it: {}", profile.number(), roster.size(), reason.label());
        if (before == Phase.WAITING) {
            for (Seat seat : roster.seats()) {
                seat.tell(new PrivateEvent.Goodbye(why + "."));
                seat.giveUp();
            }
            ended.complete(null);
            return;
        }
        withMeeting(on -> {
            on.broadcast().append(new RoomEvent.Closed(reason, detail));
            on.record().closed(reason, clock.millis());
            on.tick().cancel(false);
            Future<?> deadline = loop.schedule(this::letGo, CLOSE_DEADLINE_MS, TimeUnit.MILLISECONDS);
            on.broadcast().finish(() -> {
                deadline.cancel(false);
                letGo();
            });
        });
    }

    private void letGo() {
        withMeeting(on -> {
            on.broadcast().hearers().forEach(Seat::giveUp);
            on.broadcast().release();
        });
        meeting = null;
        ended.complete(null);
    }

    /** Completes on the room's loop when the meeting is over and everyone has been told, or did not listen. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Once a second while a meeting is on: legs that take nothing are dropped, memory of the last burst is given back. */
    private void tick() {
        try {
            dropStuckLegs();
        } catch (RuntimeException defect) {
            // An exception that escapes would end the ticking for good.
            LOG.error("room {}: the periodic check failed", profile.number(), defect);
        }
    }

    private void dropStuckLegs() {
        withMeeting(on -> {
            long tooLongAgo = System.nanoTime() - settings.slowTimeout().toNanos();
            for (Seat seat : List.copyOf(on.broadcast().hearers())) {
                if (seat.isBlockedSince(tooLongAgo)) {
                    leave(seat, Departure.TOO_SLOW, "");
                }
            }
            on.broadcast().calmDown();
        });
    }

    private void withMeeting(Consumer<Meeting> step) {
        @Nullable Meeting on = meeting;
        if (on != null) {
            step.accept(on);
        }
    }
}
