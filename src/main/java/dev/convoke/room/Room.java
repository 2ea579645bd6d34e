package dev.convoke.room;

import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.PersonalCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.Glance;
import dev.convoke.room.event.PrivateEvent.Goodbye;
import dev.convoke.room.event.RoomFigures;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.Extension;
import dev.convoke.room.port.Leg;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.room.roster.Departed.Absence;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
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
 * <p>This class moves the room through its phases, takes its commands, and wires the parts that do the work: {@link Seating}
 * (coming) and {@link Leaving}, {@link Door} (who gets in), {@link Conversation} (who is heard), {@link Floor} (whose turn it is),
 * {@link Moderation}, {@link Exclusion}, {@link DoorCommands}, {@link Requests}, {@link InvitationNews},
 * {@link ModeratorWatch}, and while a meeting is on,
 * {@link Meeting}. None of them knows this class: each is given what it needs, tells everyone through {@link RoomOutput}, and asks
 * {@link Course} how far the room has come. Owned by one event loop: every method but {@link #inEventLoop} runs there, in the
 * parts too, and others send commands through {@link Rooms}.
 */
public final class Room {

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final RoomContext context;
    private final Consumer<Room> onDone;
    private final Inside inside = new Inside();
    private final Course course = new Course();
    private final RoomState state;
    private final Roster roster;
    private final Floor floor;
    private final ModeratorWatch watch;
    private final Door door;
    private final Seating seating;
    private final Leaving leaving;
    private final Directory directory;
    private final Exclusion exclusion;
    private final Requests requests;
    private final InvitationNews invitationNews;
    private final PersonalDispatch personal;
    private final ModeratorDispatch decisions;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Future<?> emptyTimer;

    Room(
            RoomProfile profile,
            EventLoop loop,
            RoomSettings settings,
            RoomPorts ports,
            Clock clock,
            Consumer<Room> onDone) {
        this.context = new RoomContext(profile, loop, settings, ports, clock);
        this.onDone = onDone;
        state = new RoomState(profile.policy());
        roster = new Roster(profile.policy().access().nickReservation());
        watch = new ModeratorWatch(profile.policy().moderatorGone(), roster, course, loop, reason -> close(reason, ""));
        TalkRight right = new TalkRight(course, watch, profile.policy().talk());
        floor = new Floor(right, roster, course);
        door = new Door(context, state, roster, () -> course.phase() == Phase.OPEN);
        directory = new Directory(context, roster, state, floor, course);
        seating = new Seating(inside, context, roster, door, floor, directory, watch, course);
        leaving = new Leaving(context, roster, door, floor, watch, course, this::nobodyIsHere);
        Conversation conversation = new Conversation(context, right, floor, door, state, roster, course);
        exclusion = new Exclusion(context, roster, leaving, course);
        requests = new Requests(context, state, course, this::meeting);
        invitationNews = new InvitationNews(context, roster, directory);
        personal = new PersonalDispatch(conversation, floor, leaving);
        decisions = new ModeratorDispatch(
                conversation,
                floor,
                new Moderation(roster, state, floor, watch, course, seating::brief),
                exclusion,
                new DoorCommands(state, roster, seating, leaving, course),
                requests,
                this::close);
    }

    /** A leg comes to the door; its connection stands. */
    Entrance enter(RoomEntry entry, Leg leg) {
        state.booked(entry.booked());
        return seating.enter(entry, leg);
    }

    /** What seating somebody, and the seats, want of this room; no more of it is anybody's. */
    private final class Inside implements Seating.House {

        @Override
        public boolean inEventLoop() {
            return context.inEventLoop();
        }

        @Override
        public boolean isOver() {
            return course.phase() == Phase.CLOSED;
        }

        @Override
        public long nowMs() {
            return context.nowMs();
        }

        @Override
        public int present() {
            return roster.present();
        }

        @Override
        public boolean letsInvite(Participant who) {
            return state.letsInvite(who);
        }

        @Override
        public Meeting begin() {
            return Room.this.begin();
        }

        @Override
        public void somebodyIsHere() {
            stopEmptyTimer();
        }

        @Override
        public void nobodyIsHere() {
            Room.this.nobodyIsHere();
        }

        @Override
        public Result execute(Seat by, RoomCommand command) {
            return Room.this.execute(by, command);
        }

        @Override
        public void flushBeforeFormat(Seat seat) {
            course.withMeeting(on -> on.broadcast().flushBeforeFormat(seat));
        }

        @Override
        public void translate(Seat seat) {
            seating.translate(seat);
        }

        @Override
        public void leave(Seat seat, Departure how, String detail) {
            assert inEventLoop();
            leaving.leave(seat, how, detail);
        }
    }

    /** As a seat sees it. */
    Seat.Keeper keeper() {
        return inside;
    }

    private Meeting begin() {
        Meeting begun = new Meeting(
                context,
                context.ports().records().opened(context.number(), context.nowMs()),
                course,
                roster::present,
                this::tick,
                seat -> leaving.leave(seat, Departure.TOO_SLOW, ""));
        course.open(begun);
        return begun;
    }

    private void tick() {
        door.tick();
        floor.tick();
    }

    /** Does what somebody asks for, if they may. What everyone learns of it is told; the result is for whoever asked. */
    Result execute(Actor actor, RoomCommand command) {
        return actor.fold(
                seated -> roster.find(seated.who())
                        .map(seat -> execute(seat, command))
                        .orElseGet(() -> new Result.Refused(CommandRefusal.NOT_IN_ROOM)),
                byText -> executeFromElsewhere(byOf(actor), command),
                operator -> executeFromElsewhere(byOf(actor), command),
                schedule -> executeFromElsewhere(byOf(actor), command));
    }

    /** As {@link #execute(Actor, RoomCommand)} does, for somebody whose seat is known. */
    private Result execute(Seat by, RoomCommand command) {
        assert inEventLoop();
        if (command instanceof PersonalCommand own) {
            return own.by(by, personal);
        }
        if (command instanceof ModeratorCommand decision) {
            return by.role() == Role.MODERATOR || (decision instanceof ModeratorCommand.Invite && by.mayInvite())
                    ? decision.by(By.in(by), decisions)
                    : new Result.Refused(CommandRefusal.MODERATORS_ONLY);
        }
        return directory.who(by, (RoomCommand.Who) command);
    }

    private Result executeFromElsewhere(By by, RoomCommand command) {
        assert inEventLoop();
        if (command instanceof PersonalCommand) {
            return new Result.Refused(CommandRefusal.NOT_IN_ROOM);
        }
        return command instanceof ModeratorCommand decision
                ? decision.by(by, decisions)
                : directory.all((RoomCommand.Who) command);
    }

    private By byOf(Actor actor) {
        return actor.fold(
                seated -> by(seated.who()),
                byText -> by(new Person.Phone(byText.who())),
                operator -> By.office(CloseReason.BY_OPERATOR),
                schedule -> By.office(CloseReason.BOOKING_ENDED));
    }

    private By by(Person who) {
        return new By(roster.present(who), Optional.of(who), CloseReason.BY_MODERATOR);
    }

    /** Tells everyone that somebody elsewhere has got more time for the booking. */
    void extended(Actor by, Duration span, Extension extension) {
        requests.extended(byOf(by), span, extension);
    }

    /** An invitation to this room is on the guest's phone, or never will be. */
    void delivered(Person host, Msisdn guest, boolean delivered) {
        assert inEventLoop();
        invitationNews.add(host, guest, delivered);
    }

    /** Puts out those who have been banned from outside of the room. */
    void heedBans() {
        exclusion.heedBans();
    }

    private void nobodyIsHere() {
        if (course.phase() == Phase.WAITING && roster.isEmpty()) {
            course.close();
            onDone.accept(this);
            ended.complete(null);
        } else if (course.phase() == Phase.OPEN
                && emptyTimer == null
                && !context.loop().isShuttingDown()) {
            context.ports().meetingPorts().deserted(context.number());
            Duration timeout = context.profile().emptyTimeout();
            emptyTimer = context.loop()
                    .schedule(() -> close(CloseReason.EMPTY, ""), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stopEmptyTimer() {
        if (emptyTimer != null) {
            emptyTimer.cancel(false);
            emptyTimer = null;
            context.ports().meetingPorts().engaged(context.number());
        }
    }

    /** Ends the meeting, or the waiting: everyone is told why before the connection closes. */
    void close(CloseReason reason, String detail) {
        assert inEventLoop();
        if (inside.isOver()) {
            return;
        }
        course.withMeeting(on -> on.announcer().flush());
        String why = detail.isEmpty() ? reason.sentence() : reason.sentence() + ": " + detail;
        Goodbye goodbye = new Goodbye(
                reason == CloseReason.SHUTDOWN ? Farewell.RESTART : Farewell.OVER,
                (course.phase() == Phase.OPEN ? "The meeting is over: " + why : why) + ".",
                "",
                reason.label());
        sendAway(goodbye);
        course.close();
        stopEmptyTimer();
        watch.stop();
        context.ports().meetingPorts().ended(context.number());
        context.ports().passes().ended(context.number(), reason, context.nowMs());
        // From here on, whoever comes finds a new room.
        onDone.accept(this);
        LOG.info("room {} closes, {} in it: {}", context.number(), roster.size(), reason.label());
        @Nullable Meeting on = course.meeting();
        if (on == null) {
            ended.complete(null);
            return;
        }
        on.end(reason, detail, goodbye, () -> {
            course.end();
            roster.departed().forget();
            ended.complete(null);
        });
    }

    /** Those who do not hear the log, in the lobby and on hold, are told by themselves. */
    private void sendAway(Goodbye goodbye) {
        for (Seat seat : List.copyOf(roster.seats())) {
            if (!seat.isPresent()) {
                seat.tell(goodbye);
                seat.giveUp();
            }
        }
    }

    /** Completes on the room's loop when the meeting is over and everyone has been told, or did not listen. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Whether the calling thread owns this room. */
    public boolean inEventLoop() {
        return context.inEventLoop();
    }

    /** Everyone in the meeting and in the lobby with their numbers, in the order of their coming: for the operator. */
    public List<RosterRow> roster() {
        assert inEventLoop();
        return directory.rows(true);
    }

    /** Tells the meeting that is on from every other; empty as long as its moderator is awaited. */
    public Optional<String> meeting() {
        assert inEventLoop();
        return Optional.ofNullable(course.meeting()).map(Meeting::id);
    }

    /** What somebody at the door is told, before they come in; {@code by} is who invites them. */
    public Glance glance(Person who, Person by) {
        assert inEventLoop();
        @Nullable Meeting on = course.meeting();
        List<Nick> names = door.showsNames()
                ? roster.seats().stream()
                        .filter(seat -> !seat.who().inLobby())
                        .limit(Glance.MAX_NAMES)
                        .map(Seat::nick)
                        .toList()
                : List.of();
        return new Glance(
                Optional.ofNullable(on).map(Meeting::id),
                door.isLocked()
                        && roster.departed()
                                .find(who)
                                .filter(Absence::mayReturn)
                                .isEmpty(),
                door.isFull(),
                roster.find(who).isPresent(),
                roster.present(),
                names,
                roster.find(by).map(Seat::nick));
    }

    /** What the room holds at the moment; for metrics. */
    public RoomFigures figures() {
        assert inEventLoop();
        @Nullable Meeting on = course.meeting();
        return new RoomFigures(
                roster.present(),
                roster.waiting(),
                roster.departed().size(),
                floor.waiting(),
                on == null ? 0 : on.history().size(),
                on == null ? 0 : on.broadcast().keptOctets());
    }
}
