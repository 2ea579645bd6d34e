package dev.convoke.room;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.Leg;
import dev.convoke.room.port.RoomPorts;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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
 * <p>This class has the phases, and holds the parts that do the work together: {@link Seating} (coming and going), {@link
 * Door} (who gets in), {@link Conversation} (who is heard), {@link Floor} (whose turn it is), {@link Moderation}, {@link Exclusion}, {@link
 * ModeratorWatch}, and while a meeting is on, {@link Meeting}. Owned by one event loop: every method but {@link #inEventLoop}
 * runs there, in the parts too, and others post commands through {@link Rooms}.
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

    private final RoomProfile profile;
    private final EventLoop loop;
    private final RoomSettings settings;
    private final RoomPorts ports;
    private final Clock clock;
    private final Consumer<Room> onDone;
    private final RoomState rules;
    private final Roster roster = new Roster();
    private final Directory directory = new Directory(this);
    private final Door door;
    private final Seating usher;
    private final Conversation conversation;
    private final Floor floor = new Floor(this);
    private final Moderation moderation = new Moderation(this);
    private final Exclusion exclusion = new Exclusion(this);
    private final ModeratorWatch watch;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Phase phase = Phase.WAITING;
    private @Nullable Meeting meeting;
    private @Nullable Future<?> emptyTimer;

    Room(
            RoomProfile profile,
            EventLoop loop,
            RoomSettings settings,
            RoomPorts ports,
            Clock clock,
            Consumer<Room> onDone) {
        this.profile = profile;
        this.loop = loop;
        this.settings = settings;
        this.ports = ports;
        this.clock = clock;
        this.onDone = onDone;
        rules = new RoomState(profile.policy());
        door = new Door(this);
        usher = new Seating(this);
        conversation = new Conversation(this);
        watch = new ModeratorWatch(this, profile.policy().moderatorGone());
    }

    /** A leg comes to the door; its connection stands. */
    Entrance enter(RoomEntry entry, Leg leg) {
        return usher.enter(entry, leg);
    }

    /** Step 440: from now on there is a meeting. */
    Meeting begin() {
        phase = Phase.OPEN;
        Meeting begun =
                new Meeting(this, ports.chronicle().opened(profile.number(), clock.millis()), settings.logOctets());
        meeting = begun;
        return begun;
    }

    /** Someone goes, whatever the way. */
    public void leave(Seat seat, Departure how, String detail) {
        usher.leave(seat, how, detail);
    }

    // ---- what everyone learns -----------------------------------------------------------------------------------

    /** Tells everyone in the meeting, if one is on; answers the sequence number, 0 if none is. */
    long append(RoomEvent event) {
        return phase == Phase.OPEN && meeting != null ? meeting.append(event) : 0;
    }

    /** Tells everyone what was decided, about someone who is known to them by then. */
    void ruled(Ruling ruling, Optional<Seat> by, Optional<Participant> whom, String detail) {
        whom.ifPresent(this::settle);
        append(new RoomEvent.Ruled(ruling, by.map(Seat::nick), whom.map(Participant::nick), detail));
    }

    /** Before anything that someone does or is done to: the others know that they are here. */
    void settle(Participant who) {
        if (meeting != null) {
            meeting.announcer().settle(who);
        }
    }

    /** Tells everyone that the booking ends in so long. */
    public void warn(Duration left) {
        assert inEventLoop();
        append(new RoomEvent.EndsIn(left));
    }

    // ---- what others answer -------------------------------------------------------------------------------------

    /**
     * Goes on with a command, on the loop, when somebody outside has answered; what fails there is logged, and
     * {@code otherwise} is done.
     */
    <T> void whenAnswered(Seat by, CompletionStage<T> answer, Consumer<T> next, Runnable otherwise) {
        Leg.Later later = by.leg().later();
        answer.whenComplete((value, failure) -> {
            try {
                loop.execute(() -> later.answer(() -> {
                    if (failure == null) {
                        next.accept(value);
                    } else {
                        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
                        LOG.warn(
                                "room {}: what was asked for was not done: {}",
                                profile.number(),
                                String.valueOf(cause));
                        otherwise.run();
                    }
                }));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("an answer for room {} came after the loop had stopped", profile.number());
            }
        });
    }

    // ---- the end ------------------------------------------------------------------------------------------------

    /** Nobody is in the meeting; someone may still be in the lobby. */
    void nobodyIsHere() {
        if (phase == Phase.WAITING && roster.isEmpty()) {
            phase = Phase.CLOSED;
            onDone.accept(this);
            ended.complete(null);
        } else if (phase == Phase.OPEN && emptyTimer == null && !loop.isShuttingDown()) {
            Duration timeout = profile.emptyTimeout();
            emptyTimer = loop.schedule(() -> close(CloseReason.EMPTY, ""), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Someone is here again. */
    void stopEmptyTimer() {
        if (emptyTimer != null) {
            emptyTimer.cancel(false);
            emptyTimer = null;
        }
    }

    /** Ends the meeting, or the waiting: everyone is told why before the connection closes. */
    public void close(CloseReason reason, String detail) {
        assert inEventLoop();
        if (phase == Phase.CLOSED) {
            return;
        }
        withMeeting(on -> on.announcer().flush());
        String why = detail.isEmpty() ? reason.sentence() : reason.sentence() + ": " + detail;
        sendAway(phase == Phase.OPEN ? "The meeting is over: " + why : why);
        phase = Phase.CLOSED;
        stopEmptyTimer();
        watch.stop();
        // From here on, whoever comes finds a new room.
        onDone.accept(this);
        LOG.info("room {} closes, {} in it: {}", profile.number(), roster.size(), reason.label());
        @Nullable Meeting on = meeting;
        if (on == null) {
            ended.complete(null);
            return;
        }
        on.end(reason, detail, () -> {
            meeting = null;
            usher.forget();
            ended.complete(null);
        });
    }

    /** Those who do not hear the log, in the lobby and on hold, are told by themselves. */
    private void sendAway(String why) {
        for (Seat seat : List.copyOf(roster.seats())) {
            if (!seat.isPresent()) {
                seat.tell(new PrivateEvent.Goodbye(why + "."));
                seat.giveUp();
            }
        }
    }

    /** Completes on the room's loop when the meeting is over and everyone has been told, or did not listen. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    // ---- for its parts, and for those who ask -------------------------------------------------------------------

    /** Whether the calling thread owns this room. */
    public boolean inEventLoop() {
        return loop.inEventLoop();
    }

    /** What the room's row said when the first leg came. */
    public RoomProfile profile() {
        return profile;
    }

    /** How far the room has come. */
    public Phase phase() {
        return phase;
    }

    /** Who gets in. */
    public Door door() {
        return door;
    }

    /** What people say. */
    public Conversation conversation() {
        return conversation;
    }

    /** Whose turn it is. */
    public Floor floor() {
        return floor;
    }

    /** What moderators decide. */
    public Moderation moderation() {
        return moderation;
    }

    /** NickMatch moderators put out. */
    public Exclusion exclusion() {
        return exclusion;
    }

    /** Who is here. */
    public Directory directory() {
        return directory;
    }

    /** Everyone in the meeting and in the lobby with their numbers, in the order of their coming: for the operator. */
    public List<RosterRow> roster() {
        return directory.rows(true);
    }

    /** What the room holds at the moment; for metrics. */
    public RoomFigures figures() {
        assert inEventLoop();
        return new RoomFigures(
                roster.present(),
                roster.waiting(),
                usher.absences().map(Departed::size).orElse(0),
                floor.waiting(),
                meeting == null ? 0 : meeting.history().size(),
                meeting == null ? 0 : meeting.broadcast().heldOctets());
    }

    void withMeeting(Consumer<Meeting> step) {
        @Nullable Meeting on = meeting;
        if (on != null) {
            step.accept(on);
        }
    }

    @Nullable
    Meeting meeting() {
        return meeting;
    }

    /** Whether the store is so far behind that nothing more should be taken. */
    boolean isBehind() {
        return meeting == null || meeting.broadcast().isFull();
    }

    Roster people() {
        return roster;
    }

    Seating usher() {
        return usher;
    }

    RoomState rules() {
        return rules;
    }

    ModeratorWatch watch() {
        return watch;
    }

    RoomPorts ports() {
        return ports;
    }

    RoomSettings settings() {
        return settings;
    }

    EventLoop loop() {
        return loop;
    }

    Clock clock() {
        return clock;
    }

    /** For spans within the meeting; only differences mean something. */
    long nowNanos() {
        return System.nanoTime();
    }
}
