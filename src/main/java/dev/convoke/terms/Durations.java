package dev.convoke.terms;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write and read them, in the configuration, at the terminal, in a room and by text. There is no duration
 * without its unit: a bare number is none, whoever gives it. Pure; any thread.
 */
public final class Durations {

    private static final Pattern PART =
            Pattern.compile("(?<number>[0-9]{1,12}(?:\\.[0-9]{1,9})?)[ \\t]*(?<unit>[a-z]+)[ \\t]*");
    private static final Pattern SPAN = Pattern.compile("(?:[0-9]{1,5}[smhd])+");
    private static final Pattern BARE = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Duration LONGEST = Duration.ofDays(1_000_000);
    private static final int NANO_DIGITS = 9;

    /** The units of HOCON, in the same spelling. */
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ns", Duration.ofNanos(1)),
            Map.entry("nano", Duration.ofNanos(1)),
            Map.entry("nanosecond", Duration.ofNanos(1)),
            Map.entry("us", Duration.ofNanos(1_000)),
            Map.entry("micro", Duration.ofNanos(1_000)),
            Map.entry("microsecond", Duration.ofNanos(1_000)),
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("milli", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)));

    private Durations() {}

    /**
     * Reads a duration as a configuration file or a command line gives it: {@code 500ms}, {@code 2h}, {@code 1.5h},
     * {@code 10 minutes}, {@code 1h30m}, {@code 1h 30m}; each unit once, the longer before the shorter.
     *
     * @return empty for anything else, so for a number without unit, be it 0
     */
    public static Optional<Duration> parse(String typed) {
        Matcher part = PART.matcher(typed.strip());
        Duration sum = Duration.ZERO;
        Duration last = LONGEST;
        int end = 0;
        while (part.lookingAt()) {
            Optional<Duration> unit = unit(part.group("unit"));
            if (unit.isEmpty() || unit.get().compareTo(last) >= 0) {
                return Optional.empty();
            }
            last = unit.get();
            sum = sum.plus(times(part.group("number"), last));
            end = part.end();
            part.region(end, part.regionEnd());
        }
        return end == 0 || end < part.regionEnd() || sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
    }

    private static Optional<Duration> unit(String word) {
        return Optional.ofNullable(UNITS.get(word))
                .or(() -> Optional.ofNullable(
                        word.length() > 2 && word.endsWith("s")
                                ? UNITS.get(word.substring(0, word.length() - 1))
                                : null));
    }

    private static Duration times(String number, Duration unit) {
        BigDecimal seconds = new BigDecimal(number)
                .multiply(BigDecimal.valueOf(unit.getSeconds())
                        .add(BigDecimal.valueOf(unit.getNano()).movePointLeft(NANO_DIGITS)));
        long whole = seconds.longValue();
        return Duration.ofSeconds(
                whole,
                seconds.subtract(BigDecimal.valueOf(whole))
                        .movePointRight(NANO_DIGITS)
                        .longValue());
    }

    /**
     * Reads a span as people type it in a room: one word of {@code s}, {@code m}, {@code h} and {@code d}, such as {@code 5s},
     * {@code 15m}, {@code 2h}, {@code 1h30m}.
     *
     * @return empty for anything else, and for zero
     */
    public static Optional<Duration> parseSpan(String typed) {
        return SPAN.matcher(typed).matches() ? parse(typed).filter(span -> !span.isZero()) : Optional.empty();
    }

    /**
     * Asks back where only the unit is missing: {@code ; a unit is missing: 90m?}, to stand behind what was expected; empty for
     * anything that is no bare number.
     */
    public static String question(String typed) {
        String number = typed.strip();
        return BARE.matcher(number).matches() ? "; a unit is missing: " + number + likelyUnit(number) + "?" : "";
    }

    /** Few are seconds, more are minutes, and thousands are what some other program counts in. */
    private static String likelyUnit(String number) {
        double count = Double.parseDouble(number);
        return count < 60 ? "s" : count < 1_000 ? "m" : "ms";
    }

    /** Short, in the longest unit that leaves a whole number: {@code 250ms}, {@code 45s}, {@code 90m}, {@code 24h}, {@code 0s}. */
    public static String text(Duration duration) {
        long ms = duration.toMillis();
        if (ms % 1_000 != 0) {
            return ms + "ms";
        }
        long s = ms / 1_000;
        if (s == 0 || s % 60 != 0) {
            return s + "s";
        }
        return s % 3_600 == 0 ? s / 3_600 + "h" : s / 60 + "m";
    }

    /** Short, in all its units: {@code 1h}, {@code 1h30m}, {@code 36h}, {@code 1m30s}, {@code 1s250ms}, {@code 0s}. */
    public static String parts(Duration duration) {
        String text = part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }

    /**
     * In words, exact to the second: {@code 2 days}, {@code 3 hours}, {@code 90 minutes}, {@code 1 minute}, {@code 30 seconds};
     * parts of a second count as one.
     */
    public static String words(Duration duration) {
        long seconds = secondsRoundedUp(duration);
        if (seconds == 0 || seconds % 60 != 0) {
            return count(seconds, "second");
        }
        long minutes = seconds / 60;
        if (minutes % 60 != 0) {
            return count(minutes, "minute");
        }
        long hours = minutes / 60;
        return hours % 24 == 0 ? count(hours / 24, "day") : count(hours, "hour");
    }

    /**
     * How long to wait, in words: {@code 20 seconds}, {@code 1 minute}, {@code 10 minutes}; rounded up, so that who waits so
     * long has waited enough.
     */
    public static String waitInWords(Duration wait) {
        long seconds = Math.max(1, secondsRoundedUp(wait));
        return seconds < 120 && seconds != 60 ? count(seconds, "second") : count((seconds + 59) / 60, "minute");
    }

    private static long secondsRoundedUp(Duration duration) {
        return duration.toSeconds() + (duration.toNanosPart() > 0 ? 1 : 0);
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
