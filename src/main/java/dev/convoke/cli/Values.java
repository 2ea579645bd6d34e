package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberPattern;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.Pin;
import dev.convoke.terms.SafeText;
import dev.convoke.terms.ServiceNumber;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/** What people type as values, read or complained about in the same words everywhere. */
final class Values {

    private static final int MAX_REASON_CHARS = 200;
    private static final Duration SHORTEST_SPAN = Duration.ofSeconds(1);
    private static final Duration LONGEST_SPAN = Duration.ofDays(3_650);

    private Values() {}

    static ConferenceNumber number(String typed) {
        return ConferenceNumber.parse(typed).orElseThrow(() -> bad("conference number", typed, "3 to 12 digits"));
    }

    /** Never repeats what was typed: it may be somebody's PIN with a slip in it. */
    static Pin pin(String option, String typed) {
        return Pin.parse(typed)
                .orElseThrow(() -> Complaint.aboutTyping(option + ": not a PIN (expected: 4 to 12 digits)"));
    }

    static ServiceNumber serviceNumber(String typed) {
        return ServiceNumber.parse(typed)
                .orElseThrow(() -> bad("service number", typed, "+ and 7 to 15 digits, or a short code of 3 to 8"));
    }

    /** National numbers are those of {@code region}; there are none if it is empty. */
    static Msisdn msisdn(String typed, String region) {
        NumberingPlan plan = new NumberingPlan(region);
        return plan.phone(typed).orElseThrow(() -> Complaint.aboutTyping(plan.complaint(typed)));
    }

    /** One number, or a beginning of numbers with a star. */
    static NumberPattern pattern(String typed, String region) {
        return NumberPattern.parse(typed, region)
                .orElseThrow(() -> bad(
                        "number",
                        typed,
                        new NumberingPlan(region).form() + ", or a beginning with a star, such as +4477*"));
    }

    /** A sentence that is kept with something. */
    static String reason(String typed) {
        String clean = typed.strip();
        if (clean.length() > MAX_REASON_CHARS || !SafeText.marked(clean).equals(clean)) {
            throw Complaint.aboutTyping(
                    "--reason: at most " + MAX_REASON_CHARS + " characters, none of them control characters");
        }
        return clean;
    }

    /** A duration in which something happens. */
    static Duration span(String what, String typed) {
        Duration span = duration(what, typed);
        if (span.compareTo(SHORTEST_SPAN) < 0 || span.compareTo(LONGEST_SPAN) > 0) {
            throw bad(what, typed, "1s to 3650d");
        }
        return span;
    }

    static Duration duration(String what, String typed) {
        return Durations.parse(typed)
                .orElseThrow(() -> bad(what, typed, "a duration such as 45m or 2h" + Durations.question(typed)));
    }

    /** A point in time that is over, or how long ago it was. */
    static Instant past(String what, String typed, Instant now) {
        try {
            return typed.contains("T") && typed.contains("-") ? Instant.parse(typed) : now.minus(duration(what, typed));
        } catch (DateTimeException unreadable) {
            throw bad(what, typed, "a duration such as 2h, or a point in time such as 2026-12-01T10:00:00Z");
        }
    }

    static int count(String what, String typed) {
        try {
            return Integer.parseInt(typed);
        } catch (NumberFormatException unreadable) {
            throw bad(what, typed, "a whole number, or default");
        }
    }

    /** One of some words, in lower case. */
    static String oneOf(String what, String typed, String... words) {
        return Arrays.stream(words)
                .filter(word -> word.equalsIgnoreCase(typed))
                .findFirst()
                .orElseThrow(() -> bad(what, typed, String.join(", ", words) + " or default"));
    }

    static LocalDateTime wallTime(String typed) {
        try {
            return LocalDateTime.parse(typed);
        } catch (DateTimeParseException unreadable) {
            throw bad("start", typed, "date and time, such as 2026-12-01T10:00");
        }
    }

    static ZoneId zone(String typed) {
        try {
            return ZoneId.of(typed);
        } catch (DateTimeException unknown) {
            throw bad("zone", typed, "an IANA zone such as Europe/London");
        }
    }

    private static Complaint bad(String what, String typed, String expected) {
        return Complaint.aboutTyping(what + ": \"" + typed + "\" (expected: " + expected + ")");
    }
}
