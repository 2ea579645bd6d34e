package dev.convoke.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cursor that goes back stands between two entries, and loses nothing that is kept. */
class RoomLogTest {

    private static final int MAX_OCTETS = 8 << 10;
    private static final int ENTRIES = 700;

    private final RoomLog log = new RoomLog(new Uneven(), ByteBufAllocator.DEFAULT, MAX_OCTETS, 0);

    /** By sequence number: where the log stood behind that entry. */
    private final List<Long> ends = new ArrayList<>(List.of(0L));

    @AfterEach
    void release() {
        log.release();
    }

    private void append(int entries) {
        for (int i = 0; i < entries; i++) {
            log.append(new LogEntry(ends.size(), 0, new RoomEvent.Notice("")));
            ends.add(log.head());
        }
        log.mark();
        log.reveal();
    }

    private int lastEndUpTo(long offset) {
        int seq = 0;
        while (seq + 1 < ends.size() && ends.get(seq + 1) <= offset) {
            seq++;
        }
        return seq;
    }

    @Test
    void goesBackByWholeEntriesAndNotFurtherThanItMust() {
        append(100);
        RoomLog.Cursor head = log.cursorAtHead();

        for (long octets = 0; octets <= log.head() + 10; octets++) {
            RoomLog.Cursor back = log.cursorBefore(head, octets, 0);

            assertThat(back.seq()).isEqualTo(lastEndUpTo(log.head() - octets));
            assertThat(back.offset()).isEqualTo(ends.get((int) back.seq()));
        }
        assertThat(head.seq()).isEqualTo(100);
    }

    @Test
    void goesBackBehindTheFloorAtMost() {
        append(100);

        RoomLog.Cursor back = log.cursorBefore(log.cursorAtHead(), log.head(), 90);

        assertThat(back.seq()).isEqualTo(90);
        assertThat(back.offset()).isEqualTo(ends.get(90));
    }

    @Test
    void goesBackToTheOldestPlaceThatIsKept() {
        append(ENTRIES);
        RoomLog.Cursor oldest = log.cursorAfter(0);

        RoomLog.Cursor back = log.cursorBefore(log.cursorAtHead(), log.head(), 0);

        assertThat(oldest.seq()).isPositive();
        assertThat(back.seq()).isEqualTo(oldest.seq());
        assertThat(back.offset()).isEqualTo(oldest.offset());
        assertThat(log.hasLost(back)).isFalse();
    }

    @Test
    void staysWhereItIsIfThatHasLeftTheRing() {
        append(10);
        RoomLog.Cursor slow = log.cursorAtHead();
        append(ENTRIES);
        assertThat(log.hasLost(slow)).isTrue();

        RoomLog.Cursor back = log.cursorBefore(slow, 5, 0);

        assertThat(back.seq()).isEqualTo(slow.seq());
        assertThat(back.offset()).isEqualTo(slow.offset());
    }

    /** Entries of two to twenty-one octets. */
    private static final class Uneven implements WireFormat {

        @Override
        public String name() {
            return "uneven";
        }

        @Override
        public void encode(LogEntry entry, ByteBuf out) {
            out.writeCharSequence("x".repeat((int) (1 + entry.seq() * 7 % 20)) + "\n", StandardCharsets.US_ASCII);
        }

        @Override
        public void encode(PrivateEvent event, ByteBuf out) {}

        @Override
        public int maxOctets(LogEntry entry) {
            return 22;
        }
    }
}
