package dev.convoke.room.policy;

import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;

/**
 * What the engine needs to know of a room's row.
 *
 * @param number the conference number
 * @param name what people call the room; empty when it has no name
 * @param transcript whether what is said is kept
 * @param emptyTimeout after how long an empty room closes
 * @param policy how the room behaves
 */
public record RoomProfile(
        ConferenceNumber number, String name, boolean transcript, Duration emptyTimeout, RoomPolicy policy) {

    /** A room that behaves as rooms do by default. */
    public RoomProfile(ConferenceNumber number, String name, boolean transcript, Duration emptyTimeout) {
        this(number, name, transcript, emptyTimeout, RoomPolicy.defaults());
    }

    /** The same with another policy. */
    public RoomProfile withPolicy(RoomPolicy other) {
        return new RoomProfile(number, name, transcript, emptyTimeout, other);
    }

    /** The name, or {@code room NUMBER} where there is none. */
    public String title() {
        return name.isEmpty() ? "room " + number : name;
    }
}
