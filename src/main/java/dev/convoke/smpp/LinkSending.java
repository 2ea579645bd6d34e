package dev.convoke.smpp;

import dev.convoke.terms.SettingCheck;

/**
 * How texts of ours leave by a link.
 *
 * @param rate how many messages a second, each part of a text counted, 1 to 10,000; 0 for as many as it takes
 * @param longTexts how a text goes that one message cannot hold
 * @param portBy how the application port is said
 * @param receipts whether the message centre shall tell what became of each message
 */
public record LinkSending(int rate, LongTexts longTexts, PortBy portBy, boolean receipts) {

    /** How a long text goes. */
    public enum LongTexts {
        /** In parts with a concatenation header (3GPP TS 23.040 §9.2.3.24.1). */
        PARTS,
        /** Whole, as {@code message_payload} (SMPP 3.4 §5.3.2.32), which the message centre splits. */
        PAYLOAD
    }

    /** How a port is said. */
    public enum PortBy {
        /** In the user data header, information element 05 (3GPP TS 23.040 §9.2.3.24.4). */
        HEADER,
        /** By the parameters {@code destination_port} and {@code source_port} (SMPP 3.4 §5.3.2.20 and .21). */
        PARAMETER
    }

    /** Checks the range; an {@link IllegalArgumentException} names key and range. */
    public LinkSending {
        SettingCheck.inRange("rate", rate, 0, 10_000);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static LinkSending defaults() {
        return new LinkSending(0, LongTexts.PARTS, PortBy.HEADER, true);
    }
}
