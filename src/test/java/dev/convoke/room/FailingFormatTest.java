package dev.convoke.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.convoke.leg.MemoryRecords;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.Leg;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.room.port.WireFormat;
import dev.convoke.room.roster.Participant;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A format that cannot encode an entry costs that entry: no buffer, and not what was said before or is said after. */
class FailingFormatTest {

    private static final int LOG_OCTETS = 1 << 16;
    private static final ConferenceNumber ROOM = new ConferenceNumber("8401234");

    private final Format format = new Format();

    /** A line for each entry; fails in the middle of it if that is wanted. */
    private static final class Format implements WireFormat {
        private Optional<ByteBuf> lent = Optional.empty();
        private boolean fails;

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public void encode(LogEntry entry, ByteBuf out) {
            lent = Optional.of(out);
            out.writeCharSequence("" + entry.seq(), StandardCharsets.US_ASCII);
            if (fails) {
                throw new IllegalStateException("wanted by this test");
            }
            out.writeByte('\n');
        }

        @Override
        public void encode(PrivateEvent event, ByteBuf out) {
            throw new UnsupportedOperationException("not wanted here");
        }

        @Override
        public int maxOctets(LogEntry entry) {
            return 20;
        }
    }

    /** A leg that hears nothing. */
    private record Deaf(WireFormat format) implements Leg {
        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public void write(ByteBuf slice) {
            slice.release();
        }

        @Override
        public void flush() {}

        @Override
        public void send(PrivateEvent event) {}

        @Override
        public long unacknowledgedOctets() {
            return 0;
        }

        @Override
        public void close() {}
    }

    @Test
    void whatCannotBeEncodedLeavesNothingInTheLog() {
        RoomLog log = new RoomLog(format, ByteBufAllocator.DEFAULT, LOG_OCTETS, 0);
        RoomLog.Cursor cursor = log.cursorAtHead();
        log.append(entry(1));

        format.fails = true;
        assertThatIllegalStateException().isThrownBy(() -> log.append(entry(2)));
        format.fails = false;
        log.append(entry(3));

        log.mark();
        log.reveal();
        assertThat(rest(log, cursor)).isEqualTo("1\n3\n");
        log.release();
    }

    @Test
    void whatFollowsAnEntryThatCannotBeEncodedIsFoundByItsNumber() {
        RoomLog log = new RoomLog(format, ByteBufAllocator.DEFAULT, LOG_OCTETS, 0);
        log.append(entry(1));
        format.fails = true;
        assertThatIllegalStateException().isThrownBy(() -> log.append(entry(2)));
        format.fails = false;
        log.append(entry(3));
        log.append(entry(4));
        log.mark();
        log.reveal();

        List<String> after = LongStream.range(0, 4)
                .mapToObj(seq -> rest(log, log.cursorAfter(seq)))
                .toList();

        assertThat(after).containsExactly("1\n3\n4\n", "3\n4\n", "3\n4\n", "4\n");
        log.release();
    }

    private static String rest(RoomLog log, RoomLog.Cursor cursor) {
        StringBuilder rest = new StringBuilder();
        while (log.hasMore(cursor)) {
            ByteBuf slice = log.take(cursor);
            rest.append(slice.toString(StandardCharsets.US_ASCII));
            slice.release();
        }
        return rest.toString();
    }

    private static LogEntry entry(long seq) {
        return new LogEntry(seq, 0, new RoomEvent.Notice("note"));
    }

    @Test
    void aLogThatCannotBeBegunIsGivenBack() {
        EventLoop loop = new EmbeddedChannel().eventLoop();
        Broadcast broadcast =
                new Broadcast(loop, Clock.systemUTC(), LOG_OCTETS, Optional.of(new MemoryRecords().opened(ROOM, 0)));
        broadcast.append(new RoomEvent.Notice("what waits for the store"));
        format.fails = true;

        assertThatIllegalStateException().isThrownBy(() -> broadcast.join(seat(loop)));

        assertThat(format.lent)
                .hasValueSatisfying(octets -> assertThat(octets.refCnt()).isZero());
    }

    private Seat seat(EventLoop loop) {
        Room room = new Room(
                new RoomProfile(ROOM, "Stand-up", false, Duration.ofMinutes(5)),
                loop,
                RoomSettings.defaults(),
                RoomPorts.with(new MemoryRecords()),
                Clock.systemUTC(),
                done -> {});
        Person person = new Person.Phone(new Msisdn("+447700900123"));
        Participant bob = new Participant(person, Nick.parse("Bob").orElseThrow(), Role.PARTICIPANT, 0);
        return new Seat(room.keeper(), bob, new Deaf(format));
    }
}
