package dev.convoke.admission;

import java.time.Duration;

/** Spans of time as people read them in an SMS; GSM 7-bit text. */
public final class Wording {

    private static final int SECONDS_PER_MINUTE = 60;

    private Wording() {}

    /** Such as {@code 20 seconds}, {@code 1 minute}, {@code 10 minutes}; rounded up, so that who waits so long has waited enough. */
    public static String duration(Duration wait) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1_000);
        if (seconds < 2 * SECONDS_PER_MINUTE && seconds != SECONDS_PER_MINUTE) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        long minutes = (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }
}
