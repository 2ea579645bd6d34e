package dev.convoke.paging;

import dev.convoke.sms.EncodedText;
import dev.convoke.sms.UserDataHeader.Part;
import dev.convoke.terms.Originator;
import dev.convoke.terms.ServiceNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A part of a text that a person sent to one of our service numbers (3GPP TS 23.040 §9.2.3.24.1, SMPP 3.4 §5.3.2.22).
 *
 * @param link name of the link it came by
 * @param from {@code source_addr} after TON and NPI
 * @param to {@code destination_addr} after TON and NPI
 * @param part which part it is, of two at least
 * @param body its text, at most {@value #MAX_OCTETS} octets
 * @param port the application port that it is for, 0 to 65535; empty if it is for a person
 * @param sentAt the message centre's time stamp, where it gave one
 * @param receivedAt when we read it
 */
public record MoPart(
        String link,
        Originator from,
        ServiceNumber to,
        Part part,
        EncodedText body,
        OptionalInt port,
        Optional<Instant> sentAt,
        Instant receivedAt) {

    /** What {@code sm_length} can say (SMPP 3.4 §5.2.21): a part is a short message, so that a long text's octets are bounded. */
    public static final int MAX_OCTETS = 255;

    /** @throws IllegalArgumentException if it is the only part, cannot be one, or is too long */
    public MoPart {
        if (part.total() < 2 || !part.isSound() || body.octets().count() > MAX_OCTETS) {
            throw new IllegalArgumentException("not a part of a text: " + part + ", " + body.octets());
        }
    }
}
