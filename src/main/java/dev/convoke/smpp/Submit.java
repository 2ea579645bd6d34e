package dev.convoke.smpp;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.util.List;

/**
 * Which texts of ours a link takes, how fast, and what it tells of them: its {@code submit_sm} (SMPP 3.4 §4.4).
 *
 * @param rate how many messages a second, each part of a text counted, 1 to 10,000; 0 for as many as it takes
 * @param receipts whether the message centre shall tell what became of each message
 * @param prefixes what the numbers begin with that it carries texts of ours to, such as {@code +44}; none for all numbers
 */
public record Submit(int rate, boolean receipts, List<String> prefixes) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public Submit {
        SettingCheck.inRange("rate", rate, 0, 10_000);
        prefixes = List.copyOf(prefixes);
        for (String prefix : prefixes) {
            SettingCheck.holds(
                    prefix.matches("\\+[1-9][0-9]{0,14}"), "prefixes", '"' + prefix + '"', "+ and 1 to 15 digits");
        }
    }

    /** To all numbers. */
    public Submit(int rate, boolean receipts) {
        this(rate, receipts, List.of());
    }

    /** The same, but only to numbers that begin so. */
    public Submit toNumbersWith(String... begins) {
        return new Submit(rate, receipts, List.of(begins));
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static Submit defaults() {
        return read(Configuration.defaults("smpp.link-defaults"));
    }

    /** Reads how texts leave by a link. */
    static Submit read(Section link) {
        return new Submit(link.count("rate"), link.flag("receipts"), link.texts("prefixes"));
    }
}
