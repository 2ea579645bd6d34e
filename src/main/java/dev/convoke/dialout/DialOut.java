package dev.convoke.dialout;

import dev.convoke.net.AddressPolicy;
import dev.convoke.net.Transport;
import dev.convoke.room.Entrance;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Rooms;
import dev.convoke.room.Seat;
import dev.convoke.room.Visitor;
import dev.convoke.room.event.Departure;
import dev.convoke.room.port.WireFormat;
import dev.convoke.session.DoorDialogue;
import dev.convoke.session.DoorPolicy;
import dev.convoke.session.Protocols;
import dev.convoke.session.RoomStage;
import dev.convoke.session.Session;
import dev.convoke.session.SessionSettings;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects out to devices and seats them (US 8,018,877 steps 430–440 and 460–475).
 *
 * <p>Any thread may ask; the connection is made on the event loop of the room. A device is tried some times with growing
 * pauses, only so many at once, and counts as reached when it has proved to be there ({@link LivenessProbe}).
 */
public final class DialOut {

    private static final Logger LOG = LoggerFactory.getLogger(DialOut.class);

    private final Transport transport;
    private final AddressPolicy policy;
    private final DialOutSettings settings;
    private final Rooms rooms;
    private final DoorPolicy doorkeeper;
    private final Protocols protocols;
    private final ConcurrencyLimit pacer;

    /** For devices whose connection was lost; of its own, so that newcomers do not wait behind them. */
    private final ConcurrencyLimit redialPacer;

    private final List<EventLoop> loops;

    /** Who is being asked for number and PIN. */
    private final Map<Session, DoorDialogue> atTheDoor = new ConcurrentHashMap<>();

    /** Speaks a line format, and JSON with the default settings, to devices that do. */
    public DialOut(
            Transport transport,
            AddressPolicy policy,
            DialOutSettings settings,
            Rooms rooms,
            DoorPolicy doorkeeper,
            WireFormat line) {
        this(transport, policy, settings, rooms, doorkeeper, Protocols.with(line, SessionSettings.defaults()));
    }

    /** Connects with a transport, within a policy, into rooms; {@code doorkeeper} answers who came without a number. */
    public DialOut(
            Transport transport,
            AddressPolicy policy,
            DialOutSettings settings,
            Rooms rooms,
            DoorPolicy doorkeeper,
            Protocols protocols) {
        this.transport = transport;
        this.policy = policy;
        this.settings = settings;
        this.rooms = rooms;
        this.doorkeeper = doorkeeper;
        this.protocols = protocols;
        this.pacer = new ConcurrencyLimit(settings.inFlight(), settings.waiting());
        this.redialPacer = new ConcurrencyLimit(settings.inFlight(), settings.waiting());
        this.loops = transport.loops();
    }

    /**
     * Connects to a device and seats it.
     *
     * @return completes on the room's loop with empty when the device is in the room or its lobby, or with why it is not:
     *     {@link RefusalReason#ADDRESS_DENIED} (nothing was sent), {@link RefusalReason#BUSY},
     *     {@link RefusalReason#UNREACHABLE} after the last try, or what the room says at its door; never exceptionally
     */
    public CompletableFuture<Optional<RefusalReason>> dial(DeviceAddress to, RoomEntry entry) {
        EventLoop loop = rooms.loopOf(entry.room().number());
        return reach(to, loop, (session, result) -> seat(session, to, entry, result));
    }

    /** Connects to a device, asks for number and PIN there, and seats it; completes as {@link #dial} does. */
    public CompletableFuture<Optional<RefusalReason>> dialAndAsk(DeviceAddress to, Visitor visitor) {
        EventLoop loop = loops.get(Math.floorMod(visitor.hashCode(), loops.size()));
        return reach(to, loop, (session, result) -> askAtTheDoor(session, visitor, result));
    }

