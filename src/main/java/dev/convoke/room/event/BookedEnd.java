package dev.convoke.room.event;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When the booking ends within which a meeting is on. Without one a meeting does not end by itself.
 *
 * @param ends the end, exclusive
 * @param zone in which people agreed on it
 */
public record BookedEnd(Instant ends, ZoneId zone) {

    /** In milliseconds since 1970. */
    public long endsMs() {
        return ends.toEpochMilli();
    }
}
