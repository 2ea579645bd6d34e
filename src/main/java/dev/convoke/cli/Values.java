package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.operator.Change;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.NumberPattern;
import dev.convoke.terms.NumberingPlan;
import dev.convoke.terms.Person;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What people type as values, read or complained about in the same words everywhere. */
final class Values {

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

    static Msisdn msisdn(String typed, NumberingPlan plan) {
        return plan.phone(typed).orElseThrow(() -> Complaint.aboutTyping(plan.complaint(typed)));
    }

    /** A phone number, or a guest as {@link Person#stored} writes one. */
    static Person person(String typed, NumberingPlan plan) {
        return Person.parse(typed).orElseGet(() -> new Person.Phone(msisdn(typed, plan)));
    }

    /** One number, or a beginning of numbers with a star. */
    static NumberPattern pattern(String typed, NumberingPlan plan) {
        return NumberPattern.parse(typed, plan.region())
                .orElseThrow(() -> bad("number", typed, plan.form() + ", or a beginning with a star, such as +4477*"));
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

    /** What becomes of a value that a word such as {@code none} clears. */
    static <T> Change<T> change(String clearing, Optional<String> typed, Function<String, T> reader) {
        if (typed.isEmpty()) {
            return Change.keep();
        }
        return typed.get().equalsIgnoreCase(clearing) ? Change.clear() : Change.to(reader.apply(typed.get()));
    }

    /** One of some constants, by its name in any case. */
    static <E extends Enum<E>> E constant(String what, String typed, E[] constants) {
        String[] words = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        return constants[List.of(words).indexOf(oneOf(what, typed, words))];
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
