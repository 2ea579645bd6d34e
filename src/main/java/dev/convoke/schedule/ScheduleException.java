package dev.convoke.schedule;

/** The timers could not do what was asked: a defect, never a person's mistake. */
public final class ScheduleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the failure of the library. */
    public ScheduleException(String message, Throwable cause) {
        super(message, cause);
    }
}
