package dev.convoke.dialout;

import static dev.convoke.dialout.Engine.NUMBER;
import static dev.convoke.dialout.Engine.PATIENCE;
import static dev.convoke.dialout.Engine.hears;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.net.Transport;
import dev.convoke.peer.device.SimulatedDevice;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Visitor;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.session.DoorDecision;
import dev.convoke.session.DoorPolicy;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import dev.convoke.terms.ServiceNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reaching devices: tries, dead ends, relays that lie, every transport, and the dialogue at the door. */
@Timeout(30)
class DialOutTest {

    private static final RoomProfile STAND_UP = new RoomProfile(NUMBER, "Stand-up", false, Duration.ofMinutes(5));

    private Engine engine = new Engine();

    @AfterEach
    void close() {
        engine.close();
    }

    private void restart(DialOutSettings settings, DoorPolicy doorkeeper) {
        engine.close();
        engine = new Engine(settings, RoomSettings.defaults(), new MemoryChronicle(), doorkeeper);
    }

    @Test
    void connectsToNothingThatThePolicyDenies() {
        restart(DialOutSettings.defaults(), Engine.Settings.nobodyMayEnter());
        SimulatedDevice device = engine.device();

        assertThat(engine.dial(device, engine.entry(1, "Alice", Role.MODERATOR)))
                .contains(RefusalReason.ADDRESS_DENIED);

        assertThat(device.connections()).isZero();
    }

