package dev.convoke.session;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;

/**
 * How sessions behave; section {@code session} of the configuration.
 *
 * @param pingInterval after how long a silent JSON leg is pinged, 100 ms to 10 min
 * @param pingDeadline how long it may be silent after that before it counts as lost, 100 ms to 10 min
 * @param replayOctets how much of what was said is kept for JSON legs that come back, per room, 0 to 64 MiB
 */
public record SessionSettings(Duration pingInterval, Duration pingDeadline, int replayOctets) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public SessionSettings {
        SettingCheck.inRange("ping-interval", pingInterval, Duration.ofMillis(100), Duration.ofMinutes(10));
        SettingCheck.inRange("ping-deadline", pingDeadline, Duration.ofMillis(100), Duration.ofMinutes(10));
        SettingCheck.inRange("replay-octets", replayOctets, 0, 64 << 20);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static SessionSettings defaults() {
        return read(Configuration.defaults("session"));
    }

    /** Reads the section {@code session}. */
    public static SessionSettings read(Section section) {
        return section.make(in -> new SessionSettings(
                in.duration("ping-interval"), in.duration("ping-deadline"), in.octets("replay-octets")));
    }
}
