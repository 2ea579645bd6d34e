package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.peer.smsc.Fault;
import dev.convoke.peer.smsc.FaultKind;
import dev.convoke.peer.smsc.Faults;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fault of the embedded message centre as it was typed: its name, then {@code key=value} pairs, among which {@code times}.
 *
 * @param name as typed
 * @param parameters without {@code times}
 * @param times how often it strikes; {@link Faults#UNTIL_DISARMED}
 * @param fault what that means
 */
record TypedFault(String name, Map<String, String> parameters, int times, Fault fault) {

    /** Reads it; a {@link Complaint} says what was expected. */
    static TypedFault of(String typed) {
        return of(Arrays.asList(typed.strip().split("\\s+")));
    }

    /** The same in words. */
    static TypedFault of(List<String> words) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw Complaint.aboutTyping("fault: \"" + word + "\" (expected: key=value, such as times=3)");
            }
            parameters.put(word.substring(0, equals), word.substring(equals + 1));
        }
        int times = Optional.ofNullable(parameters.remove("times"))
                .map(TypedFault::times)
                .orElse(Faults.UNTIL_DISARMED);
        try {
            return new TypedFault(words.get(0), parameters, times, FaultKind.parse(words.get(0), parameters));
        } catch (IllegalArgumentException mistake) {
            throw Complaint.aboutTyping(mistake.getMessage() + "; see 'convoke smsc fault --help'");
        }
    }

    private static int times(String typed) {
        if (!typed.matches("[1-9][0-9]{0,5}")) {
            throw Complaint.aboutTyping("times: \"" + typed + "\" (expected: 1..999999)");
        }
        return Integer.parseInt(typed);
    }
}
