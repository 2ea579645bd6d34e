package dev.convoke.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.convoke.leg.MemoryRecords;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.Bypass;
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
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever way the octets take, a leg gets every entry once, whole and in order. */
class AudienceTest {

    private static final int LOG_OCTETS = 1 << 20;
    private static final int HIGH_WATER = 300;

    private final EventLoop loop = new DefaultEventLoop();
    private final Room room = new Room(
            new RoomProfile(new ConferenceNumber("8401234"), "Stand-up", false, Duration.ofMinutes(5)),
            loop,
            RoomSettings.defaults(),
            RoomPorts.with(new MemoryRecords()),
            Clock.systemUTC(),
            done -> {});
    private final RoomLog log = new RoomLog(new Numbered(), ByteBufAllocator.DEFAULT, LOG_OCTETS, 0);
    private final Audience audience = new Audience(log);
    private final List<FakeLeg> legs = new ArrayList<>();
    private long seq;

    @AfterEach
    void release() {
        log.release();
        legs.forEach(FakeLeg::drain);
    }

    @Test
    @DisplayName("a leg that takes everything is written to around its queue from the second turn on")
    void bypasses() {
        FakeLeg leg = join(Integer.MAX_VALUE);

        say(1);
        say(1);
        say(2);

        assertEquals("1\n", leg.byQueue.toString());
        assertEquals("2\n3\n4\n", leg.around.toString());
    }

    @Test
    @DisplayName("what the socket does not take at once goes through the queue, and the bypass opens when that is out")
    void fallsBehind() {
        FakeLeg leg = join(Integer.MAX_VALUE);
        say(1);
        leg.room = 1;

        say(2);
        assertEquals("1\n2", leg.heard());
        leg.room = Integer.MAX_VALUE;
        leg.flush();
        assertEquals("1\n2\n3\n", leg.heard());
        say(1);
        say(1);

        assertEquals("1\n2\n3\n4\n5\n", leg.heard());
        assertTrue(leg.around.toString().endsWith("5\n"));
    }

    @Test
    @DisplayName("a leg that goes in the middle of a turn leaves its place to one that was written to already")
    void partsInATurn() {
        FakeLeg goes = join(Integer.MAX_VALUE);
        FakeLeg behind = join(Integer.MAX_VALUE);
        FakeLeg last = join(Integer.MAX_VALUE);
        say(1);
        behind.send(new PrivateEvent.PrivateNotice("no bypass in the next turn"));
        behind.onWrite = () -> audience.part(goes.seat);
        say(1);
        behind.onWrite = () -> {};
        say(1);

        assertEquals("1\n2\n3\n", last.heard());
        assertEquals("1\n*2\n3\n", behind.heard());
        assertEquals("1\n", goes.heard());
    }

    @Test
    @DisplayName("a leg that is to be closed when it has read everything is closed in the turn in which it has")
    void closesWhenRead() {
        FakeLeg leg = join(Integer.MAX_VALUE);
        say(2);
        log.append(new LogEntry(++seq, 0, new RoomEvent.Notice("")));

        leg.seat.closeWhenRead(new PrivateEvent.Goodbye("Over."));
        assertFalse(leg.closed);
        say(1);

        assertEquals("1\n2\n3\n4\n", leg.heard());
        assertTrue(leg.closed);
        assertTrue(leg.seat.isLeft());
    }

    @Test
    @DisplayName(
            "what may come twice is marked on the leg that brings it, though one between was lost before it brought anything")
    void marksAfterALegThatBroughtNothing() {
        FakeLeg first = join(Integer.MAX_VALUE);
        say(1);
        first.room = 0;
        sayAndKeep(3);

        FakeLeg second = lost(first, new FakeLeg(0, first.begins).stuffed());
        FakeLeg third = lost(second, new FakeLeg(Integer.MAX_VALUE, first.begins));

        assertEquals("2\n3\n4\n", third.heard().replace("*", ""));
        assertEquals(List.of("The next 3 messages may have reached you before."), third.notices);
    }

    /** The leg is lost, and another comes. */
    private FakeLeg lost(FakeLeg old, FakeLeg next) {
        loop.submit(() -> old.seat.onAway()).syncUninterruptibly();
        legs.add(next);
        audience.replace(old.seat, next.seat);
        next.seat.goOn();
        return next;
    }

    @RepeatedTest(40)
    @DisplayName("however legs come, go, stall and are taken over, and whatever is sent to one alone in between")
    void inOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        join(Integer.MAX_VALUE);
        for (int step = 0; step < 400; step++) {
            int which = random.nextInt(legs.size());
            FakeLeg leg = legs.get(which);
            switch (random.nextInt(10)) {
                case 0 -> join(random.nextInt(200));
                case 1 -> takeOver(leg, random.nextInt(200));
                case 2 -> leg.send(new PrivateEvent.PrivateNotice("x"));
                case 3 -> part(leg);
                case 4, 5 -> leg.readOn(random.nextInt(400));
                default -> say(1 + random.nextInt(random.nextInt(20) == 0 ? 2_000 : 5));
            }
        }
        legs.forEach(leg -> leg.readOn(Integer.MAX_VALUE));
        say(1);

