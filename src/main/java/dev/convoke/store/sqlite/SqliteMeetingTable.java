package dev.convoke.store.sqlite;

import dev.convoke.store.MeetingTable;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Meetings in SQLite. Whoever is still in a meeting when it closes leaves with it, for the same reason. */
final class SqliteMeetingTable implements MeetingTable {

    private static final String OPEN = "INSERT INTO meeting (room, opened_at) VALUES (?, ?) RETURNING id";
    private static final String CLOSE =
            "UPDATE meeting SET closed_at = ?, closed_reason = ? WHERE id = ? AND closed_at IS NULL";
    private static final String LEAVE_WITH =
            "UPDATE participant SET left_at = ?, left_reason = ? WHERE meeting = ? AND left_at IS NULL";
    private static final String CLOSE_ABANDONED =
            "UPDATE meeting SET closed_at = ?, closed_reason = ? WHERE closed_at IS NULL";
    private static final String LEAVE_WITH_ABANDONED = """
            UPDATE participant SET left_at = ?, left_reason = ?
            WHERE meeting IN (SELECT id FROM meeting WHERE closed_at IS NULL) AND left_at IS NULL""";
    private static final String JOINED =
            "INSERT INTO participant (meeting, person, nick, role, joined_at) VALUES (?, ?, ?, ?, ?)";
    private static final String LEFT = """
            UPDATE participant SET left_at = ?, left_reason = ?
            WHERE meeting = ? AND person = ? AND left_at IS NULL""";
    private static final String APPEND =
            "INSERT INTO message (meeting, seq, at, nick, kind, text) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String MESSAGES = "SELECT * FROM message WHERE meeting = ? AND seq > ? ORDER BY seq LIMIT ?";
    private static final String OF_ROOM = "SELECT * FROM meeting WHERE room = ? ORDER BY id DESC LIMIT ?";
    private static final String WAS_IN = """
            SELECT 1 FROM (SELECT id FROM meeting WHERE room = ? ORDER BY id DESC LIMIT 500) AS latest
                JOIN participant ON participant.meeting = latest.id
            WHERE participant.person = ? AND (participant.role = 'moderator' OR ? = 0) LIMIT 1""";
    private static final String FIND = "SELECT * FROM meeting WHERE room = ? AND id = ?";
    // Old meetings are few, for they are deleted as well, so messages need no index by time of their own.
    private static final String PURGE_MESSAGES = """
            DELETE FROM message WHERE (meeting, seq) IN (
                SELECT message.meeting, message.seq FROM meeting JOIN message ON message.meeting = meeting.id
                WHERE meeting.opened_at < ? AND (meeting.closed_at < ? OR message.at < ?) LIMIT ?)""";
    private static final String PURGE_MEETINGS = """
            DELETE FROM meeting WHERE id IN (
                SELECT id FROM meeting WHERE opened_at < ? AND closed_at < ?
                    AND NOT EXISTS (SELECT 1 FROM message WHERE message.meeting = meeting.id) LIMIT ?)""";

    private static final int MESSAGE_SLICE = 1_000;

    /** Each takes the record of all its participants along. */
    private static final int MEETING_SLICE = 20;

    private final GroupCommit writer;
    private final Readers readers;

    SqliteMeetingTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Long> open(ConferenceNumber room, Instant at) {
        return writer.submit(statements ->
                statements.of(OPEN).text(room.digits()).at(at).insertedId().orElseThrow());
    }

    @Override
    public CompletableFuture<Void> close(long meetingId, String reason, Instant at) {
        return writer.submit(statements -> {
            statements.of(LEAVE_WITH).at(at).text(reason).number(meetingId).update();
            statements.of(CLOSE).at(at).text(reason).number(meetingId).update();
            return null;
        });
    }

    @Override
    public CompletableFuture<Integer> closeAbandoned(String reason, Instant at) {
        return writer.submit(statements -> {
            statements.of(LEAVE_WITH_ABANDONED).at(at).text(reason).update();
            return statements.of(CLOSE_ABANDONED).at(at).text(reason).update();
        });
    }

    @Override
    public CompletableFuture<Void> joined(long meetingId, Person who, String nick, String role, Instant at) {
        return writer.submitAtLeisure(statements -> {
            statements
                    .of(JOINED)
                    .number(meetingId)
                    .text(who.stored())
                    .text(nick)
                    .text(role)
                    .at(at)
                    .update();
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> left(long meetingId, Person who, String reason, Instant at) {
        return writer.submitAtLeisure(statements -> {
            statements
                    .of(LEFT)
                    .at(at)
                    .text(reason)
                    .number(meetingId)
                    .text(who.stored())
                    .update();
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> append(List<Message> messages) {
        List<Message> copy = List.copyOf(messages);
        return writer.submit(statements -> {
            Bound insert = statements.of(APPEND);
            for (Message message : copy) {
                insert.restart()
                        .number(message.meetingId())
                        .number(message.seq())
                        .at(message.at())
                        .text(message.nick())
                        .text(message.kind())
                        .text(message.text())
                        .update();
            }
            return null;
        });
    }

    @Override
    public List<Message> messages(long meetingId, long afterSeq, int limit) {
        return readers.list(
                MESSAGES,
                query -> query.number(meetingId).number(afterSeq).number(limit),
                SqliteMeetingTable::readMessage);
    }

    private static Message readMessage(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("meeting"),
                row.getLong("seq"),
                Millis.read(row, "at"),
                row.getString("nick"),
                row.getString("kind"),
                row.getString("text"));
    }

    @Override
    public boolean wasIn(ConferenceNumber room, Person who, boolean asModerator) {
        return readers.first(
                        WAS_IN,
                        query -> query.text(room.digits()).text(who.stored()).number(asModerator ? 1 : 0),
                        row -> true)
                .isPresent();
    }

    @Override
    public List<Listed> ofRoom(ConferenceNumber room, int limit) {
        return readers.list(OF_ROOM, query -> query.text(room.digits()).number(limit), SqliteMeetingTable::readListed);
    }

    @Override
    public Optional<Listed> find(ConferenceNumber room, long meetingId) {
        return readers.first(
                FIND, query -> query.text(room.digits()).number(meetingId), SqliteMeetingTable::readListed);
    }

    private static Listed readListed(ResultSet row) throws SQLException {
        return new Listed(
                row.getLong("id"),
                Millis.read(row, "opened_at"),
                Millis.readOptional(row, "closed_at"),
                Optional.ofNullable(row.getString("closed_reason")).orElse(""));
    }

    @Override
    public CompletableFuture<Purged> purge(Instant before) {
        return writer.submitSliced(
                        MESSAGE_SLICE,
                        statements -> statements
                                .of(PURGE_MESSAGES)
                                .at(before)
                                .at(before)
                                .at(before)
                                .number(MESSAGE_SLICE)
                                .update())
                .thenCompose(messages -> writer.submitSliced(
                                MEETING_SLICE,
                                statements -> statements
                                        .of(PURGE_MEETINGS)
                                        .at(before)
                                        .at(before)
                                        .number(MEETING_SLICE)
                                        .update())
                        .thenApply(meetings -> new Purged(messages, meetings)));
    }
}
