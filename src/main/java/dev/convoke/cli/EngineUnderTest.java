package dev.convoke.cli;

import dev.convoke.dialout.AddressPolicy;
import dev.convoke.dialout.Cidr;
import dev.convoke.dialout.DialOut;
import dev.convoke.dialout.DialOutSettings;
import dev.convoke.dialout.Transport;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Rooms;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.Chronicle;
import dev.convoke.session.Doorkeeper;
import dev.convoke.session.LineFormat;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.DeviceAddress;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.RefusalReason;
import dev.convoke.terms.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The engine from dial-out to room alone, without links and admission: what the fan-out is measured on. */
final class EngineUnderTest implements AutoCloseable {

    private static final ConferenceNumber NUMBER = new ConferenceNumber("8401234");

    private final Transport transport;
    private final Rooms rooms;
    private final DialOut dialOut;
    private final RoomProfile profile;

    EngineUnderTest(Transport.Choice choice, int loops, Chronicle chronicle, boolean transcript, int seats) {
        DialOutSettings plain = DialOutSettings.defaults();
        DialOutSettings settings = new DialOutSettings(
                List.of(Cidr.parse("127.0.0.0/8").orElseThrow()),
                List.of(),
                plain.minPort(),
                plain.connectTimeout(),
                10,
                Duration.ofMillis(100),
                plain.settle(),
                plain.inFlight(),
                100_000,
                plain.redial(),
                plain.promptTimeout(),
                choice);
        RoomSettings room = RoomSettings.defaults();
        transport = Transport.start(choice, loops);
        rooms = new Rooms(
                transport.loops(),
                new RoomSettings(
                        room.emptyTimeout(), room.logOctets(), room.slowTimeout(), seats, room.pendingCommands()),
                chronicle,
                Clock.systemUTC());
        AddressPolicy policy = new AddressPolicy(settings.allow(), settings.deny(), Set.of(), settings.minPort());
        Doorkeeper nobody = (visitor, number, pin) ->
                CompletableFuture.failedFuture(new IllegalStateException("nobody asks at the door of a bench"));
        dialOut = new DialOut(transport, policy, settings, rooms, nobody, new LineFormat());
        RoomPolicy usual = RoomPolicy.defaults();
        profile = new RoomProfile(
                NUMBER,
                "Bench",
                transcript,
                Duration.ofHours(1),
                usual.with(usual.talk().unlimited()));
    }

    /** Dials a device in; the first person is the moderator. */
    CompletableFuture<Optional<RefusalReason>> dial(int person, DeviceAddress to) {
        RoomEntry entry = new RoomEntry(
                profile,
                new Msisdn(String.format(Locale.ROOT, "+4477%08d", person)),
                Nick.parse("P" + person),
                person == 0 ? Role.MODERATOR : Role.PARTICIPANT);
        return dialOut.dial(to, entry);
    }

    String transportName() {
        return transport.name();
    }

    @Override
    public void close() {
        rooms.closeAll(CloseReason.SHUTDOWN)
                .orTimeout(5, java.util.concurrent.TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        transport.close();
    }
}
