package dev.convoke.room.command;

import dev.convoke.terms.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * For how long, and why, somebody is banned.
 *
 * @param span how long; empty if it is for good
 * @param reason what the moderator says; may be empty
 */
public record BanTerms(Optional<Duration> span, String reason) {

    private static final String FOR = "for ";

    /**
     * Reads {@code [for 2h] [reason]}; {@code for} before a word is the beginning of the reason.
     *
     * @return empty if {@code for} stands before digits that are no span: a slip must not ban for good
     */
    public static Optional<BanTerms> parse(String words) {
        if (words.startsWith(FOR)) {
            String rest = words.substring(FOR.length()).strip();
            int space = rest.indexOf(' ');
            String first = space < 0 ? rest : rest.substring(0, space);
            Optional<Duration> span = Durations.parseSpan(first);
            if (span.isPresent()) {
                return Optional.of(
                        new BanTerms(span, rest.substring(first.length()).strip()));
            }
            if (!rest.isEmpty() && Character.isDigit(rest.charAt(0))) {
                return Optional.empty();
            }
        }
        return Optional.of(new BanTerms(Optional.empty(), words));
    }
}
