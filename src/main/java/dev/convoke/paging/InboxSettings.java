package dev.convoke.paging;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How received texts are kept; section {@code inbox} of the configuration.
 *
 * @param maxAge how old a text may be when it is handled, by the message centre's time stamp where it gave one: 1 s to 24 h.
 *     A dial-in that comes late meets a device that listens no more, or another one at the same address
 * @param duplicateWindow for how long the same text counts as sent again by the message centre after it was accepted; while
 *     it is in hand it does anyway. 0 s to 24 h, and 0 s for never. Longer than the message centre waits for an answer, shorter
 *     than a person who was cut off waits before texting the same again. For one that failed it counts from when that came, and
 *     only if its link was lost in between ({@link DuplicateGuard})
 * @param pending how many texts may be in hand, stored and not settled; beyond, the message centre keeps them: 1 to 1,000,000
 * @param retention how long a settled text's row, without its text, is kept: 1 h to 366 d, not less than
 *     {@code duplicateWindow}
 * @param applicationPort the port to which programs may address their dial-ins, 0 to 65535, 0 for none (3GPP TS 23.040
 *     §9.2.3.24.4). Texts to people have no port and are handled anyway; those to other ports are ignored
 * @param parts how long texts in parts are dealt with
 */
public record InboxSettings(
        Duration maxAge, Duration duplicateWindow, int pending, Duration retention, int applicationPort, Parts parts) {

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * How texts in several parts are put together.
     *
     * @param timeout how long a text may be incomplete, from its first part on: 1 s to 24 h. Longer than {@code maxAge} is of no
     *     use, for it is as old as its first part
     * @param textsPerSender how many incomplete texts one sender may have, 1 to 100; of more, the oldest is given up
     * @param limit how many parts of incomplete texts may wait altogether, 255 to 1,000,000; of more, those of the oldest texts
     *     are given up
     */
    public record Parts(Duration timeout, int textsPerSender, int limit) {

        /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
        public Parts {
            SettingCheck.inRange("timeout", timeout, Duration.ofSeconds(1), DAY);
            SettingCheck.inRange("texts-per-sender", textsPerSender, 1, 100);
            SettingCheck.inRange("limit", limit, 255, 1_000_000);
        }

        /** The defaults that {@code config/convoke.conf} documents. */
        public static Parts defaults() {
            return read(Configuration.defaults("inbox.parts"));
        }

        private static Parts read(Section section) {
            return section.make(
                    in -> new Parts(in.duration("timeout"), in.count("texts-per-sender"), in.count("limit")));
        }
    }

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public InboxSettings {
        SettingCheck.inRange("max-age", maxAge, Duration.ofSeconds(1), DAY);
        SettingCheck.inRange("duplicate-window", duplicateWindow, Duration.ZERO, DAY);
        SettingCheck.inRange("pending", pending, 1, 1_000_000);
        SettingCheck.inRange("retention", retention, Duration.ofHours(1), Duration.ofDays(366));
        SettingCheck.inRange("application-port", applicationPort, 0, 65_535);
        SettingCheck.holds(
                retention.compareTo(duplicateWindow) >= 0, "retention", retention, "not less than duplicate-window");
    }

    /** Whether a text to this port, or to none, is to be handled. */
    boolean isForUs(OptionalInt port) {
        return port.isEmpty() || (applicationPort != 0 && port.getAsInt() == applicationPort);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static InboxSettings defaults() {
        return read(Configuration.defaults("inbox"));
    }

    /** Reads the section {@code inbox}. */
    public static InboxSettings read(Section section) {
        return section.make(in -> new InboxSettings(
                in.duration("max-age"),
                in.duration("duplicate-window"),
                in.count("pending"),
                in.duration("retention"),
                in.count("application-port"),
                Parts.read(in.section("parts"))));
    }
}
