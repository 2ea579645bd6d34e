package dev.convoke.room.port;

/**
 * What rooms want of the rest of the server.
 *
 * @param records keeps the record of meetings
 * @param bans knows who may not enter
 * @param extender gives a booking more time
 * @param inviter invites phone numbers
 * @param passes keeps the codes by which people come in
 * @param meetingPorts opens ports that belong to one meeting
 */
public record RoomPorts(
        MeetingRecords records,
        BanList bans,
        Extender extender,
        Inviter inviter,
        Passes passes,
        MeetingPorts meetingPorts) {

    /** For rooms whose meetings have no ports of their own. */
    public RoomPorts(MeetingRecords records, BanList bans, Extender extender, Inviter inviter, Passes passes) {
        this(records, bans, extender, inviter, passes, MeetingPorts.none());
    }

    /** For rooms into which nobody comes by a code. */
    public RoomPorts(MeetingRecords records, BanList bans, Extender extender, Inviter inviter) {
        this(records, bans, extender, inviter, Passes.none());
    }

    /** For rooms into which nobody is invited. */
    public RoomPorts(MeetingRecords records, BanList bans, Extender extender) {
        this(records, bans, extender, Inviter.none());
    }

    /** A record of meetings alone: bans last as long as the process, and nothing is booked. */
    public static RoomPorts with(MeetingRecords records) {
        return new RoomPorts(records, BanList.inMemory(), Extender.none());
    }
}
