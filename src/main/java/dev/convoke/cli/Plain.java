package dev.convoke.cli;

import dev.convoke.terms.SafeText;

/** Text from a table on its way to somebody's terminal. */
final class Plain {

    private Plain() {}

    /** The text with each character that must not reach a terminal replaced by U+FFFD. */
    static String text(String stored) {
        return SafeText.of(stored);
    }
}
