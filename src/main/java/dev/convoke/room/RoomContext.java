package dev.convoke.room;

import dev.convoke.room.policy.RoomPolicy;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.policy.RoomSettings;
import dev.convoke.room.port.RoomPorts;
import dev.convoke.terms.ConferenceNumber;
import io.netty.channel.EventLoop;
import java.time.Clock;

/**
 * What a room is given for its life by others, for those of its parts that need some of it.
 *
 * @param profile what the room's row said when the first leg came
 * @param loop owns the room
 * @param settings how all rooms behave
 * @param ports what rooms want of the rest of the server
 * @param clock the time of day
 */
record RoomContext(RoomProfile profile, EventLoop loop, RoomSettings settings, RoomPorts ports, Clock clock) {

    ConferenceNumber number() {
        return profile.number();
    }

    RoomPolicy policy() {
        return profile.policy();
    }

    long nowMs() {
        return clock.millis();
    }

    /** For spans within the meeting; only differences mean something. */
    long nowNanos() {
        return System.nanoTime();
    }

    /** Whether the calling thread owns the room. */
    boolean inEventLoop() {
        return loop.inEventLoop();
    }
}