        for (FakeLeg leg : legs) {
            assertEquals(seq, leg.handed());
            assertEquals(
                    leg.expected(), leg.heard().replace("*", ""), () -> "seed " + repetition.getCurrentRepetition());
        }
        assertEquals(log.head(), audience.slowest());
    }

    private FakeLeg join(int room) {
        FakeLeg leg = new FakeLeg(room, seq);
        audience.join(leg.seat, log.cursorAtHead());
        legs.add(leg);
        return leg;
    }

    private void takeOver(FakeLeg old, int room) {
        FakeLeg leg = new FakeLeg(room, old.handed());
        audience.replace(old.seat, leg.seat);
        legs.set(legs.indexOf(old), leg);
        old.drain();
        leg.seat.pull();
    }

    private void part(FakeLeg leg) {
        if (legs.size() > 1) {
            audience.part(leg.seat);
            legs.remove(leg);
            leg.readOn(Integer.MAX_VALUE);
        }
    }

    /** So many new entries, and a turn. */
    private void say(int entries) {
        sayAndKeep(entries);
        log.recycle(audience.slowest());
    }

    private void sayAndKeep(int entries) {
        for (int i = 0; i < entries; i++) {
            log.append(new LogEntry(++seq, 0, new RoomEvent.Notice("")));
        }
        log.mark();
        log.reveal();
        audience.turn();
    }

    /** An entry is its number. */
    private static final class Numbered implements WireFormat {

        @Override
        public String name() {
            return "numbered";
        }

        @Override
        public void encode(LogEntry entry, ByteBuf out) {
            out.writeCharSequence(entry.seq() + "\n", StandardCharsets.US_ASCII);
        }

        @Override
        public void encode(PrivateEvent event, ByteBuf out) {
            out.writeByte('*');
        }

        @Override
        public int maxOctets(LogEntry entry) {
            return 20;
        }
    }

    /** A connection whose socket has room for so many octets, until somebody reads. */
    private final class FakeLeg implements Leg {

        private final WireFormat format = new Numbered();
        private final StringBuilder around = new StringBuilder();
        private final StringBuilder byQueue = new StringBuilder();
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder numbers = new StringBuilder();
        private final StringBuilder queue = new StringBuilder();
        private Runnable onWrite = () -> {};
        private int room;
        private boolean open;
        private boolean closed;
        private final List<String> notices = new ArrayList<>();
        private final long begins;
        private final Seat seat;

        FakeLeg(int room, long begins) {
            this.room = room;
            this.begins = begins;
            seat = new Seat(AudienceTest.this.room.keeper(), bob(), this);
        }

        private static Participant bob() {
            Person person = new Person.Phone(new Msisdn("+447700900123"));
            return new Participant(person, Nick.parse("Bob").orElseThrow(), Role.PARTICIPANT, 0);
        }

        @Override
        public WireFormat format() {
            return format;
        }

        @Override
        public boolean isWritable() {
            return queue.length() < HIGH_WATER;
        }

        @Override
        public void write(ByteBuf slice) {
            open = false;
            onWrite.run();
            String text = slice.toString(StandardCharsets.US_ASCII);
            slice.release();
            byQueue.append(text);
            queue.append(text);
            numbers.append(text);
        }

        @Override
        public void flush() {
            int octets = Math.min(room, queue.length());
            out.append(queue, 0, octets);
            queue.delete(0, octets);
            room -= octets;
        }

        @Override
        public Bypass bypass() {
            open = queue.length() == 0;
            return open ? this::writeAround : Bypass.NONE;
        }

        private int writeAround(ByteBuf octets) {
            assertTrue(queue.length() == 0 || !open, "nothing may overtake what is queued");
            if (!open) {
                return 0;
            }
            int taken = Math.min(room, octets.readableBytes());
            String text = octets.toString(octets.readerIndex(), taken, StandardCharsets.US_ASCII);
            around.append(text);
            out.append(text);
            numbers.append(text);
            room -= taken;
            return taken;
        }

        @Override
        public void send(PrivateEvent event) {
            open = false;
            if (event instanceof PrivateEvent.PrivateNotice notice) {
                notices.add(notice.text());
            }
            queue.append('*');
            flush();
        }

        @Override
        public long unacknowledgedOctets() {
            return queue.length();
        }

        @Override
        public void close() {
            closed = true;
        }

        /** The peer reads, and there is room again. */
        void readOn(int octets) {
            room = octets;
            long before;
            do {
                before = handed();
                flush();
                seat.pull();
            } while (handed() > before);
        }

        /** Takes nothing more. */
        FakeLeg stuffed() {
            queue.append("*".repeat(HIGH_WATER));
            return this;
        }

        void drain() {
            room = Integer.MAX_VALUE;
            flush();
        }

        String heard() {
            return out.toString();
        }

        /** The last entry that was handed to this leg, on its way or not. */
        long handed() {
            int end = numbers.lastIndexOf("\n");
            return end < 0 ? begins : Long.parseLong(numbers.substring(numbers.lastIndexOf("\n", end - 1) + 1, end));
        }

        String expected() {
            StringBuilder all = new StringBuilder();
            long last = handed();
            for (long i = begins + 1; i <= last; i++) {
                all.append(i).append('\n');
            }
            return all.toString();
        }
    }
}
