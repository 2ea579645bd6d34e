package dev.convoke.dialout;

import dev.convoke.net.AddressPolicy;
import dev.convoke.net.Cidr;
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
import dev.convoke.session.DoorPolicy;
import dev.convoke.session.Protocols;
import dev.convoke.session.SessionSettings;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import dev.convoke.wire.LineFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The engine from dial-out to room on real sockets, with devices to dial; one per test. */
public final class Engine implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(10);
    public static final ConferenceNumber NUMBER = new ConferenceNumber("8401234");

    private final Transport transport;
    private final Rooms rooms;
    private final DialOut dialOut;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final List<JsonDevice> jsonDevices = new ArrayList<>();
    private RoomProfile profile = new RoomProfile(NUMBER, "Stand-up", false, Duration.ofMinutes(5));

    public Engine() {
        this(Settings.fast(), RoomSettings.defaults(), new MemoryChronicle(), Settings.nobodyMayEnter());
    }

    /** With a policy for the room, and ports of the test's own. */
    public Engine(RoomPolicy policy, RoomPorts ports) {
        this(Settings.fast(), RoomSettings.defaults(), ports, Settings.nobodyMayEnter());
        profile = profile.withPolicy(policy);
    }

    /** With a policy for the room. */
    public Engine(RoomPolicy policy) {
        this(policy, RoomPorts.with(new MemoryChronicle()));
    }

    public Engine(DialOutSettings settings, RoomSettings roomSettings, MeetingRecords chronicle, DoorPolicy doorkeeper) {
        this(settings, roomSettings, RoomPorts.with(chronicle), doorkeeper);
    }

    private Engine(DialOutSettings settings, RoomSettings roomSettings, RoomPorts ports, DoorPolicy doorkeeper) {
        this(settings, roomSettings, ports, doorkeeper, SessionSettings.defaults());
    }

    /** With everything of the test's own. */
    public Engine(
            DialOutSettings settings,
            RoomSettings roomSettings,
            RoomPorts ports,
            DoorPolicy doorkeeper,
            SessionSettings sessions) {
        transport = Transport.start(settings.transport(), 2);
        rooms = new Rooms(transport.loops(), roomSettings, ports, Clock.systemUTC());
        AddressPolicy policy = new AddressPolicy(settings.allow(), settings.deny(), Set.of(), settings.minPort());
        dialOut = new DialOut(
                transport,
                policy,
                settings,
                rooms,
                doorkeeper,
                Protocols.with(new LineFormat(), sessions, new NumberingPlan("GB")));
    }

    /** Settings for tests: quick tries, loopback allowed. */
    public static final class Settings {
        private Settings() {}

        public static DialOutSettings fast() {
            return with(Transport.Choice.AUTO, Duration.ofMillis(20));
        }

        /** Settings for tests: as {@link #fast}, and a device whose connection is lost is tried again. */
        public static DialOutSettings redialling() {
            return with(
                    Transport.Choice.AUTO,
                    Duration.ofMillis(20),
                    new DialOutSettings.Redial(3, Duration.ofMillis(200)));
        }

        public static DialOutSettings with(Transport.Choice transport, Duration settle) {
            return with(transport, settle, new DialOutSettings.Redial(0, Duration.ofSeconds(1)));
        }

        private static DialOutSettings with(
                Transport.Choice transport, Duration settle, DialOutSettings.Redial redial) {
            return new DialOutSettings(
                    List.of(Cidr.parse("127.0.0.0/8").orElseThrow()),
                    List.of(),
                    1024,
                    Duration.ofSeconds(1),
                    3,
                    Duration.ofMillis(20),
                    settle,
                    500,
                    10_000,
                    redial,
                    Duration.ofSeconds(2),
                    transport);
        }

        public static DoorPolicy nobodyMayEnter() {
            return (visitor, number, pin) ->
                    CompletableFuture.failedFuture(new IllegalStateException("no doorkeeper in this test"));
        }
    }

    public Engine withProfile(RoomProfile other) {
        profile = other;
        return this;
    }

    public Rooms rooms() {
        return rooms;
    }

    public DialOut dialOut() {
        return dialOut;
    }

    public RoomProfile profile() {
        return profile;
    }

    public SimulatedDevice device() {
        SimulatedDevice device = SimulatedDevice.listen(0, task -> new Thread(task, "test-device"), line -> {});
        devices.add(device);
        return device;
    }

    /** A device that speaks JSON: it says hello as soon as it is dialled. */
    public JsonDevice jsonDevice() {
        JsonDevice device = new JsonDevice();
        jsonDevices.add(device);
        return device;
    }

    /** A device that says that as soon as it is dialled. */
    public JsonDevice jsonDevice(String firstWords) {
        JsonDevice device = new JsonDevice(firstWords);
        jsonDevices.add(device);
        return device;
    }

    /** A device that speaks JSON, is in the room and has been welcomed. */
    public JsonDevice seatedJson(int person, String nick, Role role) {
        JsonDevice device = jsonDevice();
        Optional<RefusalReason> refused = dialOut.dial(device.address(), entry(person, nick, role))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        if (refused.isPresent()) {
            throw new AssertionError(nick + " was refused: " + refused.get());
        }
        device.awaitType("welcome");
        return device;
    }

    public RoomEntry entry(int person, String nick, Role role) {
        return new RoomEntry(profile, msisdn(person), Nick.parse(nick), role);
    }

    public RoomEntry invited(int person, String nick) {
        return new RoomEntry(profile, msisdn(person), Nick.parse(nick), Role.PARTICIPANT, true);
    }

    public static Msisdn msisdn(int person) {
        return new Msisdn(String.format("+4477009%05d", person));
    }

    /** Dials a device into the room and waits for what became of it. */
    public Optional<RefusalReason> dial(SimulatedDevice device, RoomEntry entry) {
        return dialOut.dial(device.address(), entry)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** A device that is in the room and has been welcomed. */
    public SimulatedDevice seated(int person, String nick, Role role) {
        SimulatedDevice device = device();
        Optional<RefusalReason> refused = dial(device, entry(person, nick, role));
        if (refused.isPresent()) {
            throw new AssertionError(nick + " was refused: " + refused.get());
        }
        hears(device, "Welcome");
        return device;
    }

    /** The refusal of somebody who may not come in now. */
    public Optional<RefusalReason> refused(int person, String nick, Role role) {
        return dial(device(), entry(person, nick, role));
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
    public void close() {
        rooms.closeAll(CloseReason.SHUTDOWN).orTimeout(15, TimeUnit.SECONDS).join();
        transport.close();
        devices.forEach(SimulatedDevice::close);
        jsonDevices.forEach(JsonDevice::close);
    }
}
