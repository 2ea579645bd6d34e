package dev.convoke.schedule;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.room.Rooms;
import dev.convoke.room.command.Actor;
import dev.convoke.room.command.ModeratorCommand;
import dev.convoke.room.command.Result;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.store.StoreException;
import dev.convoke.terms.ConferenceNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does in time what the bookings ask for: notes that doors open, warns people that their time runs out, and ends the meeting.
 *
 * <h2>The rules</h2>
 * <ul>
 *   <li>A meeting ends when the doors of its room shut: at the end of its booking, unless another booking of the room has its
 *       doors open at that moment. So meetings that touch, or lie less than {@code early} apart, run into one another: whoever
 *       came early for the next is not put out with the guests of the last, and nobody is warned of an end that does not come.
 *   <li>A minute after the end the room is closed once more, for whoever was being dialled when it ended.
 *   <li>A warning is given only while what it says is true; one that could not be given in time is left out.
 *   <li>A booking that was cancelled does nothing any more: the meeting goes on. One that was lengthened or shortened counts
 *       as it is now, and warns anew.
 * </ul>
 *
 * <p>The plan is made from the rows, for one day ahead, at the start, on {@link #refresh} and every few seconds, since other
 * processes edit the table. When the store cannot be read, what was planned stays.
 *
 * <p>Any thread may call, except event loops where it says so. The lock guards the plan. Hooks and acts run on the threads
 * named {@code schedule-…}.
 */
public final class BookingScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BookingScheduler.class);
    private static final Duration HORIZON = Duration.ofHours(24);

    /** Bookings that ended so long ago are still looked at: their last act comes a minute after the end. */
    private static final Duration HINDSIGHT = BookingAct.SWEEP_AFTER.multipliedBy(2);

    /** "Ends in 5 minutes" is true for so long. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    /** When the store or the room has no time just now. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ScheduleSettings settings;
    private final BookingTable bookings;
    private final Rooms rooms;
    private final Consumer<BookingRow> onDoors;
    private final Clock clock;
    private final Alarms alarms;
    private final Map<Long, Planned> plan = new HashMap<>();
    private final LongAdder doorsOpened = new LongAdder();
    private final LongAdder warned = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private boolean storeFails;

    /** A booking as it was planned, and whether its doors have been noted. */
    private record Planned(BookingRow row, boolean doorsOpen) {}

    private BookingScheduler(
            ScheduleSettings settings,
            BookingTable bookings,
            Rooms rooms,
            Consumer<BookingRow> onDoors,
            Clock clock,
            Alarms alarms) {
        this.settings = settings;
        this.bookings = bookings;
        this.rooms = rooms;
        this.onDoors = onDoors;
        this.clock = clock;
        this.alarms = alarms;
    }

    /**
     * Plans from the rows, and begins.
     *
     * @param onDoors is told of each booking whose doors open, once, also when they were open already at the start
     * @throws StoreException if the bookings cannot be read
     */
    public static BookingScheduler start(
            ScheduleSettings settings, BookingTable bookings, Rooms rooms, Consumer<BookingRow> onDoors, Clock clock) {
        return start(settings, bookings, rooms, onDoors, clock, new QuartzTimers(settings.threads(), clock));
    }

    /** As the other, by alarms that go by the same clock; they are closed with this. */
    static BookingScheduler start(
            ScheduleSettings settings,
            BookingTable bookings,
            Rooms rooms,
            Consumer<BookingRow> onDoors,
            Clock clock,
            Alarms alarms) {
        BookingScheduler scheduler = new BookingScheduler(settings, bookings, rooms, onDoors, clock, alarms);
        try {
            scheduler.refresh();
            alarms.repeat(settings.refresh(), scheduler::refreshOrWait);
            alarms.start();
            return scheduler;
        } catch (RuntimeException e) {
            scheduler.close();
            throw e;
        }
    }

    /** The periodic reading; a store that cannot be read is mentioned once, and again when it can. */
    private void refreshOrWait() {
        try {
            refresh();
            noteStore(false, "");
        } catch (StoreException e) {
            noteStore(true, String.valueOf(e.getMessage()));
        }
    }

    private synchronized void noteStore(boolean fails, String why) {
        if (fails != storeFails) {
            storeFails = fails;
            LOG.warn(
                    fails ? "the bookings cannot be read, what was planned stays: {}" : "the bookings can be read{}",
                    why);
        }
    }

    /**
     * Plans anew from the rows; for whoever has changed one and does not want to wait. Blocks; not on an event loop.
     *
     * @throws StoreException if the bookings cannot be read; what was planned stays
     */
    public synchronized void refresh() {
        NonBlockingThread.assertMayBlock();
        Instant now = clock.instant();
        List<BookingRow> rows =
                bookings.between(now.minus(HINDSIGHT), now.plus(HORIZON).plus(settings.early()));
        Map<Long, BookingRow> found = new HashMap<>();
        rows.forEach(row -> found.put(row.id(), row));
        for (long id : List.copyOf(plan.keySet())) {
            if (!found.containsKey(id)) {
                forget(id, now);
            }
        }
        rows.forEach(this::plan);
    }

    /** Has the rows read again at once, by a thread of the scheduler. Any thread; never blocks. */
    public void refreshSoon() {
        try {
            alarms.repeatNow();
        } catch (ScheduleException closed) {
            LOG.debug("a booking was changed while the scheduler closed", closed);
        }
    }

    /** Cancelled, or over for long; or shortened so much that it is over for long without having been ended. */
    private void forget(long id, Instant now) {
        Planned gone = plan.remove(id);
        alarms.cancel(id);
        if (gone != null && gone.row().end().isAfter(now)) {
            bookings.find(id)
                    .filter(row -> !row.end().isAfter(now))
                    .ifPresent(row -> setAlarm(new BookingAct(row, BookingAct.Kind.CLOSE, Duration.ZERO, now)));
        }
    }

    /** In place of one of the same kind that was planned for the booking. */
    private void setAlarm(BookingAct act) {
        Alarms.Key key = new Alarms.Key(act.booking().id(), act.kind() + "-" + act.ahead());
        alarms.set(key, act.due(), () -> perform(act));
    }

    private void plan(BookingRow row) {
        Planned before = plan.get(row.id());
        if (before != null && before.row().equals(row)) {
            return;
        }
        boolean doorsOpen = before != null && before.doorsOpen();
        plan.put(row.id(), new Planned(row, doorsOpen));
        alarms.cancel(row.id());
        for (BookingAct act : BookingAct.allOf(row, settings)) {
            if (!(act.kind() == BookingAct.Kind.DOORS && doorsOpen)) {
                setAlarm(act);
            }
        }
    }

    /** The time of an act has come. */
    private void perform(BookingAct act) {
        try {
            performByItsRow(act);
        } catch (StoreException e) {
            LOG.warn(
                    "room {}: the booking cannot be read, once more in a second: {}",
                    act.booking().room(),
                    e.getMessage());
            setAlarm(act.dueAt(clock.instant().plus(RETRY)));
        }
    }

    private void performByItsRow(BookingAct act) {
        Optional<BookingRow> row = bookings.find(act.booking().id());
        if (row.isEmpty()) {
            return;
        }
        if (!row.get().equals(act.booking())) {
            refresh();
            return;
        }
        Instant now = notBefore(act.due());
        switch (act.kind()) {
            case DOORS -> noteDoorsOpen(row.get(), now);
            case WARNING -> warn(row.get(), act.ahead(), now);
            case CLOSE, SWEEP -> close(act, now);
        }
    }

    /**
     * The time now. The scheduler's clock and ours may differ by a hair, and a booking whose end is judged a hair before its end
     * would go on.
     */
    private Instant notBefore(Instant due) {
        Instant now = clock.instant();
        return now.isBefore(due) ? due : now;
    }

    private void noteDoorsOpen(BookingRow row, Instant now) {
        synchronized (this) {
            Planned planned = plan.get(row.id());
            if (planned == null || planned.doorsOpen() || !now.isBefore(row.end())) {
                return;
            }
            plan.put(row.id(), new Planned(row, true));
        }
        doorsOpened.increment();
        LOG.info("room {}: doors open, the meeting starts {}", row.room(), row.start());
        onDoors.accept(row);
    }

    private void warn(BookingRow row, Duration ahead, Instant now) {
        Duration late = Duration.between(row.end().minus(ahead), now);
        if (late.compareTo(TOLERANCE) > 0 || doorsStayOpen(row.room(), row.end())) {
            return;
        }
        if (!rooms.post(row.room(), new Actor.Schedule(), new ModeratorCommand.EndsIn(ahead))) {
            LOG.warn("room {}: too busy to be warned of its end", row.room());
            return;
        }
        warned.increment();
    }

    private void close(BookingAct act, Instant now) {
        ConferenceNumber number = act.booking().room();
        // Timers may fire some milliseconds early, and until its end a booking keeps its own doors open.
        Instant end = act.booking().end();
        if (doorsStayOpen(number, now.isBefore(end) ? end : now)) {
            LOG.info("room {}: goes on, the next booking has begun", number);
            return;
        }
        var unused = rooms.execute(number, new Actor.Schedule(), new ModeratorCommand.Close(""))
                .whenComplete((result, full) -> {
                    if (full != null) {
                        // On whatever thread this is, planning does not block.
                        LOG.warn("room {}: too busy to be closed, once more in a second", number);
                        setAlarm(act.dueAt(clock.instant().plus(RETRY)));
                    } else if (!(result instanceof Result.NobodyHere)) {
                        closed.increment();
                    }
                });
    }

    /** Whether a booking of the room that ends later has its doors open at that time. */
    private boolean doorsStayOpen(ConferenceNumber room, Instant at) {
        return bookings.firstEndingAfter(room, at)
                .filter(next -> !next.start().minus(settings.early()).isAfter(at))
                .isPresent();
    }

    /** How many bookings' doors were noted to open. */
    public long doorsOpened() {
        return doorsOpened.sum();
    }

    /** How many warnings went to rooms, whether or not anyone was in them. */
    public long warned() {
        return warned.sum();
    }

    /** How many meetings, or rooms with people waiting, were ended. */
    public long closed() {
        return closed.sum();
    }

    /** Waits for what is being done, and ends the threads. */
    @Override
    public void close() {
        alarms.close();
    }
}
