package dev.convoke.smpp;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import dev.convoke.sms.Alphabet;
import java.util.Optional;

/**
 * What goes over a link, and how much of it at once.
 *
 * @param window how many texts may be under way in each direction, 1 to 1,000; not less than the message centre's window
 * @param alphabet what {@code data_coding} 0 means there: {@code gsm7}, {@code gsm7_packed}, {@code latin1} or {@code ascii}
 * @param region ISO 3166 code of the country whose national numbers it sends, such as {@code GB}; empty if all are
 *     international
 * @param maxParts how many messages one text of ours may take, 1 to 255; of a longer one to a person the rest is cut off
 * @param sending how texts of ours leave
 */
public record LinkTraffic(int window, Alphabet alphabet, Optional<String> region, int maxParts, LinkSending sending) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public LinkTraffic {
        SettingCheck.inRange("window", window, 1, 1_000);
        SettingCheck.holds(alphabet.mayBeDefault(), "default-alphabet", alphabet, "gsm7, gsm7_packed, latin1 or ascii");
        SettingCheck.holds(
                region.map(code -> code.matches("[A-Z]{2}")).orElse(true), "region", region, "two letters such as GB");
        SettingCheck.inRange("max-parts", maxParts, 1, 255);
    }

    /** Texts of ours leave as usual. */
    public LinkTraffic(int window, Alphabet alphabet, Optional<String> region, int maxParts) {
        this(window, alphabet, region, maxParts, LinkSending.defaults());
    }

    /** The same traffic with another way for texts of ours. */
    public LinkTraffic with(LinkSending other) {
        return new LinkTraffic(window, alphabet, region, maxParts, other);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static LinkTraffic defaults() {
        return read(Configuration.defaults("smpp.link-defaults"), Optional.empty());
    }

    /** Reads the traffic of a link; {@code usual} is the region of one that names none. */
    static LinkTraffic read(Section link, Optional<String> usual) {
        return new LinkTraffic(
                link.count("window"),
                link.choice("default-alphabet", Alphabet.class),
                link.region("region").or(() -> usual),
                link.count("max-parts"),
                LinkSending.read(link));
    }
}
