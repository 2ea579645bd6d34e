package dev.convoke.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.MeetingRecords.MeetingRecord;
import dev.convoke.room.port.WireFormat;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.StoreException;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MeetingRecorderTest {

    private static final ConferenceNumber ROOM = new ConferenceNumber("8401234");
    private static final long NOON_MS = Instant.parse("2026-12-01T12:00:00Z").toEpochMilli();
    private static final Person BOB = new Person.Phone(new Msisdn("+447700900002"));
    private static final Nick NICK = Nick.parse("Bob").orElseThrow();

    private final Logger log = (Logger) LoggerFactory.getLogger(MeetingRecorder.class);
    private final ListAppender<ILoggingEvent> errors = new ListAppender<>();
    private final Noted table = new Noted();
    private final MeetingRecord record = new MeetingRecorder(table, new Words()).opened(ROOM, NOON_MS);

    /** Notes what is to be written; its test says when a meeting has its id, and which writes fail. */
    private static final class Noted implements MeetingTable {
        final List<String> written = new ArrayList<>();
        final CompletableFuture<Long> id = new CompletableFuture<>();
        String failing = "none";

        private CompletableFuture<Void> note(String what, String detail) {
            written.add(what + " " + detail);
            return what.equals(failing)
                    ? CompletableFuture.failedFuture(new StoreException("no disk"))
                    : CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Long> open(ConferenceNumber room, Instant at) {
            return id;
        }

        @Override
        public CompletableFuture<Void> close(long meetingId, String reason, Instant at) {
            return note("close", meetingId + " " + reason);
        }

        @Override
        public CompletableFuture<Integer> closeAbandoned(String reason, Instant at) {
            throw new AssertionError("not for a recorder");
        }

        @Override
        public CompletableFuture<Void> joined(long meetingId, Person who, String nick, String role, Instant at) {
            return note("joined", meetingId + " " + nick + " " + role);
        }

        @Override
        public CompletableFuture<Void> left(long meetingId, Person who, String reason, Instant at) {
            return note("left", meetingId + " " + reason);
        }

        @Override
        public CompletableFuture<Void> append(List<Message> messages) {
            List<String> lines = messages.stream()
                    .map(line -> line.meetingId() + "/" + line.seq() + " " + line.kind() + " " + line.nick() + ": "
                            + line.text())
                    .toList();
            return note("append", String.join("; ", lines));
        }

        @Override
        public List<Message> messages(long meetingId, long afterSeq, int limit) {
            throw new AssertionError("not for a recorder");
        }

        @Override
        public List<Listed> ofRoom(ConferenceNumber room, int limit) {
            throw new AssertionError("not for a recorder");
        }

        @Override
        public boolean wasIn(ConferenceNumber room, Person who, boolean asModerator) {
            throw new AssertionError("not for a recorder");
        }

        @Override
        public Optional<Listed> find(ConferenceNumber room, long meetingId) {
            throw new AssertionError("not for a recorder");
        }

        @Override
        public CompletableFuture<Purged> purge(Instant before) {
            throw new AssertionError("not for a recorder");
        }
    }

    /** Knows one notice: who came. Everything else is not for its readers. */
    private static final class Words implements WireFormat {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public void encode(LogEntry entry, ByteBuf out) {
            if (entry.event() instanceof RoomEvent.Joined joined) {
                out.writeCharSequence("* " + joined.who().get(0).text() + " came\n", StandardCharsets.UTF_8);
            }
        }

        @Override
        public void encode(PrivateEvent event, ByteBuf out) {
            throw new AssertionError("nothing private is recorded");
        }

        @Override
        public int maxOctets(LogEntry entry) {
            return 100;
        }
    }

    @BeforeEach
    void listen() {
        errors.start();
        log.setAdditive(false);
        log.addAppender(errors);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(errors);
        log.setAdditive(true);
    }

    private static LogEntry said(long seq, String text) {
        return new LogEntry(seq, NOON_MS, new RoomEvent.Speech(NICK, text));
    }

    @Test
    void nothingIsWrittenBeforeTheMeetingHasItsIdAndThenAllInOrder() {
        record.joined(BOB, NICK, Role.MODERATOR, NOON_MS);
        CompletionStage<Void> kept = record.append(List.of(said(1, "hi"), said(2, "ho")));
        record.left(BOB, Departure.HUNG_UP, NOON_MS);
        assertThat(table.written).isEmpty();
        assertThat(kept.toCompletableFuture()).isNotDone();

        table.id.complete(42L);
        record.closed(CloseReason.BOOKING_ENDED, NOON_MS);

        assertThat(kept.toCompletableFuture()).isCompletedWithValue(null);
        assertThat(table.written)
                .containsExactly(
                        "joined 42 Bob moderator",
                        "append 42/1 speech Bob: hi; 42/2 speech Bob: ho",
                        "left 42 hung up",
                        "close 42 booking-ended");
    }

    @Test
    void whatIsSaidWhenTheIdIsKnownIsWrittenAtOnce() {
        table.id.complete(42L);

        record.joined(BOB, NICK, Role.PARTICIPANT, NOON_MS);

        assertThat(table.written).containsExactly("joined 42 Bob participant");
    }

    @Test
    void aNoticeIsKeptAsPeopleReadIt() {
        table.id.complete(42L);

        CompletionStage<Void> kept = record.append(List.of(
                new LogEntry(1, NOON_MS, new RoomEvent.Joined(List.of(NICK), 1)),
                new LogEntry(2, NOON_MS, new RoomEvent.Emote(NICK, "waves")),
                new LogEntry(3, NOON_MS, new RoomEvent.Left(NICK, Departure.LEFT, "", 0))));

        assertThat(kept.toCompletableFuture()).isCompleted();
        assertThat(table.written)
                .containsExactly("append 42/1 notice : Bob came; 42/2 emote Bob: waves; 42/3 notice : ");
    }

    @Test
    void whoAppendsHearsOfAFailedWriteAndTheRestIsWritten() {
        table.id.complete(42L);
        table.failing = "append";

        CompletionStage<Void> lost = record.append(List.of(said(1, "hi")));
        record.left(BOB, Departure.LEFT, NOON_MS);

        assertThat(lost.toCompletableFuture()).isCompletedExceptionally();
        assertThat(table.written).hasSize(2);
        assertThat(errors.list).isEmpty();
    }

    @Test
    void aGapThatNobodyHearsOfIsLoggedOncePerMeeting() {
        table.id.complete(42L);
        table.failing = "joined";

        record.joined(BOB, NICK, Role.PARTICIPANT, NOON_MS);
        record.joined(BOB, NICK, Role.PARTICIPANT, NOON_MS);

        assertThat(table.written).hasSize(2);
        assertThat(errors.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getFormattedMessage()).contains("has gaps").contains("no disk");
        });
    }

    @Test
    void aMeetingThatCouldNotBeOpenedHasNoRecordAndSaysSo() {
        record.joined(BOB, NICK, Role.PARTICIPANT, NOON_MS);
        CompletionStage<Void> early = record.append(List.of(said(1, "hi")));

        table.id.completeExceptionally(new StoreException("no such room"));
        CompletionStage<Void> late = record.append(List.of(said(2, "ho")));

        assertThat(early.toCompletableFuture()).isCompletedExceptionally();
        assertThat(late.toCompletableFuture()).isCompletedExceptionally();
        assertThat(table.written).isEmpty();
        assertThat(errors.list).hasSize(1);
    }
}
