package dev.convoke.room;

import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;

/**
 * What the engine needs to know of a room's row.
 *
 * @param number the conference number
 * @param name what people call the room; empty when it has no name
 * @param transcript whether what is said is kept
 * @param emptyTimeout after how long an empty room closes
 */
public record RoomProfile(ConferenceNumber number, String name, boolean transcript, Duration emptyTimeout) {

    /** The name, or {@code room NUMBER} where there is none. */
    public String title() {
        return name.isEmpty() ? "room " + number : name;
    }
}
