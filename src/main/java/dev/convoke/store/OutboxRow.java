package dev.convoke.store;

import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;

/**
 * A mobile-terminated text in the outbox.
 *
 * @param id assigned by the table, growing; 0 before
 * @param to who shall get it
 * @param from the service number it comes from
 * @param text the text
 * @param link name of the link to prefer (the one the MO came by), empty for any
 * @param urgency 0 for refusals and prompts, higher for what can wait
 * @param createdAt when it was written
 * @param expiresAt after which it must not be sent any more
 * @param attempts how often it was tried
 * @param nextAttemptAt not before
 */
public record OutboxRow(
        long id,
        Msisdn to,
        ServiceNumber from,
        String text,
        String link,
        int urgency,
        Instant createdAt,
        Instant expiresAt,
        int attempts,
        Instant nextAttemptAt) {

    /** The same row with the id that the table gave it. */
    public OutboxRow withId(long assigned) {
        return new OutboxRow(assigned, to, from, text, link, urgency, createdAt, expiresAt, attempts, nextAttemptAt);
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "OutboxRow[" + id + " to " + to + ", " + text.length() + " chars, attempt " + attempts + "]";
    }
}
