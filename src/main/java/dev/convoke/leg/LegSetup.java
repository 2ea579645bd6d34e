package dev.convoke.leg;

import dev.convoke.room.Entrance;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Rooms;
import dev.convoke.room.Seat;
import dev.convoke.room.event.Departure;
import dev.convoke.session.CodeDialogue;
import dev.convoke.session.DoorDialogue;
import dev.convoke.session.DoorPolicy;
import dev.convoke.session.Protocols;
import dev.convoke.session.RoomStage;
import dev.convoke.session.Session;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.WayIn;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes legs of connections that stand, whoever made them (US 8,018,877 steps 435–440 and 465–475): asks at the door for what is
 * not known yet, moves each to the event loop of its room, seats it there, and has it recalled when it is lost.
 *
 * <p>Holds only who is being asked at the door. A connection belongs to its channel's event loop, and to the room's once it is
 * seated, which is the same one then.
 */
public final class LegSetup {

    private static final Logger LOG = LoggerFactory.getLogger(LegSetup.class);

    private final Rooms rooms;
    private final Protocols protocols;
    private final Duration promptTimeout;

    /** Who is being asked at the door, and how they are told farewell; written by the loops, read by who says it. */
    private final Map<Session, Runnable> atTheDoor = new ConcurrentHashMap<>();

    /** A connection on its way, and who is to be told what becomes of it. */
    private record Arrival(Session session, Recall recall, CompletableFuture<Optional<RefusalReason>> result) {

        void refuse(RefusalReason reason) {
            result.complete(Optional.of(reason));
        }
    }

    /**
     * Seats in these rooms what speaks one of these protocols.
     *
     * @param promptTimeout how long a question at the door waits for its answer
     */
    public LegSetup(Rooms rooms, Protocols protocols, Duration promptTimeout) {
        this.rooms = rooms;
        this.protocols = protocols;
        this.promptTimeout = promptTimeout;
    }

    /** The event loop on which a connection to there is to live, so that it is best made there; empty if any will do. */
    public Optional<EventLoop> loopOf(Destination destination) {
        return destination.fold(
                room -> Optional.of(loopOf(room.entry())), door -> Optional.empty(), door -> Optional.empty());
    }

    private EventLoop loopOf(RoomEntry entry) {
        return rooms.loopOf(entry.room().number());
    }

    /** Puts a session at the end of a channel's pipeline, before anything was read; on the channel's loop. */
    public Connection open(Channel channel, Connection.Watch watch) {
        return open(channel, WayIn.DIALLED, watch);
    }

    /** The same for a connection that came to be in another way. */
    public Connection open(Channel channel, WayIn wayIn, Connection.Watch watch) {
        return Connection.open(channel, protocols, wayIn, watch);
    }

    /**
     * The same where nothing but JSON is spoken, from the first octet on. What stands before the session in the pipeline cuts what
     * it writes, which is whole lines, as it likes, hands it lines, and hears of the end as {@code close}.
     */
    public Connection openJson(Channel channel, WayIn wayIn, Connection.Watch watch) {
        Connection connection = Connection.open(channel, protocols, wayIn, watch);
        connection.session().speakJsonOnly();
        return connection;
    }

    /**
     * Takes over a connection, which is this object's from then on; on the channel's loop.
     *
     * @param recall how the device is reached again if the connection is lost after it has a seat
     * @return completes on the room's loop with empty when the device is in the room or its lobby; or, on the loop that it was
     *     on, with why it is not: what the room says at its door, {@link RefusalReason#UNREACHABLE} if the connection is gone
     *     already, {@link RefusalReason#NO_ANSWER} or the last refusal if it got no further than the door. The device has been
     *     told and the connection is being closed then. Never exceptionally
     */
    public CompletableFuture<Optional<RefusalReason>> take(
            Connection connection, Destination destination, Recall recall) {
        assert connection.channel().eventLoop().inEventLoop();
        Arrival arrival = new Arrival(connection.session(), recall, new CompletableFuture<>());
        Runnable next = destination.fold(
                room -> () -> bring(arrival, room.entry()),
                door -> () -> ask(arrival, door.policy()),
                door -> () -> askForCode(arrival, door));
        unlessItFails(arrival, next);
        return arrival.result();
    }

