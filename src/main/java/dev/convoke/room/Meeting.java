package dev.convoke.room;

import dev.convoke.room.Chronicle.MeetingRecord;
import java.util.List;
import java.util.Optional;

/** What exists only while a meeting is on: its broadcast, its record, its notices and its history. Owned by the room's event loop. */
final class Meeting {

    private final Room room;
    private final MeetingRecord record;
    private final Broadcast broadcast;
    private final Announcer announcer;
    private final History history;

    Meeting(Room room, MeetingRecord record, int logOctets) {
        this.room = room;
        this.record = record;
        RoomProfile profile = room.profile();
        broadcast = new Broadcast(
                room.loop(), room.clock(), logOctets, profile.transcript() ? Optional.of(record) : Optional.empty());
        announcer = new Announcer(room, profile.policy().talk().noticesUpTo());
        history = new History(profile.policy().talk().history());
    }

    Broadcast broadcast() {
        return broadcast;
    }

    MeetingRecord record() {
        return record;
    }

    Announcer announcer() {
        return announcer;
    }

    History history() {
        return history;
    }

    void append(RoomEvent event) {
        history.keep(broadcast.append(event));
    }

    /** Someone is in the meeting as it begins: on the record, and named when it is announced. */
    void open(Participant who) {
        record.joined(who.msisdn(), who.nick(), who.role(), room.clock().millis());
        who.announced(true);
    }

    /** Someone is in the meeting from now on: on the record, and announced to the others. */
    void admit(Participant who, boolean again) {
        record.joined(who.msisdn(), who.nick(), who.role(), room.clock().millis());
        announcer.came(who, again);
    }

    /** What was said before, for someone who was not there. */
    void tellHistory(Seat seat) {
        List<LogEntry> past = history.between(seat.who().historyFloor(), broadcast.committedSeq());
        if (!past.isEmpty()) {
            seat.tell(new PrivateEvent.Past(past));
        }
    }

    /** Takes someone out of the hearing, for now. What they have not read by then they never read. */
    void hold(Seat seat) {
        seat.who().held(true);
        broadcast.part(seat);
    }

    /** Lets someone hear what is said from now on. */
    void unhold(Seat seat) {
        seat.who().held(false);
        seat.who().historyFloor(broadcast.seq());
        broadcast.join(seat);
    }

    /** Once a second. */
    void tick() {
        announcer.tick();
        broadcast.calmDown();
    }
}
