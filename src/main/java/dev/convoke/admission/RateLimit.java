package dev.convoke.admission;

import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;

/**
 * So many in so long: a token bucket that holds {@code burst} and refills evenly.
 *
 * @param burst how many at once, 1 to 1,000,000
 * @param per in what time an empty bucket is full again, 100 ms to 24 h
 */
public record RateLimit(int burst, Duration per) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public RateLimit {
        SettingCheck.inRange("burst", burst, 1, 1_000_000);
        SettingCheck.inRange("per", per, Duration.ofMillis(100), Duration.ofHours(24));
    }

    /** Reads a limit. */
    static RateLimit read(Section section) {
        return section.make(in -> new RateLimit(in.count("burst"), in.duration("per")));
    }
}
