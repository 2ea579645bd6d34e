package dev.convoke.persistence;

import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.Departure;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.port.MeetingRecords;
import dev.convoke.room.port.WireFormat;
import dev.convoke.store.MeetingTable;
import dev.convoke.store.MeetingTable.Message;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Nick;
import dev.convoke.terms.Person;
import dev.convoke.terms.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the room wants recorded in the meeting table. Its methods run on the room's loop and only queue: a meeting's id
 * comes with the first commit, and everything after is written in the order in which it was said.
 */
public final class MeetingRecorder implements MeetingRecords {

    private static final Logger LOG = LoggerFactory.getLogger(MeetingRecorder.class);

    private final MeetingTable meetings;
    private final WireFormat words;

    /** Writes to that table, whose rooms must have rows; {@code words} says how a notice reads. */
    public MeetingRecorder(MeetingTable meetings, WireFormat words) {
        this.meetings = meetings;
        this.words = words;
    }

    @Override
    public MeetingRecord opened(ConferenceNumber room, long atMs) {
        return new StoredRecord(meetings.open(room, Instant.ofEpochMilli(atMs)));
    }

    private record Note(LongFunction<CompletableFuture<Void>> step, CompletableFuture<Void> done) {}

    private final class StoredRecord implements MeetingRecord {

        private final CompletableFuture<Long> id;

        /** What was noted before the id was known, in order; guarded by itself. */
        private final List<Note> waiting = new ArrayList<>();

        private boolean known;
        private final AtomicBoolean failed = new AtomicBoolean();

        StoredRecord(CompletableFuture<Long> id) {
            this.id = id;
            var unused = id.whenComplete((meeting, failure) -> catchUp());
        }

        private void catchUp() {
            synchronized (waiting) {
                waiting.forEach(this::write);
                waiting.clear();
                known = true;
            }
        }

        @Override
        public void joined(Person who, Nick nick, Role role, long atMs) {
            String roleName = role.name().toLowerCase(Locale.ROOT);
            note(meeting -> meetings.joined(meeting, who, nick.text(), roleName, Instant.ofEpochMilli(atMs)));
        }

        @Override
        public void left(Person who, Departure why, long atMs) {
            note(meeting -> meetings.left(meeting, who, why.phrase(), Instant.ofEpochMilli(atMs)));
        }

        @Override
        public CompletionStage<Void> append(List<LogEntry> entries) {
            return next(meeting -> meetings.append(
                    entries.stream().map(entry -> message(meeting, entry)).toList()));
        }

        @Override
        public void closed(CloseReason reason, long atMs) {
            note(meeting -> meetings.close(meeting, reason.label(), Instant.ofEpochMilli(atMs)));
        }

        /** Writes are queued in the order of the calls; the store's one writer keeps it. */
        private CompletableFuture<Void> next(LongFunction<CompletableFuture<Void>> step) {
            Note note = new Note(step, new CompletableFuture<>());
            synchronized (waiting) {
                if (known) {
                    write(note);
                } else {
                    waiting.add(note);
                }
            }
            return note.done();
        }

        private void write(Note note) {
            var unused = id.thenCompose(note.step()::apply).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    note.done().complete(null);
                } else {
                    note.done().completeExceptionally(failure);
                }
            });
        }

        private void note(LongFunction<CompletableFuture<Void>> step) {
            var unused = next(step).whenComplete((done, failure) -> {
                if (failure != null && failed.compareAndSet(false, true)) {
                    LOG.error("a meeting's record has gaps, the first because: {}", failure.toString());
                }
            });
        }
    }

    private Message message(long meeting, LogEntry entry) {
        Instant at = Instant.ofEpochMilli(entry.atMs());
        RoomEvent event = entry.event();
        if (event instanceof RoomEvent.Speech speech) {
            return new Message(meeting, entry.seq(), at, speech.from().text(), "speech", speech.text());
        }
        if (event instanceof RoomEvent.Emote emote) {
            return new Message(meeting, entry.seq(), at, emote.from().text(), "emote", emote.text());
        }
        return new Message(meeting, entry.seq(), at, "", "notice", asHeard(entry));
    }

    /** A notice in the words in which people at their devices read it. */
    private String asHeard(LogEntry entry) {
        ByteBuf line = Unpooled.buffer(128);
        words.encode(entry, line);
        String text = line.toString(StandardCharsets.UTF_8);
        // After the mark and a space; what is not for this format's readers is empty.
        return text.length() < 2 ? "" : text.substring(2).strip();
    }
}
