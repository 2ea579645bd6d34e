package dev.convoke.cli.bench;

import dev.convoke.dialout.DialOut;
import dev.convoke.dialout.DialOutSettings;
import dev.convoke.leg.Connection;
import dev.convoke.leg.Destination;
import dev.convoke.leg.LegSetup;
import dev.convoke.leg.Recall;
import dev.convoke.net.AddressPolicy;
import dev.convoke.net.Cidr;
import dev.convoke.net.Transport;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Rooms;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.session.CodeDecision;
import dev.convoke.session.CodePolicy;
import dev.convoke.session.Presented;
import dev.convoke.session.Protocols;
import dev.convoke.session.SessionSettings;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import dev.convoke.terms.WayIn;
import dev.convoke.web.FrameWire;
import dev.convoke.wire.LineFormat;
import io.netty.channel.ChannelFuture;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The engine from dial-out to rooms alone, without links and admission: what the fan-out is measured on. Used by one thread;
 * closes the transcript that it was given.
 */
final class EngineUnderTest implements AutoCloseable {

    private static final int FIRST_NUMBER = 8_401_234;
    private static final int MAX_WAITING = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Transport transport;
    private final Rooms rooms;
    private final DialOut dialOut;
    private final LegSetup legs;
    private final Wire wire;
    private final Optional<BenchTranscript> transcript;
    private final BitSet moderated = new BitSet();

    /**
     * People who come together: they take the rooms from {@code firstRoom} on in turn, and in each room that has no moderator yet
     * the first of them is it.
     */
    record Party(int firstRoom, int rooms, int firstPerson, int people) {
        int room(int index) {
            return firstRoom + index % rooms;
        }

        IntStream first() {
            return IntStream.range(0, Math.min(rooms, people));
        }

        IntStream others() {
            return IntStream.range(Math.min(rooms, people), people);
        }
    }

    /** How the engine meets a device. */
    enum Wire {
        /** As it dials one: octets. */
        OCTETS,
        /** As a browser that has a code, but that the engine connects: WebSocket frames, without the upgrade. */
        FRAMES,
        /** The same, but seated without a code, for devices that never say anything. */
        SILENT_FRAMES
    }

    EngineUnderTest(Transport.Choice choice, int loops, int seats, Optional<BenchTranscript> transcript, Wire wire) {
        this.wire = wire;
        this.transcript = transcript;
        DialOutSettings settings = settings(choice);
        RoomSettings room = RoomSettings.defaults();
        transport = Transport.start(choice, loops);
        rooms = new Rooms(
                transport.loops(),
                new RoomSettings(
                        room.emptyTimeout(), room.logOctets(), room.slowTimeout(), seats, room.pendingCommands()),
                transcript.map(BenchTranscript::records).orElseGet(NoRecords::new),
                Clock.systemUTC());
        AddressPolicy policy = new AddressPolicy(settings.allow(), settings.deny(), Set.of(), settings.minPort());
        legs = new LegSetup(
                rooms, Protocols.with(new LineFormat(), SessionSettings.defaults()), settings.promptTimeout());
        dialOut = new DialOut(transport, policy, settings, legs);
    }

    private static DialOutSettings settings(Transport.Choice choice) {
        DialOutSettings plain = DialOutSettings.defaults();
        return new DialOutSettings(
                List.of(Cidr.parse("127.0.0.0/8").orElseThrow()),
                List.of(),
                plain.relays(),
                plain.minPort(),
                plain.connectTimeout(),
                10,
                Duration.ofMillis(100),
                plain.settle(),
                plain.inFlight(),
                MAX_WAITING,
                plain.redial(),
                plain.promptTimeout(),
                choice);
    }

    /**
     * Dials a party in, the moderators before the others, and waits until everyone is in a room or was given up.
     *
     * @param addresses where the device of the person with that index in the party listens
     * @return why people are not in their room, one reason each
     */
    List<RefusalReason> seat(Party party, IntFunction<DeviceAddress> addresses) {
        List<RefusalReason> refused = new ArrayList<>(seat(party, party.first(), addresses));
        refused.addAll(seat(party, party.others(), addresses));
        return refused;
    }

    private List<RefusalReason> seat(Party party, IntStream who, IntFunction<DeviceAddress> addresses) {
        List<CompletableFuture<Optional<RefusalReason>>> dialled = who.mapToObj(
                        i -> dial(party.firstPerson() + i, party.room(i), addresses.apply(i)))
                .toList();
        return dialled.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
    }

    private CompletableFuture<Optional<RefusalReason>> dial(int person, int room, DeviceAddress to) {
        ConferenceNumber number = new ConferenceNumber(String.valueOf(FIRST_NUMBER + room));
        Role role = moderated.get(room) ? Role.PARTICIPANT : Role.MODERATOR;
        if (role == Role.MODERATOR) {
            moderated.set(room);
            transcript.ifPresent(kept -> kept.add(number));
        }
        RoomEntry entry = new RoomEntry(
                profile(number),
                new Person.Phone(new Msisdn(String.format(Locale.ROOT, "+4477%08d", person))),
                Nick.parse("P" + person),
                role);
        return wire == Wire.OCTETS ? dialOut.dial(to, new Destination.InRoom(entry)) : inFrames(to, entry);
    }

    private CompletableFuture<Optional<RefusalReason>> inFrames(DeviceAddress to, RoomEntry entry) {
        CompletableFuture<Optional<RefusalReason>> result = new CompletableFuture<>();
        Destination room = new Destination.InRoom(entry);
        Destination destination =
                wire == Wire.SILENT_FRAMES ? room : new Destination.AtCodeDoor(anyCode(entry), PATIENCE);
        transport
                .connect(legs.loopOf(room).orElseThrow(), PATIENCE, to.socketAddress())
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        result.complete(Optional.of(RefusalReason.UNREACHABLE));
                        return;
                    }
                    new FrameWire().addTo(connected.channel().pipeline());
                    Connection connection =
                            legs.openJson(connected.channel(), WayIn.BROWSER, new Connection.Watch() {});
                    var unused =
                            legs.take(connection, destination, Recall.never()).thenAccept(result::complete);
                });
        return result;
    }

    private static CodePolicy anyCode(RoomEntry entry) {
        return new CodePolicy() {
            @Override
            public CompletionStage<CodeDecision<ComeIn>> admit(Presented what) {
                return CompletableFuture.completedFuture(new CodeDecision.Given<>(new ComeIn(entry, "")));
            }

            @Override
            public CompletionStage<CodeDecision<PrivateEvent.Look>> look(String code) {
                return CompletableFuture.failedFuture(new UnsupportedOperationException("nobody looks"));
            }
        };
    }

    private RoomProfile profile(ConferenceNumber number) {
        RoomPolicy usual = RoomPolicy.defaults();
        return new RoomProfile(
                number,
                "Bench",
                transcript.isPresent(),
                Duration.ofHours(1),
                usual.with(usual.talk().unlimited()));
    }

    String transportName() {
        return transport.name();
    }

    @Override
    public void close() {
        rooms.closeAll(CloseReason.SHUTDOWN)
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        transport.close();
        transcript.ifPresent(BenchTranscript::close);
    }
}
