package dev.convoke.paging;

import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A text that a person or a program of theirs sent to one of our service numbers, whole and decoded (SMPP 3.4 §4.6.1
 * {@code deliver_sm}).
 *
 * @param link name of the link it came by
 * @param from {@code source_addr} after TON and NPI
 * @param to {@code destination_addr} after TON and NPI
 * @param text the decoded text, whatever alphabet it came in
 * @param port the application port that it is for, 0 to 65535 (3GPP TS 23.040 §9.2.3.24.4); empty if it is for a person
 * @param sentAt the message centre's time stamp, where it gave one; of a text in parts the earliest
 * @param receivedAt when we read it; of a text in parts the first
 */
public record MobileOriginated(
        String link,
        Originator from,
        ServiceNumber to,
        String text,
        OptionalInt port,
        Optional<Instant> sentAt,
        Instant receivedAt) {

    /** A text that is for no application port. */
    public MobileOriginated(
            String link, Originator from, ServiceNumber to, String text, Optional<Instant> sentAt, Instant receivedAt) {
        this(link, from, to, text, OptionalInt.empty(), sentAt, receivedAt);
    }

    /** Never the text: it may hold a PIN. */
    @Override
    public String toString() {
        return "MobileOriginated[by " + link + " from " + from + " to " + to + ", " + text.length() + " chars]";
    }
}