    @Test
    void triesAgainUntilTheDeviceListens() throws IOException {
        AtomicInteger accepted = new AtomicInteger();
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        CompletableFuture<Optional<RefusalReason>> result = engine.dialOut()
                .dial(DeviceAddress.parse("127.0.0.1:" + port).orElseThrow(), engine.entry(1, "Alice", Role.MODERATOR));
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
            Optional<RefusalReason> refused = engine.dialOut()
                    .dial(address, engine.entry(1, "Alice", Role.MODERATOR))
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
        restart(Engine.Settings.with(Transport.Choice.AUTO, Duration.ofSeconds(10)), Engine.Settings.nobodyMayEnter());
        SimulatedDevice device = engine.device();
        CompletableFuture<Optional<RefusalReason>> result =
                engine.dialOut().dial(device.address(), engine.entry(1, "Alice", Role.MODERATOR));
        hears(device, "one moment");

        device.say("here I am");

        assertThat(result.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty();
        hears(device, "<Alice> here I am");
    }

    @ParameterizedTest
    @EnumSource(Transport.Choice.class)
    void everyTransportThatWorksHereCarriesAMeeting(Transport.Choice choice) {
        org.junit.jupiter.api.Assumptions.assumeTrue(works(choice), choice + " does not work on this machine");
        restart(Engine.Settings.with(choice, Duration.ofMillis(20)), Engine.Settings.nobodyMayEnter());
        SimulatedDevice alice = engine.seated(1, "Alice", Role.MODERATOR);
        SimulatedDevice bob = engine.seated(2, "Bob", Role.PARTICIPANT);

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
                Engine.Settings.fast().allow(),
                java.util.List.of(),
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
        restart(one, Engine.Settings.nobodyMayEnter());
        var first = engine.dialOut().dial(engine.device().address(), engine.entry(1, "A", Role.MODERATOR));
        var second = engine.dialOut().dial(engine.device().address(), engine.entry(2, "B", Role.PARTICIPANT));

        var third = engine.dialOut().dial(engine.device().address(), engine.entry(3, "C", Role.PARTICIPANT));

        assertThat(third.join()).contains(RefusalReason.BUSY);
        assertThat(first.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
        assertThat(second.orTimeout(10, TimeUnit.SECONDS).join()).isEmpty();
    }

    // ---- at the door --------------------------------------------------------------------------------------------

    private static final Visitor VISITOR = new Visitor(
            Engine.msisdn(1),
            DeviceAddress.parse("127.0.0.1:5000").orElseThrow(),
            new ServiceNumber("84433"),
            Nick.parse("Alice"));

    /** Lets in who types the number, as moderator with the PIN 4921. */
    private static CompletableFuture<DoorDecision> lenient(
            Visitor visitor, dev.convoke.terms.ConferenceNumber number, Optional<dev.convoke.terms.Pin> pin) {
        boolean known =
                number.equals(NUMBER) && pin.map(p -> p.reveal().equals("4921")).orElse(true);
        Role role = pin.isPresent() ? Role.MODERATOR : Role.PARTICIPANT;
        return CompletableFuture.supplyAsync(() -> known
                ? new DoorDecision.ComeIn(new RoomEntry(STAND_UP, visitor.who(), visitor.nick(), role))
                : new DoorDecision.NotYet(RefusalReason.WRONG_PIN, RefusalReason.WRONG_PIN.sentence("")));
    }

    private SimulatedDevice atTheDoor() {
        restart(Engine.Settings.fast(), DialOutTest::lenient);
        SimulatedDevice device = engine.device();
        asked = engine.dialOut().dialAndAsk(device.address(), VISITOR);
        hears(device, "? Conference number:");
        return device;
    }

    private CompletableFuture<Optional<RefusalReason>> asked = new CompletableFuture<>();

    @Test
    void whoIsBeingAskedIsToldThatTheServerStops() {
        SimulatedDevice device = atTheDoor();

        assertThat(engine.dialOut().farewell()).succeedsWithin(PATIENCE);

        hears(device, "The server is stopping. Goodbye.");
        assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(asked).succeedsWithin(PATIENCE).isEqualTo(Optional.of(RefusalReason.NO_ANSWER));
    }

    @Test
    void asksForNumberAndPinAndOpensTheRoom() {
        SimulatedDevice device = atTheDoor();

        device.say("8401234");
        hears(device, "? PIN (press Enter if you were given none):");
        device.say("4921");

        assertThat(asked.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty();
        hears(device, "The room is open. Here now: Alice. Moderator: Alice.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8401234\u00a0", "8401234.", "\uff18\uff14\uff10\uff11\uff12\uff13\uff14", "\u201c8401234\u201d", "8401234#"})
    void theDoorReadsANumberAsATextIsRead(String typed) {
        SimulatedDevice device = atTheDoor();

        device.say(typed);
        hears(device, "? PIN (press Enter if you were given none):");
        device.say("4921.");

        assertThat(asked.orTimeout(5, TimeUnit.SECONDS).join()).isEmpty();
    }

    @Test
    void punctuationIsNotTheEmptyAnswer() {
        SimulatedDevice device = atTheDoor();

        device.say("8401234");
        hears(device, "? PIN (press Enter if you were given none):");
        device.say("...");

        hears(device, "! A PIN has 4 to 12 digits.");
    }

    @Test
    void whoPressesEnterIsAParticipantAndTypedAheadLinesAreKept() {
        SimulatedDevice device = atTheDoor();

        device.sayRaw("8401234\r\n\r\n/who\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        hears(device, "moderator is not here yet");
        hears(device, "| Alice, in the lobby");
    }

    @Test
    void threeTriesThenAReasonAndTheEnd() {
        SimulatedDevice device = atTheDoor();

        device.say("what?");
        hears(device, "! A conference number has 3 to 12 digits.");
        device.say("8401234");
        device.say("9999");
        hears(device, "! Number or PIN not accepted.");
        device.say("8401234");
        device.say("9998");

        assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();
        assertThat(device.heard()).last().asString().contains("That was the last try. Goodbye.");
        assertThat(asked.join()).contains(RefusalReason.WRONG_PIN);
    }

    @Test
    void silenceAtTheDoorEndsWithAReason() {
        SimulatedDevice device = atTheDoor();

        assertThat(device.awaitHangUps(1, PATIENCE)).isTrue();

        assertThat(device.heard()).last().isEqualTo("* No answer for 2 seconds. Goodbye.");
        assertThat(asked.join()).contains(RefusalReason.NO_ANSWER);
    }
}
