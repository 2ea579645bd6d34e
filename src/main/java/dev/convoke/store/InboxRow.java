package dev.convoke.store;

import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * A mobile-originated text in the inbox.
 *
 * @param id assigned by the table, growing; 0 before
 * @param link name of the link it came by
 * @param from who sent it
 * @param to the service number it was sent to
 * @param text the text; cleared from the table when the row is settled, because it may hold a PIN
 * @param sentAt the SMSC's time stamp, where it gave one
 * @param receivedAt when we took it
 */
public record InboxRow(
        long id,
        String link,
        Originator from,
        ServiceNumber to,
        String text,
        Optional<Instant> sentAt,
        Instant receivedAt) {

    /** The same row with the id that the table gave it. */
    public InboxRow withId(long assigned) {
        return new InboxRow(assigned, link, from, to, text, sentAt, receivedAt);
    }

    /** Never the text: it may hold a PIN. */
    @Override
    public String toString() {
        return "InboxRow[" + id + " by " + link + " from " + from + ", " + text.length() + " chars]";
    }
}
