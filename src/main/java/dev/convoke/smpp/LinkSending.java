package dev.convoke.smpp;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.util.List;

/**
 * How texts of ours leave by a link.
 *
 * @param rate how many messages a second, each part of a text counted, 1 to 10,000; 0 for as many as it takes
 * @param longTexts how a text goes that one message cannot hold
 * @param portBy how the application port is said
 * @param receipts whether the message centre shall tell what became of each message
 * @param prefixes what the numbers begin with that it carries texts of ours to, such as {@code +44}; none for all numbers
 */
public record LinkSending(int rate, LongTexts longTexts, PortBy portBy, boolean receipts, List<String> prefixes) {

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

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public LinkSending {
        SettingCheck.inRange("rate", rate, 0, 10_000);
        prefixes = List.copyOf(prefixes);
        for (String prefix : prefixes) {
            SettingCheck.holds(
                    prefix.matches("\\+[1-9][0-9]{0,14}"), "prefixes", '"' + prefix + '"', "+ and 1 to 15 digits");
        }
    }

    /** To all numbers. */
    public LinkSending(int rate, LongTexts longTexts, PortBy portBy, boolean receipts) {
        this(rate, longTexts, portBy, receipts, List.of());
    }

    /** The same, but only to numbers that begin so. */
    public LinkSending toNumbersWith(String... begins) {
        return new LinkSending(rate, longTexts, portBy, receipts, List.of(begins));
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static LinkSending defaults() {
        return read(Configuration.defaults("smpp.link-defaults"));
    }

    /** Reads how texts leave by a link. */
    static LinkSending read(Section link) {
        return new LinkSending(
                link.count("rate"),
                link.choice("long-texts", LongTexts.class),
                link.choice("port-by", PortBy.class),
                link.flag("receipts"),
                link.texts("prefixes"));
    }
}
