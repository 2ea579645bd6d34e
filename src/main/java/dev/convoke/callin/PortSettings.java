package dev.convoke.callin;

import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;
import java.util.Optional;

/**
 * The ports that meetings can have for themselves; keys of the section {@code call-in}.
 *
 * @param range which; empty if they can have none
 * @param perNumber how many one person may have open at once, 1 to 1000
 * @param linger how long a port stays open when nobody is in its meeting any more, 0 s to 1 h
 * @param rest how long a port that was closed is given to no other meeting, 0 s to 24 h
 */
public record PortSettings(Optional<PortRange> range, int perNumber, Duration linger, Duration rest) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public PortSettings {
        SettingCheck.inRange("ports-per-number", perNumber, 1, 1_000);
        SettingCheck.inRange("port-linger", linger, Duration.ZERO, Duration.ofHours(1));
        SettingCheck.inRange("port-rest", rest, Duration.ZERO, Duration.ofHours(24));
    }

    /** Reads them. */
    static PortSettings read(Section in) {
        String written = in.text("ports").strip();
        Optional<PortRange> range = PortRange.parse(written);
        if (!written.isEmpty()
                && range.filter(some -> !some.holds(in.count("port"))).isEmpty()) {
            in.wrong("ports", '"' + written + '"', PortRange.EXPECTED + "; call-in.port is none of them");
        }
        return new PortSettings(
                range, in.count("ports-per-number"), in.duration("port-linger"), in.duration("port-rest"));
    }
}
