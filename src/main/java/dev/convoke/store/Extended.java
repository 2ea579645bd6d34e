package dev.convoke.store;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of the request to lengthen the booking that is on. */
public sealed interface Extended {

    /** The booking as it is now. */
    record Longer(BookingRow booking) implements Extended {}

    /** The booking as it still is, because it would meet the room's next one. */
    record Overlaps(BookingRow booking, BookingRow next) implements Extended {}

    /** No booking of the room is on. */
    record NoneOn() implements Extended {}

    /** One function for each case. */
    default <R> R fold(
            Function<BookingRow, R> longer, BiFunction<BookingRow, BookingRow, R> overlaps, Supplier<R> noneOn) {
        if (this instanceof Longer done) {
            return longer.apply(done.booking());
        }
        return this instanceof Overlaps kept ? overlaps.apply(kept.booking(), kept.next()) : noneOn.get();
    }
}
