package dev.convoke.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.Ruling;
import dev.convoke.terms.Nick;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineFormatTest {

    /** Three octets a character, as many as a nick may have. */
    private static final Nick WIDE = new Nick("字".repeat(Nick.MAX_CHARS));

    private static final String LONG = "語".repeat(5_000);

    private final LineFormat format = new LineFormat();

    private static Stream<RoomEvent> largest() {
        List<Nick> many = Collections.nCopies(5_000, WIDE);
        Stream<RoomEvent> fixed = Stream.of(
                new RoomEvent.Speech(WIDE, LONG),
                new RoomEvent.Emote(WIDE, LONG),
                new RoomEvent.Data(WIDE, "application/" + "x".repeat(115), "QUJD".repeat(10_000), 30_000),
                new RoomEvent.Opened(WIDE, many),
                new RoomEvent.Joined(many, 100_000),
                new RoomEvent.Left(WIDE, Departure.CONNECTION_LOST, LONG, 100_000),
                new RoomEvent.LeftTogether(many, 100_000),
                new RoomEvent.Topic(WIDE, LONG),
                new RoomEvent.Announcement(WIDE, LONG),
                new RoomEvent.Renamed(WIDE, WIDE),
                new RoomEvent.EndsIn(Duration.ofSeconds(Long.MAX_VALUE / 2)),
                new RoomEvent.Closed(CloseReason.MODERATOR_GONE, LONG),
                new RoomEvent.Notice(LONG));
        Stream<RoomEvent> rulings = Arrays.stream(Ruling.values())
                .map(ruling -> new RoomEvent.Ruled(ruling, Optional.of(WIDE), Optional.of(WIDE), LONG));
        return Stream.concat(fixed, rulings);
    }

    @Test
    void everyEventIsOneLineWithinItsBound() {
        largest().forEach(event -> {
            LogEntry entry = new LogEntry(1, 0, event);
            int bound = format.maxOctets(entry);
            ByteBuf out = Unpooled.buffer(bound, bound);

            format.encode(entry, out);

            String line = out.toString(StandardCharsets.UTF_8);
            assertThat(line.indexOf('\n')).as("%s", event).isEqualTo(line.length() - 1);
        });
    }

    @Test
    void noKindOfEventIsForgottenHere() {
        assertThat(largest().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(RoomEvent.class.getPermittedSubclasses()));
    }
}
