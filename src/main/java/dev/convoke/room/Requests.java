package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.BookedEnd;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.port.Extension;
import dev.convoke.room.port.Inviter.Host;
import dev.convoke.room.port.MeetingPorts;
import dev.convoke.room.port.Opening;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people ask of others through the room: more time of the schedule, invitations, and a port. The reply comes later, on the
 * room's event loop.
 */
final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final RoomContext context;
    private final RoomState state;
    private final Course out;
    private final Supplier<Optional<String>> meeting;

    /**
     * Of a room.
     *
     * @param meeting which meeting is on
     */
    Requests(RoomContext context, RoomState state, Course out, Supplier<Optional<String>> meeting) {
        this.context = context;
        this.state = state;
        this.out = out;
        this.meeting = meeting;
    }

    /** Invites phone numbers, as they were written; only for a person, who has so many invitations. */
    Result invite(By by, List<String> typed) {
        Optional<Host> inviting = by.person().map(who -> hostOf(by, who));
        if (inviting.isEmpty()) {
            return new Refused(CommandRefusal.NOT_IN_ROOM);
        }
        return whenKnown(
                context.ports().inviter().invite(context.number(), inviting.get(), typed),
                Result.Told::new,
                CommandRefusal.NOT_INVITED);
    }

    /** Whoever is not here has shown elsewhere that they moderate. */
    private Host hostOf(By by, Person who) {
        boolean moderates = by.seat().map(seat -> seat.role() == Role.MODERATOR).orElse(true);
        return new Host(who, by.nick(), moderates, meeting.get());
    }

    /** Makes codes for people whose numbers nobody knows; only for a person, who answers for them. */
    Result codes(By by, int count) {
        Optional<Person> asking = by.person();
        if (asking.isEmpty()) {
            return new Refused(CommandRefusal.NOT_IN_ROOM);
        }
        return whenKnown(
                context.ports().passes().bearers(context.number(), asking.get(), count),
                Result.Listing::new,
                CommandRefusal.NOT_INVITED);
    }

    /** Opens a port that belongs to the meeting (US 8,018,877 steps 230 and 235); only for a person, who has so many. */
    Result openPort(By by) {
        Optional<Person> asking = by.person();
        @Nullable Meeting on = out.meeting();
        if (asking.isEmpty() || on == null) {
            return new Refused(CommandRefusal.NOT_IN_ROOM);
        }
        MeetingPorts.Owner owner = new MeetingPorts.Owner(
                context.number(), on.id(), context.profile().policy().access().portIsProof());
        return whenKnown(
                context.ports().meetingPorts().open(owner, asking.get()),
                opening -> {
                    if (opening.outcome() == Opening.Outcome.OPENED) {
                        out.ruled(Ruling.PORT, by.nick(), Optional.empty(), opening.address(), opening.port());
                    }
                    return resultOf(owner, opening);
                },
                CommandRefusal.NO_PORTS);
    }

    private static Result resultOf(MeetingPorts.Owner owner, Opening opening) {
        return switch (opening.outcome()) {
            case OPENED, WAS_OPEN ->
                new Result.Listing(
                        List.of(
                                owner.isProof()
                                        ? "Whoever connects to " + opening.address() + " is in, as a guest."
                                        : "Others connect to " + opening.address() + " with a code of this meeting.",
                                "The session is " + owner.meeting() + ". /codes makes codes, /invite texts them."),
                        Optional.of(new PrivateEvent.Values.Port(opening.host(), opening.port(), owner.meeting())));
            case USED_UP -> new Refused(CommandRefusal.PORTS_USED_UP);
            case TOO_MANY -> new Refused(CommandRefusal.TOO_MANY_PORTS);
            case OFF -> new Refused(CommandRefusal.NO_PORTS);
        };
    }

    /** Asks the schedule for more time; the reply says until when the room is booked then. */
    Result extend(By by, Duration span) {
        return whenKnown(
                context.ports().extender().extend(context.number(), span),
                extension -> {
                    if (extension.outcome() == Extension.Outcome.EXTENDED) {
                        extended(by, span, extension);
                    }
                    return resultOf(extension);
                },
                CommandRefusal.NO_SCHEDULE);
    }

    /** Tells everyone that there is more time. */
    void extended(By by, Duration span, Extension extension) {
        state.booked(extension.until());
        long endsMs = extension.until().map(BookedEnd::endsMs).orElse(0L);
        out.ruled(Ruling.EXTENDED, by.nick(), Optional.empty(), Durations.words(span), endsMs);
    }

    /** What became of the request for more time, for whoever had it. */
    static Result resultOf(Extension extension) {
        return switch (extension.outcome()) {
            case EXTENDED -> new Result.Told(extension.sentence());
            case OVERLAPS -> new Refused(CommandRefusal.OVERLAPS, extension.sentence());
            case NOT_BOOKED -> new Refused(CommandRefusal.NOT_BOOKED, extension.sentence());
        };
    }

    /** Goes on, on the loop, when somebody outside has replied; what fails there is logged, and refused for that reason. */
    private <T> Result whenKnown(CompletionStage<T> reply, Function<T, Result> next, CommandRefusal otherwise) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        reply.whenComplete((value, failure) -> {
            try {
                context.loop()
                        .execute(() ->
                                result.complete(failure == null ? next.apply(value) : failed(failure, otherwise)));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("a reply for room {} came after the loop had stopped", context.number());
            }
        });
        return new Result.Later(result);
    }

    private Result failed(Throwable failure, CommandRefusal reason) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        LOG.warn("room {}: what was asked for was not done: {}", context.number(), String.valueOf(cause));
        return new Refused(reason);
    }
}
