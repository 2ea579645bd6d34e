package dev.convoke.session;

import dev.convoke.ShortBench;
import dev.convoke.command.Commands;
import dev.convoke.room.Entrance;
import dev.convoke.room.RoomEntry;
import dev.convoke.room.Rooms;
import dev.convoke.room.Seat;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.Leg;
import dev.convoke.room.port.MeetingRecords;
import dev.convoke.room.port.WireFormat;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import dev.convoke.wire.LineFormat;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a spoken line costs from the stage of a session through the room to a leg that takes everything: the figure is for one of
 * 64 lines that a turn finds. With {@code -prof gc} it says what a line leaves on the heap.
 */
@State(Scope.Thread)
public class SayBench extends ShortBench {

    private static final int LINES = 64;
    private static final String TEXT = "x".repeat(100);
    private static final Person ALICE = new Person.Phone(new Msisdn("+447700900123"));

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final Sink sink = new Sink();
    private final RoomStage stage = new RoomStage(seat(), new Commands(new NumberingPlan("GB")), lost -> {});

    /** Takes everything and keeps nothing. */
    private static final class Sink implements Leg {
        private final WireFormat format = new LineFormat();
        private long octets;

        @Override
        public WireFormat format() {
            return format;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void write(ByteBuf slice) {
            octets += slice.readableBytes();
            slice.release();
        }

        @Override
        public long unacknowledgedOctets() {
            return 0;
        }

        @Override
        public void flush() {}

        @Override
        public void send(PrivateEvent event) {}

        @Override
        public void close() {}
    }

    /** Keeps nothing. */
    private static final class NoRecords implements MeetingRecords, MeetingRecords.MeetingRecord {
        @Override
        public MeetingRecord opened(ConferenceNumber room, long atMs) {
            return this;
        }

        @Override
        public void joined(Person who, Nick nick, Role role, long atMs) {}

        @Override
        public void left(Person who, Departure why, long atMs) {}

        @Override
        public CompletionStage<Void> append(List<LogEntry> entries) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void closed(CloseReason reason, long atMs) {}
    }

    private Seat seat() {
        RoomProfile profile = new RoomProfile(new ConferenceNumber("8401234"), "Bench", false, Duration.ofMinutes(5))
                .withPolicy(RoomPolicy.defaults());
        Rooms rooms = new Rooms(List.of(loop.eventLoop()), RoomSettings.defaults(), new NoRecords(), Clock.systemUTC());
        RoomEntry entry = new RoomEntry(profile, ALICE, Nick.parse("Alice"), Role.MODERATOR);
        return rooms.enter(entry, sink).fold(Entrance.Seated::seat, away -> {
            throw new IllegalStateException(away.reason().name());
        });
    }

    /** Says 64 lines, and lets the turn write them. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long say() {
        for (int i = 0; i < LINES; i++) {
            stage.onLine(TEXT);
        }
        loop.runPendingTasks();
        return sink.octets;
    }
}
