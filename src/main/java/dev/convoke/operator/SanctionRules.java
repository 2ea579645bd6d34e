package dev.convoke.operator;

import dev.convoke.terms.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What bans and blocks have in common: they may end, and something may be said about them. */
final class SanctionRules {

    private static final int MAX_REASON_CHARS = 200;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private SanctionRules() {}

    static List<FieldError> errors(Optional<Duration> span, String reason) {
        List<FieldError> errors = new ArrayList<>();
        span.filter(time -> time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0)
                .ifPresent(time -> errors.add(FieldError.of("span", time, "1s to 3650d")));
        String clean = reason.strip();
        if (clean.length() > MAX_REASON_CHARS || !SafeText.marked(clean).equals(clean)) {
            errors.add(FieldError.withoutValue(
                    "reason", "at most " + MAX_REASON_CHARS + " characters, none of them control characters"));
        }
        return errors;
    }

    static Optional<Instant> end(Instant now, Optional<Duration> span) {
        return span.map(now::plus);
    }
}
