package dev.convoke.leg;

import dev.convoke.net.Transport;
import dev.convoke.peer.device.Hearing;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Rooms;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.MeetingRecords;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.session.Protocols;
import dev.convoke.session.SessionSettings;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import dev.convoke.wire.LineFormat;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The engine from a standing connection to the room, on real sockets, with devices to connect to. It starts when it is first
 * needed, until when a test may say what it is to be like, and ends after the test, or when it is closed.
 */
public final class Engine implements AfterEachCallback, AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(10);
    public static final ConferenceNumber NUMBER = new ConferenceNumber("8401234");

    /** What devices hear first. */
    private static final String GREETING = "Convoke: one moment, please.";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PROMPT_TIMEOUT = Duration.ofSeconds(2);

    private final List<Runnable> afterwards = new ArrayList<>();
    private Transport.Choice choice = Transport.Choice.AUTO;
    private RoomSettings roomSettings = RoomSettings.defaults();
    private SessionSettings sessions = SessionSettings.defaults();
    private RoomPorts ports = RoomPorts.with(new MemoryRecords());
    private RoomProfile profile = new RoomProfile(NUMBER, "Stand-up", false, Duration.ofMinutes(5));
    private Optional<Running> running = Optional.empty();

    private record Running(Transport transport, Rooms rooms, LegSetup legs) {}

    /** With a policy for the room. */
    public Engine with(RoomPolicy policy) {
        return with(profile.withPolicy(policy)).beforeItStarts();
    }

    /** With another room; may be said at any time, for those who come from then on. */
    public Engine with(RoomProfile other) {
        profile = other;
        return this;
    }

    /** With that for a record of the meetings. */
    public Engine with(MeetingRecords records) {
        return with(RoomPorts.with(records));
    }

    /** With ports of the test's own. */
    public Engine with(RoomPorts other) {
        ports = other;
        return beforeItStarts();
    }

    /** With other settings for rooms. */
    public Engine with(RoomSettings other) {
        roomSettings = other;
        return beforeItStarts();
    }

    /** With other settings for sessions. */
    public Engine with(SessionSettings other) {
        sessions = other;
        return beforeItStarts();
    }

    /** On another transport. */
    public Engine with(Transport.Choice other) {
        choice = other;
        return beforeItStarts();
    }

    private Engine beforeItStarts() {
        if (running.isPresent()) {
            throw new IllegalStateException("the engine runs already");
        }
        return this;
    }

    private Running running() {
        if (running.isEmpty()) {
            Transport transport = Transport.start(choice, 2);
            Rooms rooms = new Rooms(transport.loops(), roomSettings, ports, Clock.systemUTC());
            Protocols protocols = Protocols.with(new LineFormat(), sessions, new NumberingPlan("GB"));
            running = Optional.of(new Running(transport, rooms, new LegSetup(rooms, protocols, PROMPT_TIMEOUT)));
        }
        return running.get();
    }

    public Transport transport() {
        return running().transport();
    }

    public Rooms rooms() {
        return running().rooms();
    }

    public LegSetup legs() {
        return running().legs();
    }

    public RoomProfile profile() {
        return profile;
    }

    public SimulatedDevice device() {
        SimulatedDevice device = SimulatedDevice.listen(0, task -> new Thread(task, "test-device"), line -> {});
        onceClosed(device::close);
        return device;
    }

    /** Does that when it has ended. */
    public void onceClosed(Runnable step) {
        afterwards.add(step);
    }

    public RoomEntry entry(int person, String nick, Role role) {
        return entry(person(person), nick, role);
    }

    /** Somebody whose number need not be known, a guest perhaps. */
    public RoomEntry entry(Person who, String nick, Role role) {
        return new RoomEntry(profile, who, Nick.parse(nick), role);
    }

    public RoomEntry invited(int person, String nick) {
        return new RoomEntry(profile, person(person), Nick.parse(nick), Role.PARTICIPANT, true);
    }

    public static Msisdn msisdn(int person) {
        return new Msisdn(String.format("+4477009%05d", person));
    }

    public static Person person(int person) {
        return new Person.Phone(msisdn(person));
    }

    /** Connects to a device and hands the connection over as it stands; a lost leg is the end of it. */
    public CompletableFuture<Optional<RefusalReason>> connect(DeviceAddress to, Destination destination) {
        return new WayIn(destination, false).connect(to);
    }

    /** The same for a device that speaks first, when that was heard. */
    public CompletableFuture<Optional<RefusalReason>> connectAndHear(DeviceAddress to, Destination destination) {
        return new WayIn(destination, true).connect(to);
    }

    /** The least of a way in: one try, one connection. Runs on the connection's loop. */
    private final class WayIn implements Connection.Watch {
        private final CompletableFuture<Optional<RefusalReason>> result = new CompletableFuture<>();
        private final Destination destination;
        private final boolean hearsFirst;
        private Optional<Connection> waiting = Optional.empty();

        WayIn(Destination destination, boolean hearsFirst) {
            this.destination = destination;
            this.hearsFirst = hearsFirst;
        }

        CompletableFuture<Optional<RefusalReason>> connect(DeviceAddress to) {
            EventLoop loop =
                    legs().loopOf(destination).orElse(transport().loops().get(0));
            transport()
                    .connect(loop, CONNECT_TIMEOUT, to.socketAddress())
                    .addListener((ChannelFuture connected) -> onConnected(connected));
            return result;
        }

        private void onConnected(ChannelFuture connected) {
            if (!connected.isSuccess()) {
                onLost();
                return;
            }
            Connection connection = legs().open(connected.channel(), this);
            waiting = Optional.of(connection);
            connection.tell(GREETING);
            if (!hearsFirst) {
                handOver();
            }
        }

        private void handOver() {
            Connection connection = waiting.orElseThrow();
            waiting = Optional.empty();
            var unused = legs().take(connection, destination, Recall.never()).thenAccept(result::complete);
        }

        @Override
        public void onHeard() {
            if (waiting.isPresent()) {
                handOver();
            }
        }

        @Override
        public void onLost() {
            result.complete(Optional.of(RefusalReason.UNREACHABLE));
        }
    }

    /** A device comes to the room; what became of it. */
    public Optional<RefusalReason> enter(SimulatedDevice device, RoomEntry entry) {
        return connect(device.address(), new Destination.InRoom(entry))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** A device that is in the room and has been welcomed. */
    public SimulatedDevice seated(int person, String nick, Role role) {
        SimulatedDevice device = device();
        Optional<RefusalReason> refused = enter(device, entry(person, nick, role));
        if (refused.isPresent()) {
            throw new AssertionError(nick + " was refused: " + refused.get());
        }
        hears(device, "Welcome");
        return device;
    }

    /** The refusal of somebody who may not come in now. */
    public Optional<RefusalReason> refused(int person, String nick, Role role) {
        return enter(device(), entry(person, nick, role));
    }

    /** A device says something and hears that with this in it, after all that it heard before. */
    public static String answers(SimulatedDevice device, String said, String part) {
        int before = device.heard().size();
        device.say(said);
        return device.await(before, line -> line.contains(part), PATIENCE)
                .orElseThrow(() ->
                        new AssertionError("not heard after " + said + ": " + part + "; heard " + device.heard()));
    }

    /** Fails unless the device hears, or has heard, a line with that in it. */
    public static String hears(SimulatedDevice device, String part) {
        return Hearing.hears(device, part);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        if (running.isPresent()) {
            rooms().closeAll(CloseReason.SHUTDOWN)
                    .orTimeout(15, TimeUnit.SECONDS)
                    .join();
            transport().close();
            running = Optional.empty();
        }
        afterwards.forEach(Runnable::run);
        afterwards.clear();
    }
}
