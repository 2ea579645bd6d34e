package dev.convoke.cli;

/** Someone's mistake, or a state of things that a command cannot get past, in words for the person at the terminal. */
final class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what is wrong and, where there is one, the remedy. */
    Complaint(String message) {
        super(message);
    }
}
