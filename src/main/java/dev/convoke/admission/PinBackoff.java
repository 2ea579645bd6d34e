package dev.convoke.admission;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;

/**
 * How wrong numbers and PINs slow down whoever tries them; section {@code admission.pins} of the configuration.
 *
 * @param free how many a caller may get wrong before they have to wait, 1 to 100
 * @param freePerNetwork how many all callers of one network may get wrong for one room, 1 to 10,000
 * @param freePerRoom how many PINs may be wrong for one room before it counts as attacked, 1 to 10,000
 * @param delay the first delay, doubled with each further failure, 100 ms to 1 h
 * @param maxDelay the longest delay, 1 s to 24 h
 * @param forgive after how long one failure is forgiven, 1 s to 24 h
 * @param memory after how long without a failure all is forgotten, 1 min to 7 days
 */
public record PinBackoff(
        int free,
        int freePerNetwork,
        int freePerRoom,
        Duration delay,
        Duration maxDelay,
        Duration forgive,
        Duration memory) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public PinBackoff {
        SettingCheck.inRange("free", free, 1, 100);
        SettingCheck.inRange("free-per-network", freePerNetwork, 1, 10_000);
        SettingCheck.inRange("free-per-room", freePerRoom, 1, 10_000);
        SettingCheck.inRange("delay", delay, Duration.ofMillis(100), Duration.ofHours(1));
        SettingCheck.inRange("max-delay", maxDelay, Duration.ofSeconds(1), Duration.ofHours(24));
        SettingCheck.inRange("forgive", forgive, Duration.ofSeconds(1), Duration.ofHours(24));
        SettingCheck.inRange("memory", memory, Duration.ofMinutes(1), Duration.ofDays(7));
        SettingCheck.holds(maxDelay.compareTo(delay) >= 0, "max-delay", maxDelay, "not shorter than delay");
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static PinBackoff defaults() {
        return read(Configuration.defaults("admission.pins"));
    }

    /** Reads the section {@code admission.pins}. */
    static PinBackoff read(Section section) {
        return section.make(in -> new PinBackoff(
                in.count("free"),
                in.count("free-per-network"),
                in.count("free-per-room"),
                in.duration("delay"),
                in.duration("max-delay"),
                in.duration("forgive"),
                in.duration("memory")));
    }
}
