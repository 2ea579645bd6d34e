package dev.convoke.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Has things done at instants. The server's go by Quartz ({@link QuartzTimers}); others may go by a clock that somebody moves.
 *
 * <p>An alarm whose time has passed goes off at once, and what it does decides itself whether it is too late. What an alarm does
 * and throws costs that alarm alone. Nothing is done before {@link #start}. Any thread may call; alarms go off on threads that may
 * block.
 *
 * <p>Every method throws {@link ScheduleException} if that cannot be had, also after {@link #close}.
 */
interface Alarms extends AutoCloseable {

    /**
     * What tells one alarm from the others.
     *
     * @param booking whose alarm it is, so that all of them can be cancelled
     * @param name which of the booking's
     */
    record Key(long booking, String name) {}

    /** Begins to do what is due. */
    void start();

    /** Sets an alarm, in place of the one with the same key. */
    void set(Key key, Instant due, Runnable act);

    /** None of the booking's alarms goes off any more. */
    void cancel(long booking);

    /** Has something done again and again, beginning after one interval; what takes long is not overtaken. To be called once. */
    void repeat(Duration interval, Runnable task);

    /** Has that done at once, or once more when it is just being done. */
    void repeatNow();

    /** Waits for what is being done; then nothing is done any more. */
    @Override
    void close();
}
