/**
 * Bookings in time: doors that open, warnings before the end, and the end.
 *
 * <p>The rows of the booking table are the truth. {@link dev.convoke.schedule.BookingScheduler}, where to start reading,
 * derives timers from them, anew every few seconds because other processes edit the table; a timer that fires looks at its row
 * again before it does anything. Nothing here decides who may enter: admission
 * asks the rows itself ({@code BookingWindow}), so that the doors of a booking open without anything being done here.
 *
 * <p>Runs on Quartz's threads, named {@code schedule-…}, which may block on the store; what wakes the scheduler is behind
 * {@link dev.convoke.schedule.Alarms}. Started and closed by the composition root, after the rooms and before the links; it is
 * closed first. The only place
 * for Quartz.
 */
@NullMarked
package dev.convoke.schedule;

import org.jspecify.annotations.NullMarked;
