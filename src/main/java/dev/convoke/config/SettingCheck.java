package dev.convoke.config;

import dev.convoke.terms.Durations;
import java.time.Duration;

/**
 * Range checks for settings records, so that every refusal reads alike: key, value, what was expected. Whoever reads the
 * file adds the place and the remedy.
 */
public final class SettingCheck {

    private SettingCheck() {}

    /** A value that is out of its range, in parts for whoever tells it in other words. */
    public static final class OutOfRange extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String key;
        private final String value;
        private final String expected;

        private OutOfRange(String key, String value, String expected) {
            super(key + ": " + value + " (expected: " + expected + ")");
            this.key = key;
            this.value = value;
            this.expected = expected;
        }

        /** Which setting. */
        public String key() {
            return key;
        }

        /** Its value, in words. */
        public String value() {
            return value;
        }

        /** What may stand there. */
        public String expected() {
            return expected;
        }
    }

    /** Throws {@link OutOfRange} unless {@code min <= value <= max}. */
    public static void inRange(String key, long value, long min, long max) {
        holds(value >= min && value <= max, key, value, min + ".." + max);
    }

    /** Throws {@link OutOfRange} unless {@code min <= value <= max}. */
    public static void inRange(String key, Duration value, Duration min, Duration max) {
        holds(value.compareTo(min) >= 0 && value.compareTo(max) <= 0, key, text(value), text(min) + ".." + text(max));
    }

    /** Throws {@link OutOfRange} naming key, value and expectation, if the condition does not hold. */
    public static void holds(boolean condition, String key, Object value, String expected) {
        if (!condition) {
            throw new OutOfRange(key, String.valueOf(value), expected);
        }
    }

    /** Nothing at all is told in the finest unit that a setting is read to. */
    private static String text(Duration duration) {
        return duration.isZero() ? "0ms" : Durations.text(duration);
    }
}
