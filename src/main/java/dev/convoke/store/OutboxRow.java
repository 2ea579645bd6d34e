package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A mobile-terminated text in the outbox.
 *
 * @param id assigned by the table, growing; 0 before
 * @param to who shall get it
 * @param from the service number it comes from
 * @param port the application port on the phone, where it is for one
 * @param text the text
 * @param link name of the link to prefer (the one the MO came by), empty for any
 * @param room what room it is about; the table keeps it if there is such a room, else the one that the service number is bound to
 * @param urgency 0 for refusals and prompts, higher for what can wait
 * @param createdAt when it was written
 * @param expiresAt after which it must not be sent any more
 * @param progress what was done to send it
 */
public record OutboxRow(
        long id,
        Msisdn to,
        ServiceNumber from,
        OptionalInt port,
        String text,
        String link,
        Optional<ConferenceNumber> room,
        int urgency,
        Instant createdAt,
        Instant expiresAt,
        Progress progress) {

    /**
     * What was done to send a text.
     *
     * @param attempts how often it was put off
     * @param nextAttemptAt not before
     * @param link name of the link that it was given to last, empty before
     * @param messages how many short messages it takes there, 0 before
     * @param taken how many parts of it a message centre took
     */
    public record Progress(int attempts, Instant nextAttemptAt, String link, int messages, int taken) {

        /** Nothing yet; due at once. */
        public static Progress none(Instant now) {
            return new Progress(0, now, "", 0, 0);
        }
    }

    /** The same row with the id that the table gave it. */
    public OutboxRow withId(long assigned) {
        return new OutboxRow(assigned, to, from, port, text, link, room, urgency, createdAt, expiresAt, progress);
    }

    /** Never the text. */
    @Override
    public String toString() {
        return "OutboxRow[" + id + " to " + to + ", " + text.length() + " chars, attempt " + progress.attempts() + "]";
    }
}
