package dev.convoke.store;

import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A text of the inbox or the outbox.
 *
 * @param direction which of the two
 * @param id ours; each of the two has ids of its own
 * @param other who sent it, or whom it is for
 * @param service our number
 * @param room what room it is about, where that is known
 * @param way how it came or went
 * @param standing what has become of it
 * @param text what it says; empty where that is not kept any more
 */
public record LedgerRow(
        Direction direction,
        long id,
        Originator other,
        ServiceNumber service,
        Optional<ConferenceNumber> room,
        Way way,
        Standing standing,
        String text) {

    /** Which way a text goes. */
    public enum Direction {
        /** Mobile-originated: from a person to us. */
        MO,
        /** Mobile-terminated: from us to a person. */
        MT
    }

    /**
     * How a text came or went.
     *
     * @param link the link it came by or was given to; before, the one it prefers; may be empty
     * @param parts in how many messages it came or went; 0 where that is not known
     * @param messageIds the message centre's for them
     */
    public record Way(String link, int parts, List<String> messageIds) {
        /** Copies the list. */
        public Way {
            messageIds = List.copyOf(messageIds);
        }
    }

    /**
     * What has become of a text.
     *
     * @param state of the row, such as {@code settled} or {@code sent}
     * @param detail such as an outcome or a reason; may be empty
     * @param at when we received or wrote it
     * @param sentAt when the message centre says that it was sent to us
     * @param changedAt when it was settled, or came into its state
     * @param receipt what the message centre says became of it
     * @param receiptAt when it said so
     */
    public record Standing(
            String state,
            String detail,
            Instant at,
            Optional<Instant> sentAt,
            Optional<Instant> changedAt,
            Optional<String> receipt,
            Optional<Instant> receiptAt) {}

    /** Neither number nor text. */
    @Override
    public String toString() {
        return "LedgerRow[" + direction + " " + id + " " + standing.state() + "]";
    }
}
