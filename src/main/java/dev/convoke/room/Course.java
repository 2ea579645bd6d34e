package dev.convoke.room;

import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.roster.Participant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a room has come, and its meeting while one is on. {@link Room} alone moves it on; the parts of the room ask, and put
 * into the meeting what everyone learns. Owned by the room's event loop.
 */
final class Course implements RoomOutput {

    private Phase phase = Phase.WAITING;
    private @Nullable Meeting meeting;

    Phase phase() {
        return phase;
    }

    /** Step 440: from now on there is a meeting. */
    void open(Meeting begun) {
        phase = Phase.OPEN;
        meeting = begun;
    }

    /** Nothing is said any more; the meeting, if there was one, is still being delivered. */
    void close() {
        phase = Phase.CLOSED;
    }

    /** The meeting has been delivered. */
    void end() {
        meeting = null;
    }

    @Nullable
    Meeting meeting() {
        return meeting;
    }

    void withMeeting(Consumer<Meeting> step) {
        @Nullable Meeting on = meeting;
        if (on != null) {
            step.accept(on);
        }
    }

    /** The sequence number of the last event; 0 if there is no meeting. */
    long seq() {
        return meeting == null ? 0 : meeting.seq();
    }

    /** Whether the store is so far behind that nothing more should be taken. */
    boolean isBehind() {
        return meeting == null || meeting.broadcast().isFull();
    }

    @Override
    public long append(RoomEvent event) {
        return phase == Phase.OPEN && meeting != null ? meeting.append(event) : 0;
    }

    @Override
    public void announceFirst(Participant who) {
        if (meeting != null) {
            meeting.announcer().announceFirst(who);
        }
    }
}
