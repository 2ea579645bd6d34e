package dev.convoke.schedule;

import dev.convoke.room.port.Extender;
import dev.convoke.room.port.Extension;
import dev.convoke.store.BookingTable;
import dev.convoke.store.Extended;
import dev.convoke.terms.ConferenceNumber;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Gives the booking that is on more time, and has the scheduler know at once. Which one is on is what admission goes by as well:
 * from when its doors open until its end. Any thread; the result comes on the store's.
 */
public final class BookingExtender implements Extender {

    private final BookingTable bookings;
    private final Duration early;
    private final Clock clock;
    private final Runnable onChange;

    /**
     * An extender.
     *
     * @param early how long before its start a booking's doors open
     * @param onChange runs when a booking has become longer; must not block
     */
    public BookingExtender(BookingTable bookings, Duration early, Clock clock, Runnable onChange) {
        this.bookings = bookings;
        this.early = early;
        this.clock = clock;
        this.onChange = onChange;
    }

    @Override
    public CompletionStage<Extension> extend(ConferenceNumber room, Duration by) {
        return bookings.extend(room, clock.instant(), early, by).thenApply(extended -> extension(room, extended));
    }

    private Extension extension(ConferenceNumber room, Extended extended) {
        return extended.fold(
                longer -> {
                    onChange.run();
                    return Extension.until(room, longer.end(), longer.zone());
                },
                (on, next) -> Extension.overlaps(room, on.end(), next.start(), next.zone()),
                () -> Extension.notBooked(room));
    }
}
