package dev.convoke.dialout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.net.AddressPolicy;
import dev.convoke.net.Cidr;
import dev.convoke.net.Transport;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.RoomEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Dial-outs into the rooms of an engine, and settings for them: quick tries, loopback allowed. */
public final class DialOuts {

    private DialOuts() {}

    /** Dials within the policy that the settings name. */
    public static DialOut into(Engine engine, DialOutSettings settings) {
        AddressPolicy policy = new AddressPolicy(settings.allow(), settings.deny(), Set.of(), settings.minPort());
        return new DialOut(engine.transport(), policy, settings, engine.legs());
    }

    /** Three quick tries; a device whose connection is lost is not tried again. */
    public static DialOutSettings fast() {
        return proving(Duration.ofMillis(20));
    }

    /** As {@link #fast}, for devices that are given that long to prove to be there. */
    static DialOutSettings proving(Duration mustStand) {
        return with(mustStand, new DialOutSettings.Redial(0, Duration.ofSeconds(1)));
    }

    /** As {@link #fast}, and a device whose connection is lost is tried again. */
    static DialOutSettings redialling() {
        return with(Duration.ofMillis(20), new DialOutSettings.Redial(3, Duration.ofMillis(200)));
    }

    private static DialOutSettings with(Duration mustStand, DialOutSettings.Redial redial) {
        return new DialOutSettings(
                List.of(Cidr.parse("127.0.0.0/8").orElseThrow()),
                List.of(),
                List.of(),
                1024,
                Duration.ofSeconds(1),
                3,
                Duration.ofMillis(20),
                mustStand,
                500,
                10_000,
                redial,
                Duration.ofSeconds(2),
                Transport.Choice.AUTO);
    }

    /** A device that was dialled into the room and welcomed. */
    static SimulatedDevice dialled(DialOut dialOut, Engine engine, RoomEntry entry) {
        SimulatedDevice device = engine.device();
        assertThat(dialOut.dial(device.address(), new Destination.InRoom(entry))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join())
                .isEmpty();
        Engine.hears(device, "Welcome");
        return device;
    }
}
