package dev.convoke.smpp;

import dev.convoke.terms.Msisdn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which links may carry a text of ours, the best first; whether they can do so at this moment is not looked at.
 *
 * <p>First comes the link that the person's own text came by: whoever hands us a person's texts can reach that person, so its
 * prefixes are not asked. Then those with a prefix that the number begins with, the longest prefix first, and those without
 * prefixes, which carry everything, last; what is equal in this goes in the order of the configuration. A link whose
 * prefixes are all others is no candidate, whatever else is down: the operator has said that it does not reach that number,
 * and a text that waits can still be sent, where one that was taken and lost cannot.
 */
final class Routes {

    private final List<LinkSettings> links;

    /** @param links in the order of the configuration */
    Routes(List<LinkSettings> links) {
        this.links = List.copyOf(links);
    }

    private record Candidate(String link, int matched) {}

    /**
     * The names of the links that may carry a text.
     *
     * @param cameBy name of the link that the person's text came by; empty, or no link of ours, if there is none
     */
    List<String> to(Msisdn to, String cameBy) {
        List<Candidate> candidates = new ArrayList<>();
        for (LinkSettings link : links) {
            OptionalInt matched = link.name().equals(cameBy)
                    ? OptionalInt.of(Integer.MAX_VALUE)
                    : matched(link.submit().prefixes(), to);
            matched.ifPresent(digits -> candidates.add(new Candidate(link.name(), digits)));
        }
        // The sort is stable, which keeps the order of the configuration.
        candidates.sort(Comparator.comparingInt(Candidate::matched).reversed());
        return candidates.stream().map(Candidate::link).toList();
    }

    /** How many characters of the number the longest prefix has that fits; 0 if there are none, empty if none fits. */
    private static OptionalInt matched(List<String> prefixes, Msisdn to) {
        return prefixes.isEmpty()
                ? OptionalInt.of(0)
                : prefixes.stream()
                        .filter(to.e164()::startsWith)
                        .mapToInt(String::length)
                        .max();
    }
}
