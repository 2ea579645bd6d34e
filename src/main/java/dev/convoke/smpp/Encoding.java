package dev.convoke.smpp;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import dev.convoke.sms.Alphabet;
import java.util.Optional;

/**
 * How texts and numbers are written on a link.
 *
 * @param alphabet what {@code data_coding} 0 means there: {@code gsm7}, {@code gsm7_packed}, {@code latin1} or {@code ascii}
 * @param region ISO 3166 code of the country whose national numbers it sends, such as {@code GB}; empty if all are
 *     international
 * @param maxParts how many messages one text of ours may take, 1 to 255; of a longer one to a person the rest is cut off
 * @param longTexts how a text goes that one message cannot hold
 * @param portBy how the application port is said
 */
public record Encoding(Alphabet alphabet, Optional<String> region, int maxParts, LongTexts longTexts, PortBy portBy) {

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
    public Encoding {
        SettingCheck.holds(alphabet.mayBeDefault(), "default-alphabet", alphabet, "gsm7, gsm7_packed, latin1 or ascii");
        SettingCheck.holds(
                region.map(code -> code.matches("[A-Z]{2}")).orElse(true), "region", region, "two letters such as GB");
        SettingCheck.inRange("max-parts", maxParts, 1, 255);
    }

    /** Long texts and ports go as usual. */
    public Encoding(Alphabet alphabet, Optional<String> region, int maxParts) {
        this(alphabet, region, maxParts, defaults().longTexts, defaults().portBy);
    }

    /** The same with another way for long texts. */
    public Encoding with(LongTexts other) {
        return new Encoding(alphabet, region, maxParts, other, portBy);
    }

    /** The same with another way to say a port. */
    public Encoding with(PortBy other) {
        return new Encoding(alphabet, region, maxParts, longTexts, other);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static Encoding defaults() {
        return read(Configuration.defaults("smpp.link-defaults"), Optional.empty());
    }

    /** Reads the encoding of a link; {@code usual} is the region of one that names none. */
    static Encoding read(Section link, Optional<String> usual) {
        return new Encoding(
                link.choice("default-alphabet", Alphabet.class),
                link.region("region").or(() -> usual),
                link.count("max-parts"),
                link.choice("long-texts", LongTexts.class),
                link.choice("port-by", PortBy.class));
    }
}
