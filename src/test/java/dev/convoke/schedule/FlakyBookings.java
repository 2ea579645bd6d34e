package dev.convoke.schedule;

import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.store.Extended;
import dev.convoke.store.StoreException;
import dev.convoke.terms.ConferenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The real bookings, which cannot be read while a test wants it so. */
final class FlakyBookings implements BookingTable {

    private final BookingTable real;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger finds = new AtomicInteger();
    private volatile boolean fails;
    private volatile boolean findFailed;

    FlakyBookings(BookingTable real) {
        this.real = real;
    }

    void fail(boolean from) {
        fails = from;
    }

    int failures() {
        return failures.get();
    }

    boolean findFailed() {
        return findFailed;
    }

    int finds() {
        return finds.get();
    }

    private <T> T read(Supplier<T> reading) {
        if (fails) {
            failures.incrementAndGet();
            throw new StoreException("wanted by this test");
        }
        return reading.get();
    }

    @Override
    public Optional<BookingRow> find(long id) {
        finds.incrementAndGet();
        if (fails) {
            findFailed = true;
        }
        return read(() -> real.find(id));
    }

    @Override
    public List<BookingRow> ofRoom(ConferenceNumber room, int limit) {
        return read(() -> real.ofRoom(room, limit));
    }

    @Override
    public List<BookingRow> between(Instant from, Instant to) {
        return read(() -> real.between(from, to));
    }

    @Override
    public Optional<BookingRow> firstEndingAfter(ConferenceNumber room, Instant at) {
        return read(() -> real.firstEndingAfter(room, at));
    }

    @Override
    public Optional<BookingRow> nearest(ConferenceNumber room, Instant at) {
        return read(() -> real.nearest(room, at));
    }

    @Override
    public CompletableFuture<Added> add(BookingRow booking) {
        return real.add(booking);
    }

    @Override
    public CompletableFuture<Outcome> resize(long id, Duration length) {
        return real.resize(id, length);
    }

    @Override
    public CompletableFuture<Extended> extend(ConferenceNumber room, Instant at, Duration early, Duration by) {
        return real.extend(room, at, early, by);
    }

    @Override
    public CompletableFuture<Boolean> cancel(long id) {
        return real.cancel(id);
    }
}
