package dev.convoke.smpp;

import dev.convoke.sms.Alphabet;
import dev.convoke.terms.SettingCheck;
import java.util.List;
import java.util.Optional;

/**
 * What goes over a link, and how much of it at once.
 *
 * @param window how many texts may be under way in each direction, 1 to 1,000; not less than the message centre's window
 * @param alphabet what {@code data_coding} 0 means there: {@code gsm7}, {@code latin1} or {@code ascii}
 * @param region ISO 3166 code of the country whose national numbers it sends, such as {@code GB}; empty if all are
 *     international
 * @param maxParts how many messages one text of ours may take, 1 to 255
 * @param prefixes what the numbers begin with that it carries texts of ours to, such as {@code +44}; none for all numbers
 */
public record LinkTraffic(int window, Alphabet alphabet, Optional<String> region, int maxParts, List<String> prefixes) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public LinkTraffic {
        SettingCheck.inRange("window", window, 1, 1_000);
        SettingCheck.holds(alphabet.mayBeDefault(), "default-alphabet", alphabet, "gsm7, latin1 or ascii");
        SettingCheck.holds(
                region.map(code -> code.matches("[A-Z]{2}")).orElse(true), "region", region, "two letters such as GB");
        SettingCheck.inRange("max-parts", maxParts, 1, 255);
        prefixes = List.copyOf(prefixes);
        for (String prefix : prefixes) {
            SettingCheck.holds(
                    prefix.matches("\\+[1-9][0-9]{0,14}"), "prefixes", '"' + prefix + '"', "+ and 1 to 15 digits");
        }
    }

    /** What goes over a link that carries texts to all numbers. */
    public LinkTraffic(int window, Alphabet alphabet, Optional<String> region, int maxParts) {
        this(window, alphabet, region, maxParts, List.of());
    }

    /** The same traffic, but texts of ours only to numbers that begin so. */
    public LinkTraffic withPrefixes(String... begins) {
        return new LinkTraffic(window, alphabet, region, maxParts, List.of(begins));
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static LinkTraffic defaults() {
        return new LinkTraffic(50, Alphabet.GSM7, Optional.empty(), 10);
    }
}
