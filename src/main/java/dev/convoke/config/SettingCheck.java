package dev.convoke.config;

import dev.convoke.terms.Durations;
import java.time.Duration;

/**
 * Range checks for settings records, so that every refusal reads alike: key, value, what was expected. Whoever reads the
 * file adds the place and the remedy.
 */
public final class SettingCheck {

    private SettingCheck() {}

    /** Throws {@link IllegalArgumentException} unless {@code min <= value <= max}. */
    public static void inRange(String key, long value, long min, long max) {
        holds(value >= min && value <= max, key, value, min + ".." + max);
    }

    /** Throws {@link IllegalArgumentException} unless {@code min <= value <= max}. */
    public static void inRange(String key, Duration value, Duration min, Duration max) {
        holds(value.compareTo(min) >= 0 && value.compareTo(max) <= 0, key, text(value), text(min) + ".." + text(max));
    }

    /** Throws {@link IllegalArgumentException} naming key, value and expectation, if the condition does not hold. */
    public static void holds(boolean condition, String key, Object value, String expected) {
        if (!condition) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** Nothing at all is told in the finest unit that a setting is read to. */
    private static String text(Duration duration) {
        return duration.isZero() ? "0ms" : Durations.text(duration);
    }
}
