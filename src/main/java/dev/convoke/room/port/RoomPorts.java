package dev.convoke.room.port;

/**
 * What rooms want of the rest of the server.
 *
 * @param chronicle keeps the record of meetings
 * @param bans knows who may not enter
 * @param extender gives a booking more time
 */
public record RoomPorts(Chronicle chronicle, BanList bans, Extender extender) {

    /** A record of meetings alone: bans last as long as the process, and nothing is booked. */
    public static RoomPorts with(Chronicle chronicle) {
        return new RoomPorts(chronicle, BanList.inMemory(), Extender.none());
    }
}
