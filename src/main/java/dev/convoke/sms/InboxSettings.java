package dev.convoke.sms;

import dev.convoke.terms.SettingCheck;
import java.time.Duration;

/**
 * How received texts are kept; section {@code inbox} of the configuration.
 *
 * @param maxAge how old a text may be when it is handled, by the message centre's time stamp where it gave one: 1 s to 24 h.
 *     A dial-in that comes late meets a device that listens no more, or another one at the same address
 * @param duplicateWindow for how long a text that was accepted counts as sent again by the message centre when it comes
 *     anew: 0 s to 24 h. Longer than the message centre waits for an answer, shorter than a person who was cut off waits
 *     before texting the same again
 * @param pending how many texts may be in hand, stored and not settled; beyond, the message centre keeps them: 1 to 1,000,000
 * @param retention how long a settled text's row, without its text, is kept: 1 h to 366 d, not less than
 *     {@code duplicateWindow}
 */
public record InboxSettings(Duration maxAge, Duration duplicateWindow, int pending, Duration retention) {

    private static final Duration DAY = Duration.ofDays(1);

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public InboxSettings {
        SettingCheck.inRange("max-age", maxAge, Duration.ofSeconds(1), DAY);
        SettingCheck.inRange("duplicate-window", duplicateWindow, Duration.ZERO, DAY);
        SettingCheck.inRange("pending", pending, 1, 1_000_000);
        SettingCheck.inRange("retention", retention, Duration.ofHours(1), Duration.ofDays(366));
        SettingCheck.holds(
                retention.compareTo(duplicateWindow) >= 0, "retention", retention, "not less than duplicate-window");
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static InboxSettings defaults() {
        return new InboxSettings(Duration.ofMinutes(5), Duration.ofSeconds(20), 10_000, Duration.ofDays(7));
    }
}
