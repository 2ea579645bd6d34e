package dev.convoke.store.sqlite;

import dev.convoke.store.Ledger;
import dev.convoke.store.LedgerRow;
import dev.convoke.store.LedgerRow.Direction;
import dev.convoke.store.LedgerRow.Standing;
import dev.convoke.store.LedgerRow.Way;
import dev.convoke.store.jdbc.Millis;
import dev.convoke.store.jdbc.Readers;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The ledger over inbox and outbox. Each is read backwards by id, which is the order of time, as far as the limit goes: no index
 * serves the ledger alone, for each would cost every text a write.
 */
final class SqliteLedger implements Ledger {

    private static final String READ = """
            SELECT * FROM (
                SELECT * FROM (
                    SELECT 'MO' AS direction, id, sender AS other, service_number, room, link, parts,
                        NULL AS message_ids, iif(state = 'open', 'open', 'settled') AS state,
                        coalesce(outcome, '') AS detail, received_at AS at, sent_at,
                        settled_at AS changed_at, NULL AS receipt, NULL AS receipt_at, text
                    FROM inbox
                    WHERE (?1 IS NULL OR sender = ?1) AND (?2 IS NULL OR room = ?2) AND received_at >= ?3
                    ORDER BY id DESC LIMIT ?4)
                UNION ALL
                SELECT * FROM (
                    SELECT 'MT', o.id, recipient, service_number, room, iif(sent_link = '', o.link, sent_link), sent_parts,
                        (SELECT group_concat(message_id, ' ') FROM (
                            SELECT message_id FROM outbox_part WHERE outbox = o.id ORDER BY number)),
                        state, detail, created_at, NULL, changed_at, o.receipt, receipt_at, text
                    FROM outbox AS o
                    WHERE (?1 IS NULL OR recipient = ?1) AND (?2 IS NULL OR room = ?2) AND created_at >= ?3
                    ORDER BY o.id DESC LIMIT ?4))
            ORDER BY at DESC, direction DESC, id DESC LIMIT ?4""";

    private final Readers readers;

    SqliteLedger(Readers readers) {
        this.readers = readers;
    }

    @Override
    public List<LedgerRow> read(Filter filter) {
        List<LedgerRow> found = new ArrayList<>(readers.list(
                READ,
                query -> query.text(filter.number().map(Msisdn::e164))
                        .text(filter.room().map(ConferenceNumber::digits))
                        .at(filter.since())
                        .number(filter.limit()),
                SqliteLedger::read));
        Collections.reverse(found);
        return found;
    }

    private static LedgerRow read(ResultSet row) throws SQLException {
        return new LedgerRow(
                Direction.valueOf(row.getString("direction")),
                row.getLong("id"),
                Originator.ofStored(row.getString("other")),
                new ServiceNumber(row.getString("service_number")),
                optional(row, "room").map(ConferenceNumber::new),
                new Way(row.getString("link"), row.getInt("parts"), messageIds(row)),
                new Standing(
                        row.getString("state"),
                        row.getString("detail"),
                        Millis.read(row, "at"),
                        Millis.readOptional(row, "sent_at"),
                        Millis.readOptional(row, "changed_at"),
                        optional(row, "receipt"),
                        Millis.readOptional(row, "receipt_at")),
                row.getString("text"));
    }

    private static List<String> messageIds(ResultSet row) throws SQLException {
        return optional(row, "message_ids")
                .map(ids -> Arrays.asList(ids.split(" ")))
                .orElse(List.of());
    }

    private static Optional<String> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
