package dev.convoke.terms;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as people read them, in a room as in an SMS; GSM 7-bit text. */
public final class WallTime {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.UK);

    private WallTime() {}

    /** Such as {@code Tue 1 Dec 2026 10:00 (Europe/London)}. */
    public static String text(Instant at, ZoneId zone) {
        return DAY_AND_TIME.format(at.atZone(zone)) + " (" + zone.getId() + ")";
    }
}