    private CompletableFuture<Optional<RefusalReason>> reach(
            DeviceAddress to, EventLoop loop, BiConsumer<Session, CompletableFuture<Optional<RefusalReason>>> next) {
        CompletableFuture<Optional<RefusalReason>> result = new CompletableFuture<>();
        // Admission has asked the policy already; what is dialled is checked once more where it is dialled.
        if (!policy.allows(to)) {
            result.complete(Optional.of(RefusalReason.ADDRESS_DENIED));
            return result;
        }
        CompletableFuture<Session> reached = new CompletableFuture<>();
        // Before the first try: a device may answer so fast that this would run here otherwise, and not on the loop.
        var unused = reached.whenComplete((session, failure) -> {
            pacer.done();
            if (failure != null) {
                LOG.info("device at {} not reached: {}", to, failure.getMessage());
                result.complete(Optional.of(RefusalReason.UNREACHABLE));
                return;
            }
            try {
                next.accept(session, result);
            } catch (RuntimeException defect) {
                LOG.error("a device could not be seated", defect);
                session.close();
                result.complete(Optional.of(RefusalReason.BUSY));
            }
        });
        boolean taken = pacer.go(() -> new ConnectAttempts(transport, settings, protocols, to, loop, reached).begin());
        if (!taken) {
            result.complete(Optional.of(RefusalReason.BUSY));
        }
        return result;
    }

    private void seat(
            Session session, DeviceAddress to, RoomEntry entry, CompletableFuture<Optional<RefusalReason>> result) {
        if (!session.channel().isActive()) {
            result.complete(Optional.of(RefusalReason.UNREACHABLE));
            return;
        }
        Entrance entrance = rooms.enter(entry, session);
        result.complete(entrance.fold(
                seated -> {
                    session.stage(new RoomStage(seated.seat(), protocols.commands(), lost -> redial(lost, to, entry)));
                    return Optional.empty();
                },
                turnedAway -> {
                    session.close();
                    return Optional.of(turnedAway.reason());
                }));
    }

    /** The connection to someone in a room is lost: their device is tried before they count as gone. On the room's loop. */
    private void redial(Seat away, DeviceAddress to, RoomEntry entry) {
        CompletableFuture<Session> reached = new CompletableFuture<>();
        EventLoop loop = rooms.loopOf(entry.room().number());
        ConnectAttempts attempts = new ConnectAttempts(transport, settings.forRedial(), protocols, to, loop, reached);
        if (settings.redial().attempts() == 0 || !redialPacer.go(attempts::begin)) {
            away.onLost(Departure.CONNECTION_LOST);
            return;
        }
        var unused = reached.whenComplete((session, failure) -> {
            redialPacer.done();
            if (failure != null) {
                away.onLost(Departure.CONNECTION_LOST);
            } else if (away.isAway()) {
                seat(session, to, entry, new CompletableFuture<>());
            } else {
                // Put out meanwhile, or here again by another text.
                session.close();
            }
        });
    }

    private void askAtTheDoor(Session session, Visitor visitor, CompletableFuture<Optional<RefusalReason>> result) {
        DoorDialogue dialogue = new DoorDialogue(
                session,
                visitor,
                doorkeeper,
                settings.promptTimeout(),
                entry -> {
                    atTheDoor.remove(session);
                    moveTo(rooms.loopOf(entry.room().number()), session, visitor.at(), entry, result);
                },
                reason -> {
                    atTheDoor.remove(session);
                    result.complete(Optional.of(reason));
                });
        atTheDoor.put(session, dialogue);
        dialogue.begin();
        session.stage(dialogue);
    }

    /** Says good-bye to those who are being asked for number and PIN; completes when it is said. */
    public CompletableFuture<Void> farewell() {
        return CompletableFuture.allOf(atTheDoor.entrySet().stream()
                .map(one -> CompletableFuture.runAsync(
                        one.getValue()::farewell, one.getKey().channel().eventLoop()))
                .toArray(CompletableFuture[]::new));
    }

    /** The room was not known when the connection was made: the leg moves to the room's loop. */
    private void moveTo(
            EventLoop loop,
            Session session,
            DeviceAddress to,
            RoomEntry entry,
            CompletableFuture<Optional<RefusalReason>> result) {
        if (session.channel().eventLoop() == loop) {
            seat(session, to, entry, result);
            return;
        }
        session.channel()
                .deregister()
                .addListener(left -> loop.register(session.channel()).addListener(joined -> {
                    if (joined.isSuccess()) {
                        seat(session, to, entry, result);
                    } else {
                        var unused = session.channel().close();
                        result.complete(Optional.of(RefusalReason.UNREACHABLE));
                    }
                }));
    }
}
