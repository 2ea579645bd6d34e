package dev.convoke.schedule;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;
import java.util.List;

/**
 * When what happens around a booking; section {@code schedule} of the configuration.
 *
 * @param early how long before the start the doors open, the same as {@code admission.early}, 0 s to 24 h
 * @param warnings how long before the end people are warned, at most 10 of 1 s to 24 h
 * @param refresh how often the booking table is read again, 100 ms to 1 h
 * @param threads how many bookings are dealt with at once, 1 to 16
 */
public record ScheduleSettings(Duration early, List<Duration> warnings, Duration refresh, int threads) {

    private static final int MAX_WARNINGS = 10;

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public ScheduleSettings {
        warnings = List.copyOf(warnings);
        SettingCheck.inRange("early", early, Duration.ZERO, Duration.ofHours(24));
        SettingCheck.inRange("warnings", warnings.size(), 0, MAX_WARNINGS);
        warnings.forEach(
                warning -> SettingCheck.inRange("warnings", warning, Duration.ofSeconds(1), Duration.ofHours(24)));
        SettingCheck.inRange("refresh", refresh, Duration.ofMillis(100), Duration.ofHours(1));
        SettingCheck.inRange("threads", threads, 1, 16);
    }

    /** The defaults that {@code config/convoke.conf} documents; {@code early} is admission's. */
    public static ScheduleSettings defaults(Duration early) {
        return read(Configuration.defaults("schedule"), early);
    }

    /** Reads the section {@code schedule}; {@code early} is admission's. */
    public static ScheduleSettings read(Section section, Duration early) {
        return section.make(in ->
                new ScheduleSettings(early, in.durations("warnings"), in.duration("refresh"), in.count("threads")));
    }
}
