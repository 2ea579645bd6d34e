package dev.convoke.config;

import java.util.List;

/** The settings cannot be used: everything that is wrong with them, at once, each with place, value, expectation and remedy. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** With one line per problem; at least one. */
    public SettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line per problem. */
    public List<String> problems() {
        return problems;
    }
}
