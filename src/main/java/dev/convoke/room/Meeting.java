package dev.convoke.room;

import dev.convoke.room.command.Result;
import dev.convoke.room.command.Result.Refused;
import dev.convoke.room.event.CloseReason;
import dev.convoke.room.event.CommandRefusal;
import dev.convoke.room.event.LogEntry;
import dev.convoke.room.event.PrivateEvent;
import dev.convoke.room.event.RoomEvent;
import dev.convoke.room.policy.RoomProfile;
import dev.convoke.room.port.MeetingRecords.MeetingRecord;
import dev.convoke.room.roster.Participant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What exists only while a meeting is on: its broadcast, its record, its notices and its history. Owned by the room's event loop. */
final class Meeting {

    private static final Logger LOG = LoggerFactory.getLogger(Meeting.class);
    private static final long TICK_MS = 1_000;

    /** How long a leg has to read the end of a meeting. */
    private static final long CLOSE_DEADLINE_MS = 3_000;

    private final RoomContext context;
    private final MeetingRecord record;
    private final Broadcast broadcast;
    private final Announcer announcer;
    private final History history;
    private final Runnable eachSecond;
    private final Consumer<Seat> tooSlow;
    private final Future<?> ticking;

    /** Only differs from others: nobody gains anything by guessing it. */
    private final String id = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);

    /** What it is about; empty if nobody said. */
    private String topic = "";

    /** Nothing up to this sequence number is replayed to anyone. */
    private long replayFloor;

    /**
     * Begins; {@link #end} ends it.
     *
     * @param out takes the notices of who comes and goes
     * @param present how many are in the meeting
     * @param eachSecond what else is to be done once a second
     * @param tooSlow puts out somebody whose leg takes nothing
     */
    Meeting(
            RoomContext context,
            MeetingRecord record,
            RoomOutput out,
            IntSupplier present,
            Runnable eachSecond,
            Consumer<Seat> tooSlow) {
        this.context = context;
        this.record = record;
        this.eachSecond = eachSecond;
        this.tooSlow = tooSlow;
        RoomProfile profile = context.profile();
        broadcast = new Broadcast(
                context.loop(),
                context.clock(),
                context.settings().logOctets(),
                profile.transcript() ? Optional.of(record) : Optional.empty());
        announcer = new Announcer(out, present, profile.policy().talk().noticesUpTo());
        history = new History(profile.policy().talk().history());
        ticking = context.loop().scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
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

    String topic() {
        return topic;
    }

    String id() {
        return id;
    }

    void topic(String text) {
        topic = text;
    }

    /** Returns the sequence number. */
    long append(RoomEvent event) {
        LogEntry entry = broadcast.append(event);
        history.keep(entry);
        return entry.seq();
    }

    /** The sequence number of the last event. */
    long seq() {
        return broadcast.seq();
    }

    /** Where a seat stands in the order; at its end if it hears nothing. */
    PrivateEvent.Position position(Seat seat) {
        return new PrivateEvent.Position(id, seat.heardUpTo(broadcast.seq()));
    }

    /** Someone is in the meeting as it begins: on the record, and named when it is announced. */
    void open(Participant who) {
        record.joined(who.person(), who.nick(), who.role(), context.nowMs());
        who.announced(true);
    }

    /** Someone is in the meeting from now on: on the record, and announced to the others. */
    void admit(Participant who, boolean again) {
        record.joined(who.person(), who.nick(), who.role(), context.nowMs());
        announcer.came(who, again);
        if (!again) {
            who.replayFloor(broadcast.seq());
        }
    }

    /** What was said up to now is for nobody who comes, or comes back, later. */
    void forgetPast() {
        history.forget();
        replayFloor = broadcast.seq();
    }

    /** Gives someone what they missed since an event that they have heard, as far as it is kept and theirs to hear. */
    Result resume(Seat seat, String meeting, long lastHeard) {
        if (!meeting.equals(id)) {
            return new Refused(CommandRefusal.OTHER_MEETING);
        }
        if (lastHeard > broadcast.seq()) {
            return new Refused(CommandRefusal.UNKNOWN_SEQ);
        }
        seat.replay(lastHeard, Math.max(replayFloor, seat.who().replayFloor()));
        return Result.Done.DONE;
    }

    /** From now on this seat hears what is said. */
    void hear(Seat seat) {
        seat.who().hearsAfter(broadcast.seq());
        broadcast.join(seat);
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
        hear(seat);
    }

    /** Once a second: legs that take nothing are dropped, notices gathered are given, memory of the last burst goes back. */
    private void tick() {
        try {
            dropStuckLegs();
            announcer.tick();
            eachSecond.run();
            broadcast.calmDown();
        } catch (RuntimeException defect) {
            // An exception that escapes would end the ticking for good.
            LOG.error("room {}: the periodic check failed", context.number(), defect);
        }
    }

    private void dropStuckLegs() {
        long tooLongAgo = System.nanoTime() - context.settings().slowTimeout().toNanos();
        for (Seat seat : List.copyOf(broadcast.hearers())) {
            if (seat.isBlockedSince(tooLongAgo)) {
                tooSlow.accept(seat);
            }
        }
    }

    /**
     * The last event: each leg is closed when it has read it, or when the deadline is over; {@code whenDone} runs once then.
     *
     * @param goodbye what programs are told after it
     */
    void end(CloseReason reason, String detail, PrivateEvent.Goodbye goodbye, Runnable whenDone) {
        append(new RoomEvent.Closed(reason, detail));
        record.closed(reason, context.nowMs());
        ticking.cancel(false);
        Future<?> deadline =
                context.loop().schedule(() -> letGo(goodbye, whenDone), CLOSE_DEADLINE_MS, TimeUnit.MILLISECONDS);
        broadcast.finish(goodbye, () -> {
            deadline.cancel(false);
            letGo(goodbye, whenDone);
        });
    }

    private void letGo(PrivateEvent.Goodbye goodbye, Runnable whenDone) {
        broadcast.hearers().forEach(seat -> seat.sayAndGiveUp(goodbye));
        broadcast.release();
        whenDone.run();
    }
}
