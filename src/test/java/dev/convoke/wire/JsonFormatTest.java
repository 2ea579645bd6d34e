package dev.convoke.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoke.room.event.BookedEnd;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.Farewell;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.event.RosterRow;
import dev.convoke.room.event.Rules;
import dev.convoke.room.event.Ruling;
import dev.convoke.room.policy.RoomPolicy.Inviting;
import dev.convoke.room.policy.RoomPolicy.PrivateTexts;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Role;
import dev.convoke.terms.ServiceNumber;
import dev.convoke.terms.WayIn;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonFormatTest {

    private static final Nick WIDE = new Nick("字".repeat(Nick.MAX_CHARS));

    /** Everything that takes more room on the wire than in memory. */
    private static final String AWKWARD = "語\"\\\u0001\u001f𝄞".repeat(2_000);

    private static final RoomProfile ROOM =
            new RoomProfile(new ConferenceNumber("8401234"), "Stand-\"up\"", true, Duration.ofMinutes(1));

    private static final BookedEnd TEN =
            new BookedEnd(Instant.parse("2026-12-01T10:00:00Z"), ZoneId.of("Europe/London"));

    private static final PrivateEvent.Now NOW = new PrivateEvent.Now(
            1_700_000_000_000L,
            Optional.of(TEN),
            new Rules(true, true, false, Duration.ofSeconds(5), PrivateTexts.MODERATORS, Inviting.ALL),
            true,
            false,
            2);

    private final JsonFormat format = new JsonFormat(0);
    private final ObjectMapper json = new ObjectMapper();

    private static Stream<RoomEvent> largest() {
        List<Nick> many = Collections.nCopies(5_000, WIDE);
        String base64 = "QUJD".repeat(10_000);
        Stream<RoomEvent> fixed = Stream.of(
                new RoomEvent.Speech(WIDE, AWKWARD),
                new RoomEvent.Emote(WIDE, AWKWARD),
                new RoomEvent.Data(WIDE, "application/" + "x".repeat(115), base64, 30_000),
                new RoomEvent.Opened(WIDE, many),
                new RoomEvent.Joined(many, 100_000),
                new RoomEvent.Left(WIDE, Departure.CONNECTION_LOST, AWKWARD, 100_000),
                new RoomEvent.LeftTogether(many, 100_000),
                new RoomEvent.Topic(WIDE, AWKWARD),
                new RoomEvent.Announcement(WIDE, AWKWARD),
                new RoomEvent.Renamed(WIDE, WIDE),
                new RoomEvent.EndsIn(Duration.ofSeconds(Long.MAX_VALUE / 2)),
                new RoomEvent.Closed(CloseReason.MODERATOR_GONE, AWKWARD),
                new RoomEvent.Notice(AWKWARD));
        Stream<RoomEvent> rulings = Arrays.stream(Ruling.values())
                .map(ruling ->
                        new RoomEvent.Ruled(ruling, Optional.of(WIDE), Optional.of(WIDE), AWKWARD, numberOf(ruling)));
        return Stream.concat(fixed, rulings);
    }

    private static long numberOf(Ruling ruling) {
        return switch (ruling) {
            case SLOW, ENDING, EXTENDED -> Long.MAX_VALUE;
            case PORT -> 65_535;
            default -> 0;
        };
    }

    private static Stream<PrivateEvent> privateOnes() {
        LogEntry past = new LogEntry(7, 1_700_000_000_000L, new RoomEvent.Speech(WIDE, AWKWARD));
        RosterRow seen = new RosterRow(
                WIDE,
                Role.MODERATOR,
                false,
                1,
                true,
                true,
                3,
                Optional.of(new Msisdn("+447700900123")),
                Optional.of(WayIn.BROWSER));
        PrivateEvent.Look.When booked = new PrivateEvent.Look.When(
                Optional.of(Instant.ofEpochMilli(2)),
                Optional.of(Instant.ofEpochMilli(3)),
                Optional.of(Instant.ofEpochMilli(1)),
                Optional.of(ZoneId.of("Europe/London")));
        return Stream.of(
                new PrivateEvent.Welcome(
                        ROOM, new PrivateEvent.Position("1x", 0), WIDE, Role.OBSERVER, 3, AWKWARD, true, NOW),
                new PrivateEvent.Past(List.of(past, past)),
                new PrivateEvent.PrivateText(WIDE, WIDE, AWKWARD, true, 1_700_000_000_000L, 6, 1_699_999_999_000L),
                new PrivateEvent.PrivateText(WIDE, WIDE, AWKWARD, false, 1_700_000_000_000L, 0, 0),
                new PrivateEvent.Waiting(ROOM, WIDE, true, Optional.of(TEN), Collections.nCopies(5_000, WIDE)),
                new PrivateEvent.Waiting(ROOM, WIDE, false, Optional.empty(), List.of()),
                new PrivateEvent.PrivateNotice(AWKWARD),
                new PrivateEvent.Rejected("too-fast", AWKWARD),
                new PrivateEvent.Rejected("too-fast", AWKWARD, 400),
                new PrivateEvent.Rejected("too-early", AWKWARD, 0, 1_700_000_000_000L, 1_699_999_000_000L),
                new PrivateEvent.Listing(
                        List.of(AWKWARD), Optional.of(new PrivateEvent.Values.Port("[2001:db8::9]", 40_003, "2xj5"))),
                new PrivateEvent.Prompt(PrivateEvent.Asked.PIN, "PIN:"),
                new PrivateEvent.Listing(List.of(AWKWARD, "", "x")),
                new PrivateEvent.Listing(List.of()),
                new PrivateEvent.Listing(
                        List.of(AWKWARD),
                        Optional.of(new PrivateEvent.Values.Bans(List.of(
                                new PrivateEvent.Banned("", "", 0, "", ""),
                                new PrivateEvent.Banned(AWKWARD, AWKWARD, Long.MAX_VALUE, AWKWARD, AWKWARD))))),
                new PrivateEvent.Who(List.of(seen, new RosterRow(WIDE, Role.PARTICIPANT, true, 2)), 200, 202),
                new PrivateEvent.Skipped(12),
                new PrivateEvent.Lobby(List.of(new PrivateEvent.Waiter(
                        WIDE, Optional.of(new Msisdn("+447700900123")), 1_700_000_000_000L, true))),
                new PrivateEvent.Hands(Collections.nCopies(1_000, WIDE)),
                new PrivateEvent.Hand(0, "Your hand is down."),
                new PrivateEvent.Deliveries(
                        List.of(new PrivateEvent.Delivered(Optional.of(WIDE), new Msisdn("+447700900123"), false))),
                new PrivateEvent.Prompt(PrivateEvent.Asked.CODE, "Code:"),
                new PrivateEvent.Admitted("k7q"),
                new PrivateEvent.Look(
                        PrivateEvent.Look.State.HERE_ELSEWHERE,
                        ROOM.number(),
                        AWKWARD,
                        true,
                        booked,
                        new PrivateEvent.Look.Here(Optional.of(AWKWARD), 3, List.of(WIDE, WIDE)),
                        new PrivateEvent.Look.You(Optional.of("+44********23"), Optional.of(WIDE), Role.PARTICIPANT),
                        ServiceNumber.parse("84433")),
                new PrivateEvent.Look(
                        PrivateEvent.Look.State.OPEN,
                        ROOM.number(),
                        "",
                        false,
                        PrivateEvent.Look.When.unknown(),
                        new PrivateEvent.Look.Here(Optional.empty(), 0, List.of()),
                        new PrivateEvent.Look.You(Optional.empty(), Optional.empty(), Role.MODERATOR),
                        Optional.empty()),
                new PrivateEvent.Goodbye(AWKWARD),
                new PrivateEvent.Goodbye(Farewell.KICKED, AWKWARD, AWKWARD, AWKWARD));
    }

    private JsonNode parsed(ByteBuf out) {
        String line = out.toString(StandardCharsets.UTF_8);
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        try {
            JsonNode node = json.readTree(line);
            SchemaCheck.server(node);
            return node;
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void everyEventIsOneLineWithinItsBoundAndAsTheSchemaSays() {
        largest().forEach(event -> {
            LogEntry entry = new LogEntry(Long.MAX_VALUE, Long.MAX_VALUE, event);
            int bound = format.maxOctets(entry);
            ByteBuf out = Unpooled.buffer(bound, bound);

            format.encode(entry, out);

            assertThat(parsed(out).path("seq").asLong()).isEqualTo(Long.MAX_VALUE);
        });
    }

    /** The encoder may not ask for more room than the bound, even for text that takes one octet per character. */
    @Test
    void aLongPlainTextFitsIntoItsBound() {
        String text = "x".repeat(4_000);
        LogEntry entry = new LogEntry(1, 1, new RoomEvent.Speech(new Nick("Bob"), text));
        int bound = format.maxOctets(entry);
        ByteBuf out = Unpooled.buffer(bound, bound);

        format.encode(entry, out);

        assertThat(parsed(out).path("text").asText()).isEqualTo(text);
    }

    @Test
    void everyPrivateEventIsOneLineAsTheSchemaSays() {
        privateOnes().forEach(event -> {
            ByteBuf out = Unpooled.buffer();

            format.encode(event, out);

            assertThat(parsed(out).path("type").isTextual()).isTrue();
        });
    }

    @Test
    void noKindOfEventIsForgottenHere() {
        assertThat(largest().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(RoomEvent.class.getPermittedSubclasses()));
        assertThat(privateOnes().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(PrivateEvent.class.getPermittedSubclasses()));
    }

    @Test
    void anyTextComesBackAsItWas() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(40), 0, 0x11000)
                    .filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            LogEntry entry = new LogEntry(1 + random.nextInt(2_000_000_000), 0, new RoomEvent.Notice(text));
            ByteBuf out = Unpooled.buffer(format.maxOctets(entry), format.maxOctets(entry));

            format.encode(entry, out);

            JsonNode node = parsed(out);
            assertThat(node.path("text").asText()).as("seed %d", seed).isEqualTo(text);
            assertThat(node.path("seq").asLong()).as("seed %d", seed).isEqualTo(entry.seq());
        }
    }
}
