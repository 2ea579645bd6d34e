package dev.convoke.store;

import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A mobile-originated text in the inbox.
 *
 * @param id assigned by the table, growing; 0 before
 * @param link name of the link it came by
 * @param from who sent it
 * @param to the service number it was sent to
 * @param text the text; cleared from the table when the row is settled, because it may hold a PIN
 * @param port the application port that it is for; empty if it is for a person
 * @param parts in how many messages it came, 1 to 255
 * @param sentAt the SMSC's time stamp, where it gave one
 * @param receivedAt when we took it, or its first part
 */
public record InboxRow(
        long id,
        String link,
        Originator from,
        ServiceNumber to,
        String text,
        OptionalInt port,
        int parts,
        Optional<Instant> sentAt,
        Instant receivedAt) {

    /** A text that came in one message and is for no application port. */
    public InboxRow(
            long id,
            String link,
            Originator from,
            ServiceNumber to,
            String text,
            Optional<Instant> sentAt,
            Instant receivedAt) {
        this(id, link, from, to, text, OptionalInt.empty(), 1, sentAt, receivedAt);
    }

    /** The same row with the id that the table gave it. */
    public InboxRow withId(long assigned) {
        return new InboxRow(assigned, link, from, to, text, port, parts, sentAt, receivedAt);
    }

    /** Never the text: it may hold a PIN. */
    @Override
    public String toString() {
        return "InboxRow[" + id + " by " + link + " from " + from + ", " + text.length() + " chars]";
    }
}
