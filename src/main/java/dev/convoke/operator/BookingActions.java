package dev.convoke.operator;

import dev.convoke.operator.BookingAction.AddBooking;
import dev.convoke.operator.BookingAction.CancelBooking;
import dev.convoke.operator.BookingAction.ListBookings;
import dev.convoke.operator.Result.Obstacle;
import dev.convoke.operator.Result.Subject;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.terms.ConferenceNumber;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does what {@link BookingAction}s say. Any thread that may block. */
public final class BookingActions {

    private static final int LIST_LIMIT = 10_000;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final BookingTable bookings;
    private final Clock clock;

    BookingActions(BookingTable bookings, Clock clock) {
        this.bookings = bookings;
        this.clock = clock;
    }

    /**
     * A new booking.
     *
     * @param booking the booking
     * @param isPast whether it is over already
     */
    public record Booked(BookingDetails booking, boolean isPast) {}

    /** Books a room; {@link Obstacle#TIME_TAKEN} may be in the way. */
    public CompletableFuture<Result<Booked>> add(AddBooking action) {
        if (action.length().compareTo(SHORTEST) < 0 || action.length().compareTo(LONGEST) > 0) {
            return Result.now(new Result.Invalid<>(List.of(FieldError.of("length", action.length(), "1m to 31d"))));
        }
        return bookings.add(new BookingRow(0, action.room(), action.localStart(), action.zone(), action.length()))
                .thenApply(added -> switch (added.outcome()) {
                    case DONE -> Result.done(booked(BookingDetails.of(added.booking())));
                    case OVERLAPS -> taken(action.room());
                    case UNKNOWN -> Result.noRoom(action.room());
                });
    }

    private Booked booked(BookingDetails booking) {
        return new Booked(booking, booking.end().isBefore(clock.instant()));
    }

    private static Result<Booked> taken(ConferenceNumber room) {
        return Result.conflict(Obstacle.TIME_TAKEN, room, "room " + room + " is booked at that time already");
    }

    /** Lists a room's bookings by start, ten thousand at most; none if there is no such room. */
    public List<BookingDetails> list(ListBookings action) {
        return bookings.ofRoom(action.room(), LIST_LIMIT).stream()
                .map(BookingDetails::of)
                .toList();
    }

    /** Cancels a booking; completes with its id. */
    public CompletableFuture<Result<Long>> cancel(CancelBooking action) {
        return bookings.cancel(action.id())
                .thenApply(cancelled -> cancelled
                        ? Result.done(action.id())
                        : new Result.NotFound<>(
                                Subject.BOOKING, Optional.empty(), "there is no booking " + action.id()));
    }
}
