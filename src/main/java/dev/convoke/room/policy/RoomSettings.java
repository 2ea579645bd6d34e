package dev.convoke.room.policy;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;

/**
 * How rooms behave; section {@code room} of the configuration.
 *
 * @param emptyTimeout after how long an empty room closes, unless its row says otherwise, 0 s to 24 h
 * @param logOctets how much of the room log is kept for slow legs, per room and wire format, 64 KiB to 256 MiB
 * @param slowTimeout how long a leg may take nothing before it is dropped, 1 s to 1 h
 * @param seats how many people one room holds, 2 to 100,000
 * @param pendingCommands how many commands from other threads may wait for one loop, 100 to 1,000,000
 */
public record RoomSettings(Duration emptyTimeout, int logOctets, Duration slowTimeout, int seats, int pendingCommands) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public RoomSettings {
        SettingCheck.inRange("empty-timeout", emptyTimeout, Duration.ZERO, Duration.ofHours(24));
        SettingCheck.inRange("log-octets", logOctets, 64 << 10, 256 << 20);
        SettingCheck.inRange("slow-timeout", slowTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        SettingCheck.inRange("seats", seats, 2, 100_000);
        SettingCheck.inRange("pending-commands", pendingCommands, 100, 1_000_000);
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static RoomSettings defaults() {
        return read(Configuration.defaults("room"));
    }

    /** Reads the section {@code room}. */
    public static RoomSettings read(Section section) {
        return section.make(in -> new RoomSettings(
                in.duration("empty-timeout"),
                in.octets("log-octets"),
                in.duration("slow-timeout"),
                in.count("seats"),
                in.count("pending-commands")));
    }
}
