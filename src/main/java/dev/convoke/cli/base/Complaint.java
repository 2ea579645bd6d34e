package dev.convoke.cli.base;

import java.util.List;
import picocli.CommandLine;

/** Someone's mistake, or a state of things that a command cannot get past, in words for the person at the terminal. */
public final class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> lines;
    private final int exitCode;

    /** With what is wrong and, where there is one, the remedy. */
    public Complaint(String message) {
        this(message, CommandLine.ExitCode.SOFTWARE);
    }

    private Complaint(String message, int exitCode) {
        this(List.of(message), exitCode);
    }

    private Complaint(List<String> lines, int exitCode) {
        super(String.join("; ", lines));
        this.lines = lines;
        this.exitCode = exitCode;
    }

    /** About a value that was typed wrongly. */
    public static Complaint aboutTyping(String message) {
        return new Complaint(message, CommandLine.ExitCode.USAGE);
    }

    /** All of several, a line each. */
    public static Complaint of(List<Complaint> several) {
        return new Complaint(
                several.stream().flatMap(one -> one.lines.stream()).toList(),
                several.stream().mapToInt(Complaint::exitCode).max().orElse(CommandLine.ExitCode.SOFTWARE));
    }

    /** What is wrong, a sentence for each thing. */
    public List<String> lines() {
        return lines;
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
