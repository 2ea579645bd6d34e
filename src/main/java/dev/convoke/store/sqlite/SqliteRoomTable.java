package dev.convoke.store.sqlite;

import dev.convoke.store.PinDigest;
import dev.convoke.store.RoomRow;
import dev.convoke.store.RoomTable;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.GroupCommit;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.ServiceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The room table in SQLite. */
final class SqliteRoomTable implements RoomTable {

    private static final String ADD = """
            INSERT INTO room (name, moderator_pin_key, moderator_pin_hmac, participant_pin_key, participant_pin_hmac,
                service_number, transcript, empty_timeout_ms, lobby, capacity, moderator_seats, nick_reservation_ms,
                last_moderator, grace_ms, numbers, private_texts, invite, history, notices_up_to, burst, refill_ms, slow_ms,
                port_is_proof, number, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String UPDATE = """
            UPDATE OR IGNORE room SET name = ?, moderator_pin_key = ?, moderator_pin_hmac = ?, participant_pin_key = ?,
                participant_pin_hmac = ?, service_number = ?, transcript = ?, empty_timeout_ms = ?, lobby = ?, capacity = ?,
                moderator_seats = ?, nick_reservation_ms = ?, last_moderator = ?, grace_ms = ?, numbers = ?,
                private_texts = ?, invite = ?, history = ?, notices_up_to = ?, burst = ?, refill_ms = ?, slow_ms = ?,
                port_is_proof = ?
            WHERE number = ?""";
    private static final String REMOVE = "DELETE FROM room WHERE number = ?";
    private static final String ANY = "SELECT 1 FROM room WHERE number = ?";
    private static final String FIND = "SELECT * FROM room WHERE number = ?";
    private static final String ANY_OF_SERVICE_NUMBER = "SELECT 1 FROM room WHERE service_number = ?";
    private static final String FIND_BY_SERVICE_NUMBER = "SELECT * FROM room WHERE service_number = ?";
    private static final String LIST = "SELECT * FROM room ORDER BY number LIMIT ?";

    private final GroupCommit writer;
    private final Readers readers;

    SqliteRoomTable(GroupCommit writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public CompletableFuture<Boolean> add(RoomRow room) {
        return writer.submit(statements ->
                bind(statements.of(ADD), room).at(room.createdAt()).update() == 1);
    }

    @Override
    public CompletableFuture<Boolean> update(RoomRow room) {
        return writer.submit(statements -> bind(statements.of(UPDATE), room).update() == 1);
    }

    /** Sets the columns that {@link #ADD} and {@link #UPDATE} have in common, the number last. */
    private static Bound bind(Bound statement, RoomRow room) throws SQLException {
        Bound own = statement
                .text(room.name())
                .text(room.moderatorPin().keyId())
                .text(room.moderatorPin().hmacHex())
                .text(room.participantPin().map(PinDigest::keyId))
                .text(room.participantPin().map(PinDigest::hmacHex))
                .text(room.serviceNumber().map(ServiceNumber::value))
                .flag(room.transcript())
                .millis(room.emptyTimeout());
        return PolicyColumns.bind(own, room.policy()).text(room.number().digits());
    }

    @Override
    public CompletableFuture<Boolean> remove(ConferenceNumber number) {
        return writer.submit(
                statements -> statements.of(REMOVE).text(number.digits()).update() == 1);
    }

    @Override
    public Optional<RoomRow> find(ConferenceNumber number) {
        return find(ANY, FIND, number.digits());
    }

    @Override
    public Optional<RoomRow> findByServiceNumber(ServiceNumber serviceNumber) {
        return find(ANY_OF_SERVICE_NUMBER, FIND_BY_SERVICE_NUMBER, serviceNumber.value());
    }

    /**
     * Asks first whether there is a row. The driver fetches the name of each column for every query, rows or none, which takes
     * longer than looking for the room; and most service numbers are bound to none, as most made-up numbers name none.
     */
    private Optional<RoomRow> find(String any, String row, String key) {
        return readers.first(any, query -> query.text(key), found -> true).isPresent()
                ? readers.first(row, query -> query.text(key), SqliteRoomTable::read)
                : Optional.empty();
    }

    @Override
    public List<RoomRow> list(int limit) {
        return readers.list(LIST, query -> query.number(limit), SqliteRoomTable::read);
    }

    private static RoomRow read(ResultSet row) throws SQLException {
        Optional<String> participantPin = Optional.ofNullable(row.getString("participant_pin_hmac"));
        String participantPinKey = row.getString("participant_pin_key");
        long emptyTimeoutMs = row.getLong("empty_timeout_ms");
        boolean hasEmptyTimeout = !row.wasNull();
        return new RoomRow(
                new ConferenceNumber(row.getString("number")),
                row.getString("name"),
                new PinDigest(row.getString("moderator_pin_key"), row.getString("moderator_pin_hmac")),
                participantPin.map(hmac -> new PinDigest(participantPinKey, hmac)),
                Optional.ofNullable(row.getString("service_number")).map(ServiceNumber::new),
                row.getInt("transcript") == 1,
                hasEmptyTimeout ? Optional.of(Duration.ofMillis(emptyTimeoutMs)) : Optional.empty(),
                PolicyColumns.read(row),
                Millis.read(row, "created_at"));
    }
}
