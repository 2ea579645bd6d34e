package dev.convoke.terms;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people type and read them. */
public final class Spans {

    private static final Pattern TYPED = Pattern.compile("([0-9]{1,5})([smhd])");

    private Spans() {}

    /** Reads {@code 5s}, {@code 15m}, {@code 2h}, {@code 7d}; empty for anything else, and for zero. */
    public static Optional<Duration> parse(String typed) {
        Matcher matcher = TYPED.matcher(typed);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        Duration span = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return span.isZero() ? Optional.empty() : Optional.of(span);
    }

    /** {@code 2 days}, {@code 3 hours}, {@code 90 minutes}, {@code 1 minute}, {@code 30 seconds}; parts of a second count as one. */
    public static String text(Duration span) {
        long seconds = span.toSeconds() + (span.toNanosPart() > 0 ? 1 : 0);
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

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
