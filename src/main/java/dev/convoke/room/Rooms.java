package dev.convoke.room;

import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.Result;
import dev.convoke.room.command.RoomCommand;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.Extension;
import dev.convoke.room.port.Leg;
import dev.convoke.room.port.MeetingRecords;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Person;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rooms in which someone is. A conference number always belongs to the same event loop, and each loop has a table of its
 * own, so no table is shared between threads.
 *
 * <p>Any thread may call; what concerns a room is done on its loop.
 */
public final class Rooms {

    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    private final List<Shard> shards;
    private final RoomSettings settings;
    private final RoomPorts ports;
    private final Clock clock;

    /** One loop with the rooms that live on it. */
    private record Shard(EventLoop loop, Map<ConferenceNumber, Room> rooms, AtomicInteger pending) {}

    /** Rooms that keep a record of their meetings, and know no schedule. */
    public Rooms(List<EventLoop> loops, RoomSettings settings, MeetingRecords records, Clock clock) {
        this(loops, settings, RoomPorts.with(records), clock);
    }

    /** The loops stay the caller's, and are shut down after {@link #closeAll}. */
    public Rooms(List<EventLoop> loops, RoomSettings settings, RoomPorts ports, Clock clock) {
        this.shards = loops.stream()
                .map(loop -> new Shard(loop, new HashMap<>(), new AtomicInteger()))
                .toList();
        this.settings = settings;
        this.ports = ports;
        this.clock = clock;
    }

    /** The event loop on which a room and all its legs live. */
    public EventLoop loopOf(ConferenceNumber number) {
        return shardOf(number).loop();
    }

    private Shard shardOf(ConferenceNumber number) {
        return shards.get(Math.floorMod(number.hashCode(), shards.size()));
    }

    /** Brings a leg whose connection stands into its room or the lobby; on the room's loop. */
    public Entrance enter(RoomEntry entry, Leg leg) {
        Shard shard = shardOf(entry.room().number());
        assert shard.loop().inEventLoop();
        return shard.rooms()
                .computeIfAbsent(
                        entry.room().number(),
                        number -> new Room(
                                entry.room(),
                                shard.loop(),
                                settings,
                                ports,
                                clock,
                                done -> shard.rooms().remove(number, done)))
                .enter(entry, leg);
    }

    /**
     * Has something done with a room, if someone is in it.
     *
     * @return taken, or full: then too many commands wait for the room's loop, and this one was not taken
     */
    public boolean post(ConferenceNumber number, Actor actor, RoomCommand command) {
        return post(number, room -> room.execute(actor, command));
    }

    /**
     * Lets somebody in a room know that an invitation of theirs is on the guest's phone, or never will be. Any thread; does not wait, and
     * tells nobody if they are not there.
     */
    public void delivered(ConferenceNumber number, Person host, Msisdn guest, boolean delivered) {
        if (!post(number, room -> room.delivered(host, guest, delivered))) {
            LOG.debug("room {}: what became of an invitation is not told, too much waits", number);
        }
    }

    private boolean post(ConferenceNumber number, Consumer<Room> step) {
        return submit(
                shardOf(number),
                settings.pendingCommands(),
                rooms -> Optional.ofNullable(rooms.get(number)).ifPresent(step));
    }

    /**
     * Has something done with a room.
     *
     * @return completes with what came of it, {@link Result.NobodyHere} if nobody is in the room; on the room's loop, but on any
     *     thread for what is asked of others; exceptionally with {@link RejectedExecutionException} if too many commands wait for
     *     the loop, or if those others are in trouble
     */
    public CompletableFuture<Result> execute(ConferenceNumber number, Actor actor, RoomCommand command) {
        if (command instanceof ModeratorCommand.Extend extend && !(actor instanceof Actor.Seated)) {
            return extend(number, actor, extend.span());
        }
        return ask(number, room -> room.execute(actor, command))
                .thenCompose(result -> result.orElseGet(Result.NobodyHere::new).whenKnown());
    }

    /** A booking gets more time whether or not anyone is in the room; who is there is told. */
    private CompletableFuture<Result> extend(ConferenceNumber number, Actor actor, Duration span) {
        return ports.extender()
                .extend(number, span)
                .thenApply(extension -> {
                    if (extension.outcome() == Extension.Outcome.EXTENDED) {
                        post(number, room -> room.extended(actor, span, extension));
                    }
                    return Requests.resultOf(extension);
                })
                .toCompletableFuture();
    }

    private static boolean submit(Shard shard, int limit, Consumer<Map<ConferenceNumber, Room>> step) {
        if (shard.pending().incrementAndGet() > limit) {
            shard.pending().decrementAndGet();
            return false;
        }
        try {
            shard.loop().execute(() -> {
                shard.pending().decrementAndGet();
                try {
                    step.accept(shard.rooms());
                } catch (RuntimeException e) {
                    LOG.error("a room command failed", e);
                }
            });
            return true;
        } catch (RejectedExecutionException stopped) {
            shard.pending().decrementAndGet();
            return false;
        }
    }

    /**
     * Asks something of a room.
     *
     * @return completes on the room's loop with the reply, with empty if nobody is in the room, or exceptionally with
     *     {@link RejectedExecutionException} if too many commands wait for the loop
     */
    public <T> CompletableFuture<Optional<T>> ask(ConferenceNumber number, Function<Room, T> question) {
        CompletableFuture<Optional<T>> reply = new CompletableFuture<>();
        boolean taken = submit(shardOf(number), settings.pendingCommands(), rooms -> {
            try {
                reply.complete(Optional.ofNullable(rooms.get(number)).map(question));
            } catch (RuntimeException e) {
                reply.completeExceptionally(e);
            }
        });
        if (!taken) {
            reply.completeExceptionally(new RejectedExecutionException("the loop of room " + number + " is full"));
        }
        return reply;
    }

    /** Puts out whoever the ban list has come to name otherwise than by a moderator inside. Any thread; does not wait. */
    public void heedBans() {
        for (Shard shard : shards) {
            submit(
                    shard,
                    Integer.MAX_VALUE,
                    rooms -> List.copyOf(rooms.values()).forEach(Room::heedBans));
        }
    }

    /** Ends everything; completes when everyone has been told, or did not listen for three seconds. */
    public CompletableFuture<Void> closeAll(CloseReason reason) {
        return CompletableFuture.allOf(
                shards.stream().map(shard -> closeAll(shard, reason)).toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> closeAll(Shard shard, CloseReason reason) {
        CompletableFuture<CompletableFuture<Void>> ends = new CompletableFuture<>();
        boolean taken = submit(shard, Integer.MAX_VALUE, rooms -> {
            List<Room> all = List.copyOf(rooms.values());
            all.forEach(room -> room.close(reason, ""));
            ends.complete(CompletableFuture.allOf(all.stream().map(Room::ended).toArray(CompletableFuture[]::new)));
        });
        return taken ? ends.thenCompose(end -> end) : CompletableFuture.completedFuture(null);
    }
}
