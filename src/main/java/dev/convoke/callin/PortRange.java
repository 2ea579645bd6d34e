package dev.convoke.callin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports that can be given to meetings.
 *
 * @param first the lowest, 1024 or higher
 * @param last the highest, 65535 or lower; at most 10,000 in all
 */
public record PortRange(int first, int last) {

    /** As in a message about a wrong one. */
    static final String EXPECTED =
            "ports such as \"40000-40099\", from 1024 to 65535 and at most 10000 of them, or nothing";

    private static final Pattern FORM = Pattern.compile("\\s*([0-9]{4,5})\\s*-\\s*([0-9]{4,5})\\s*");
    private static final int LOWEST = 1_024;
    private static final int HIGHEST = 65_535;
    private static final int MOST = 10_000;

    /** Checks the range. */
    public PortRange {
        if (!isRange(first, last)) {
            throw new IllegalArgumentException(first + "-" + last + ": expected " + EXPECTED);
        }
    }

    private static boolean isRange(int first, int last) {
        return first >= LOWEST && last <= HIGHEST && first <= last && last - first < MOST;
    }

    /** Reads {@code 40000-40099}; empty if it is none. */
    static Optional<PortRange> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(form.group(1));
        int last = Integer.parseInt(form.group(2));
        return isRange(first, last) ? Optional.of(new PortRange(first, last)) : Optional.empty();
    }

    /** Whether that port is one of them. */
    boolean holds(int port) {
        return port >= first && port <= last;
    }

    /** How many there are. */
    int size() {
        return last - first + 1;
    }
}
