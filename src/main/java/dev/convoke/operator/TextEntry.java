package dev.convoke.operator;

import dev.convoke.store.LedgerRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A text that came or went.
 *
 * @param direction which of the two
 * @param id ours; each direction has ids of its own
 * @param other who sent it, or whom it is for; a person's number is masked unless it was to be revealed
 * @param service our number
 * @param room what room it is about, where that is known
 * @param way how it came or went
 * @param standing what has become of it
 * @param text what it says; empty unless it was to be revealed, and where it is not kept any more
 */
public record TextEntry(
        Direction direction,
        long id,
        String other,
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
     * @param state such as {@code settled} or {@code sent}
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

    static TextEntry of(LedgerRow row, boolean reveal) {
        String whole = row.other().shown();
        LedgerRow.Way way = row.way();
        LedgerRow.Standing standing = row.standing();
        return new TextEntry(
                Direction.valueOf(row.direction().name()),
                row.id(),
                // Short codes and names are nobody's.
                reveal ? whole : row.other().masked(),
                row.service(),
                row.room(),
                new Way(way.link(), way.parts(), way.messageIds()),
                new Standing(
                        standing.state(),
                        standing.detail(),
                        standing.at(),
                        standing.sentAt(),
                        standing.changedAt(),
                        standing.receipt(),
                        standing.receiptAt()),
                reveal ? row.text() : "");
    }

    /** Neither number nor text. */
    @Override
    public String toString() {
        return "TextEntry[" + direction + " " + id + " " + standing.state() + "]";
    }
}