    /** A defect costs the one connection. */
    private static void unlessItFails(Arrival arrival, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            LOG.error("a device could not be seated", defect);
            arrival.session().close();
            arrival.refuse(RefusalReason.BUSY);
        }
    }

    private void ask(Arrival arrival, DoorPolicy policy) {
        Session session = arrival.session();
        DoorDialogue dialogue = new DoorDialogue(
                session,
                policy,
                promptTimeout,
                entry -> {
                    atTheDoor.remove(session);
                    bring(arrival, entry);
                },
                reason -> {
                    atTheDoor.remove(session);
                    arrival.refuse(reason);
                });
        atTheDoor.put(session, dialogue::farewell);
        dialogue.begin();
        session.stage(dialogue);
    }

    private void askForCode(Arrival arrival, Destination.AtCodeDoor door) {
        Session session = arrival.session();
        CodeDialogue dialogue = new CodeDialogue(
                session,
                door.policy(),
                door.within(),
                in -> {
                    atTheDoor.remove(session);
                    var unused = arrival.result()
                            .thenAccept(refused ->
                                    refused.ifPresent(why -> in.turnedAway().run()));
                    bring(arrival, in.entry());
                },
                reason -> {
                    atTheDoor.remove(session);
                    arrival.refuse(reason);
                });
        atTheDoor.put(session, dialogue::farewell);
        dialogue.begin();
        session.stage(dialogue);
    }

    /** Where the room was not known when the connection was made, the leg moves to the room's loop. */
    private void bring(Arrival arrival, RoomEntry entry) {
        EventLoop loop = loopOf(entry);
        Channel channel = arrival.session().channel();
        if (channel.eventLoop() == loop) {
            unlessItFails(arrival, () -> seat(arrival, entry));
            return;
        }
        // A read that io_uring has begun for the old loop would be the last one.
        channel.config().setAutoRead(false);
        channel.deregister()
                .addListener(left -> loop.register(channel).addListener(joined -> {
                    if (joined.isSuccess()) {
                        channel.config().setAutoRead(true);
                        unlessItFails(arrival, () -> seat(arrival, entry));
                    } else {
                        var unused = channel.close();
                        arrival.refuse(RefusalReason.UNREACHABLE);
                    }
                }));
    }

    private void seat(Arrival arrival, RoomEntry entry) {
        Session session = arrival.session();
        if (!session.channel().isActive()) {
            arrival.refuse(RefusalReason.UNREACHABLE);
            return;
        }
        Recall recall = arrival.recall();
        Entrance entrance = rooms.enter(entry, session);
        arrival.result()
                .complete(entrance.fold(
                        seated -> {
                            session.stage(new RoomStage(
                                    seated.seat(), protocols.commands(), lost -> recall(lost, entry, recall)));
                            return Optional.empty();
                        },
                        turnedAway -> {
                            session.close();
                            return Optional.of(turnedAway.reason());
                        }));
    }

    /** The connection to someone in a room is lost: they are recalled before they count as gone. On the room's loop. */
    private void recall(Seat away, RoomEntry entry, Recall recall) {
        EventLoop loop = loopOf(entry);
        var unused = recall.again(loop)
                .exceptionally(failure -> {
                    LOG.warn("a device whose connection was lost is given up: {}", failure.toString());
                    return Optional.empty();
                })
                .thenAccept(found -> on(
                        loop,
                        () -> found.ifPresentOrElse(
                                connection -> comesBack(away, entry, connection, recall),
                                () -> away.onLost(Departure.CONNECTION_LOST))));
    }

    private void comesBack(Seat away, RoomEntry entry, Connection connection, Recall recall) {
        if (!away.isAway()) {
            // Put out meanwhile, or here again by another way.
            on(connection.channel().eventLoop(), connection::close);
            return;
        }
        Arrival arrival = new Arrival(connection.session(), recall, new CompletableFuture<>());
        var unused = arrival.result()
                .thenAccept(refused -> on(loopOf(entry), () -> {
                    // What was found is lost already, or may not come in: nobody else will take the seat that waits.
                    if (refused.isPresent() && away.isAway()) {
                        away.onLost(Departure.CONNECTION_LOST);
                    }
                }));
        bring(arrival, entry);
    }

    private static void on(EventLoop loop, Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }

    /** Says good-bye to those who are being asked at the door; completes when it is said. Any thread. */
    public CompletableFuture<Void> farewell() {
        return CompletableFuture.allOf(atTheDoor.entrySet().stream()
                .map(one -> CompletableFuture.runAsync(
                        one.getValue(), one.getKey().channel().eventLoop()))
                .toArray(CompletableFuture[]::new));
    }
}
