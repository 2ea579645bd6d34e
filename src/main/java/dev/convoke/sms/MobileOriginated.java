package dev.convoke.sms;

import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * A text that a person sent to one of our service numbers, decoded (SMPP 3.4 §4.6.1 {@code deliver_sm}).
 *
 * @param link name of the link it came by
 * @param from {@code source_addr} after TON and NPI
 * @param to {@code destination_addr} after TON and NPI
 * @param text the decoded text, whatever alphabet it came in
 * @param sentAt the message centre's time stamp, where it gave one
 * @param receivedAt when we read it
 */
public record MobileOriginated(
        String link, Originator from, ServiceNumber to, String text, Optional<Instant> sentAt, Instant receivedAt) {

    /** Never the text: it may hold a PIN. */
    @Override
    public String toString() {
        return "MobileOriginated[by " + link + " from " + from + " to " + to + ", " + text.length() + " chars]";
    }
}
