package dev.convoke.cli.base;

import picocli.CommandLine;

/** Someone's mistake, or a state of things that a command cannot get past, in words for the person at the terminal. */
public final class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** With what is wrong and, where there is one, the remedy. */
    public Complaint(String message) {
        this(message, CommandLine.ExitCode.SOFTWARE);
    }

    private Complaint(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** About a value that was typed wrongly. */
    public static Complaint aboutTyping(String message) {
        return new Complaint(message, CommandLine.ExitCode.USAGE);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
