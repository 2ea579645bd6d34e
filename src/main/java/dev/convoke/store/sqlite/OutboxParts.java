package dev.convoke.store.sqlite;

import dev.convoke.store.OutboxTable;
import dev.convoke.store.OutboxTable.Matched;
import dev.convoke.store.OutboxTable.Receipted;
import dev.convoke.store.OutboxTable.Standing;
import dev.convoke.store.jdbc.Bound;
import dev.convoke.store.jdbc.Statements;
import dev.convoke.terms.MessageId;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.Receipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of texts that an SMSC took, and the receipts for them: steps of a transaction. There is one writer, so a receipt
 * either finds its part or is kept before the part is added, which then finds the receipt.
 *
 * <p>Ids are compared in whichever number system they may be written ({@link MessageId#alternatives}); the recipient, where
 * the receipt tells it, keeps apart what is alike by chance.
 */
final class OutboxParts {

    private static final String FORGET = "DELETE FROM outbox_part WHERE outbox = ? AND number > ?";
    private static final String ADD =
            "INSERT INTO outbox_part (outbox, number, link, message_id, receipt) VALUES (?, ?, ?, ?, ?)";
    private static final String OWNER = "SELECT sent_link, recipient, state FROM outbox WHERE id = ?";
    /** The newest first, for an SMSC may begin to count anew. */
    private static final String BY_ID = """
            SELECT outbox, number, message_id, recipient, outbox_part.receipt AS receipt FROM outbox_part
            JOIN outbox ON outbox.id = outbox_part.outbox
            WHERE outbox_part.link = ? AND message_id IN (?, ?, ?) ORDER BY outbox DESC LIMIT 20""";

    private static final String SET = "UPDATE outbox_part SET receipt = ? WHERE outbox = ? AND number = ?";
    private static final String ALL = "SELECT receipt FROM outbox_part WHERE outbox = ?";
    private static final String SET_WHOLE =
            "UPDATE outbox SET receipt = ?1, receipt_at = ?2 WHERE id = ?3 AND receipt IS NOT ?1";
    private static final String KEEP = """
            INSERT INTO early_receipt (link, message_id, recipient, receipt, received_at)
            SELECT ?1, ?2, ?3, ?4, ?5 WHERE (SELECT count(*) FROM early_receipt) < ?6
            ON CONFLICT (link, message_id) DO UPDATE SET receipt = ?4, received_at = ?5""";
    private static final String EARLY =
            "SELECT message_id, recipient, receipt FROM early_receipt WHERE link = ? AND message_id IN (?, ?, ?)";
    private static final String TAKE_EARLY = "DELETE FROM early_receipt WHERE link = ? AND message_id = ?";
    private static final String PURGE_EARLY = """
            DELETE FROM early_receipt WHERE (link, message_id) IN (
                SELECT link, message_id FROM early_receipt WHERE received_at < ? LIMIT ?)""";

    private OutboxParts() {}

    private record Owner(String link, String recipient, boolean sent) {
        static Owner read(ResultSet row) throws SQLException {
            return new Owner(
                    row.getString("sent_link"),
                    row.getString("recipient"),
                    row.getString("state").equals("sent"));
        }
    }

    private record Part(long text, int number, String id, String recipient, Optional<Receipt> receipt) {
        static Part read(ResultSet row) throws SQLException {
            return new Part(
                    row.getLong("outbox"),
                    row.getInt("number"),
                    row.getString("message_id"),
                    row.getString("recipient"),
                    receiptIn(row));
        }
    }

    private record Early(String id, String recipient, Optional<Receipt> receipt) {
        static Early read(ResultSet row) throws SQLException {
            return new Early(row.getString("message_id"), row.getString("recipient"), receiptIn(row));
        }
    }

    private static Optional<Receipt> receiptIn(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("receipt")).map(OutboxParts::receipt);
    }

    private static Receipt receipt(String stored) {
        return Receipt.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    private static String stored(Receipt receipt) {
        return receipt.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Adds what was taken after the first {@code after} parts, with the receipts that are there already.
     *
     * @return what these say of the text; empty if there are none
     */
    static Optional<Receipt> add(Statements statements, long text, int after, List<MessageId> taken, Instant at)
            throws SQLException {
        Optional<Owner> owner = taken.isEmpty()
                ? Optional.empty()
                : statements.of(OWNER).number(text).first(Owner::read);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        statements.of(FORGET).number(text).number(after).update();
        boolean receipts = false;
        int number = after;
        for (MessageId id : taken) {
            Optional<Receipt> early = takeEarly(statements, owner.get(), id);
            receipts |= early.isPresent();
            statements
                    .of(ADD)
                    .number(text)
                    .number(++number)
                    .text(owner.get().link())
                    .text(id.folded())
                    .text(early.map(OutboxParts::stored))
                    .update();
        }
        return receipts || number > 1 ? sumUp(statements, text, at) : Optional.empty();
    }

    private static Optional<Receipt> takeEarly(Statements statements, Owner owner, MessageId id) throws SQLException {
        List<Early> found = byId(statements.of(EARLY).text(owner.link()), id).list(Early::read);
        Optional<Early> early = found.stream()
                .filter(one -> belong(one.id(), id, one.recipient(), owner.recipient()))
                .min(likeliest(Early::id, id, Early::recipient, owner.recipient()));
        if (early.isPresent()) {
            statements.of(TAKE_EARLY).text(owner.link()).text(early.get().id()).update();
        }
        return early.flatMap(Early::receipt);
    }

    static Receipted receipt(
            Statements statements, String link, MessageId id, Optional<Msisdn> recipient, Receipt state, Instant at)
            throws SQLException {
        String phone = recipient.map(Msisdn::e164).orElse("");
        if (!id.isKnown()) {
            return new Receipted(Matched.DROPPED, Optional.empty());
        }
        List<Part> found = byId(statements.of(BY_ID).text(link), id).list(Part::read);
        Optional<Part> part = found.stream()
                .filter(one -> belong(one.id(), id, phone, one.recipient()))
                .min(likeliest(Part::id, id, Part::recipient, phone));
        if (part.isEmpty()) {
            return new Receipted(keep(statements, link, id, phone, state, at), Optional.empty());
        }
        if (!part.get().receipt().map(state::supersedes).orElse(true)) {
            return new Receipted(Matched.TEXT, Optional.empty());
        }
        long text = part.get().text();
        statements
                .of(SET)
                .text(stored(state))
                .number(text)
                .number(part.get().number())
                .update();
        return new Receipted(Matched.TEXT, sumUp(statements, text, at).map(receipt -> new Standing(text, receipt)));
    }

    private static Bound byId(Bound query, MessageId id) throws SQLException {
        List<MessageId> ids = id.alternatives();
        for (int i = 0; i < 3; i++) {
            query.text(ids.get(Math.min(i, ids.size() - 1)).folded());
        }
        return query;
    }

    /** The same person first, then the id that is written alike before one that is alike in another number system. */
    private static <T> Comparator<T> likeliest(
            Function<T, String> idOf, MessageId id, Function<T, String> recipientOf, String recipient) {
        return Comparator.<T, Boolean>comparing(one -> !recipientOf.apply(one).equals(recipient))
                .thenComparing(one -> !idOf.apply(one).equals(id.folded()));
    }

    /** The same id is the same message whoever it seems to be for, since some exchange the two numbers in a receipt. */
    private static boolean belong(String one, MessageId other, String recipient, String knownRecipient) {
        return one.equals(other.folded()) || recipient.isEmpty() || recipient.equals(knownRecipient);
    }

    private static Matched keep(
            Statements statements, String link, MessageId id, String recipient, Receipt state, Instant at)
            throws SQLException {
        int kept = statements
                .of(KEEP)
                .text(link)
                .text(id.folded())
                .text(recipient)
                .text(stored(state))
                .at(at)
                .number(OutboxTable.MAX_EARLY_RECEIPTS)
                .update();
        return kept > 0 ? Matched.KEPT : Matched.DROPPED;
    }

    /** What the receipts for the parts say of the whole; delivered it is only if the SMSC took all of it. */
    private static Optional<Receipt> sumUp(Statements statements, long text, Instant at) throws SQLException {
        List<Optional<Receipt>> parts = statements.of(ALL).number(text).list(OutboxParts::receiptIn);
        if (parts.stream().allMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        boolean complete = statements
                .of(OWNER)
                .number(text)
                .first(Owner::read)
                .map(Owner::sent)
                .orElse(false);
        Receipt all = Receipt.ofAll(parts);
        Receipt whole = all == Receipt.DELIVERED && !complete ? Receipt.ENROUTE : all;
        statements.of(SET_WHOLE).text(stored(whole)).at(at).number(text).update();
        return Optional.of(whole);
    }

    static int purgeEarly(Statements statements, Instant before, int limit) throws SQLException {
        return statements.of(PURGE_EARLY).at(before).number(limit).update();
    }
}
