package dev.convoke.dialout;

import static dev.convoke.leg.Engine.NUMBER;
import static dev.convoke.leg.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.leg.Destination;
import dev.convoke.leg.Engine;
import dev.convoke.net.Transport;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.session.DoorDecision;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reaching devices: tries, dead ends, relays that lie, every transport. */
@Timeout(30)
class DialOutTest {

    @RegisterExtension
    private final Engine engine = new Engine();

    private DialOut dialOut() {
        return DialOuts.into(engine, DialOuts.fast());
    }

    private Destination alice() {
        return room(1, Role.MODERATOR);
    }

    private Destination room(int person, Role role) {
        return new Destination.InRoom(engine.entry(person, "P" + person, role));
    }

    @Test
    void connectsToNothingThatThePolicyDenies() {
        DialOut careful = DialOuts.into(engine, DialOutSettings.defaults());
        SimulatedDevice device = engine.device();

        assertThat(careful.dial(device.address(), alice()).join()).contains(RefusalReason.ADDRESS_DENIED);

        assertThat(device.connections()).isZero();
    }

    @Test
    void triesAgainUntilTheDeviceListens() throws IOException {
        AtomicInteger accepted = new AtomicInteger();
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        CompletableFuture<Optional<RefusalReason>> result =
                dialOut().dial(DeviceAddress.parse("127.0.0.1:" + port).orElseThrow(), alice());
        try (SimulatedDevice late = SimulatedDevice.listen(
                port, task -> new Thread(task, "late-device"), line -> accepted.incrementAndGet())) {
            assertThat(result.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
            hears(late, "The room is open");
        }
    }

    @Test
    void aConnectionThatIsResetBeforeItTookAnythingIsAFailedDialOut() throws Exception {
        AtomicInteger resets = new AtomicInteger();
        try (ServerSocket relay = new ServerSocket()) {
            relay.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread liar = new Thread(
                    () -> {
                        while (!relay.isClosed()) {
                            try (Socket accepted = relay.accept()) {
                                accepted.setSoLinger(true, 0);
                                resets.incrementAndGet();
                            } catch (IOException closed) {
                                return;
                            }
                        }
                    },
                    "lying-relay");
            liar.start();

            DeviceAddress address =
                    DeviceAddress.parse("127.0.0.1:" + relay.getLocalPort()).orElseThrow();
            Optional<RefusalReason> refused = dialOut()
                    .dial(address, alice())
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();

            assertThat(refused).contains(RefusalReason.UNREACHABLE);
            assertThat(resets).hasValue(3);
            assertThat(engine.rooms().ask(NUMBER, room -> true).join()).isEmpty();
            relay.close();
            liar.join();
        }
    }

    @Test
    void aDeviceThatSpeaksFirstIsThereAtOnceAndIsHeard() {
        DialOut patient = DialOuts.into(engine, DialOuts.proving(Duration.ofSeconds(10)));
        SimulatedDevice device = engine.device();
        CompletableFuture<Optional<RefusalReason>> result = patient.dial(device.address(), alice());
        hears(device, "one moment");

        device.say("here I am");

        assertThat(result.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty();
        hears(device, "<P1> here I am");
    }

    @ParameterizedTest
    @EnumSource(Transport.Choice.class)
    void everyTransportThatWorksHereCarriesAMeeting(Transport.Choice choice) {
        org.junit.jupiter.api.Assumptions.assumeTrue(works(choice), choice + " does not work on this machine");
        engine.with(choice);
        DialOut dialOut = dialOut();
        SimulatedDevice alice = DialOuts.dialled(dialOut, engine, engine.entry(1, "Alice", Role.MODERATOR));
        SimulatedDevice bob = DialOuts.dialled(dialOut, engine, engine.entry(2, "Bob", Role.PARTICIPANT));

        alice.say("hello");

        hears(bob, "<Alice> hello");
    }

    private static boolean works(Transport.Choice choice) {
        try {
            Transport.start(choice, 1).close();
            return true;
        } catch (IllegalStateException unavailable) {
            return false;
        }
    }

    @Test
    void moreThanMayWaitAreTurnedAwayAsBusy() {
        DialOutSettings one = new DialOutSettings(
                DialOuts.fast().allow(),
                List.of(),
                List.of(),
                1024,
                Duration.ofSeconds(1),
                1,
                Duration.ofMillis(20),
                Duration.ofSeconds(2),
                1,
                1,
                DialOutSettings.Redial.defaults(),
                Duration.ofSeconds(2),
                Transport.Choice.AUTO);
        DialOut dialOut = DialOuts.into(engine, one);
        var first = dialOut.dial(engine.device().address(), room(1, Role.MODERATOR));
        var second = dialOut.dial(engine.device().address(), room(2, Role.PARTICIPANT));

        var third = dialOut.dial(engine.device().address(), room(3, Role.PARTICIPANT));

        assertThat(third.join()).contains(RefusalReason.BUSY);
        assertThat(first.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
        assertThat(second.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
    }

    @Test
    void aModeratorWhoCannotBeReachedDoesNotOpenTheRoom() {
        DialOut dialOut = dialOut();
        SimulatedDevice bob = DialOuts.dialled(dialOut, engine, engine.entry(2, "Bob", Role.PARTICIPANT));
        SimulatedDevice alice = engine.device();
        alice.close();

        assertThat(dialOut.dial(alice.address(), alice()).join()).contains(RefusalReason.UNREACHABLE);

        bob.say("open?");
        hears(bob, "! The moderator is not here yet");
        assertThat(bob.heard()).noneMatch(line -> line.contains("is open"));
    }

    @Test
    void whoSaidNoNumberIsAskedWhenTheDeviceIsThere() {
        SimulatedDevice device = engine.device();

        var asked = dialOut()
                .dial(
                        device.address(),
                        new Destination.AtDoor((number, pin) -> CompletableFuture.completedFuture(
                                new DoorDecision.ComeIn(engine.entry(1, "Alice", Role.MODERATOR)))));

        hears(device, "? Conference number:");
        device.say("8401234");
        device.say("4921");
        assertThat(asked.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty();
        hears(device, "The room is open");
    }
}
