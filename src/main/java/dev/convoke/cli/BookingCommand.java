package dev.convoke.cli;

import static dev.convoke.cli.base.StoreAccess.await;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.store.BookingRow;
import dev.convoke.store.BookingTable;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Bookings of rooms: {@code add}, {@code list}, {@code cancel} (US 8,018,877 step 405). */
@Command(
        name = "booking",
        mixinStandardHelpOptions = true,
        description =
                "Adds, lists and cancels the times at which a room may be used. A room without any is always available.",
        footer = {
            "",
            "Examples:",
            "  convoke booking add 8401234 --start 2026-12-01T10:00 --zone Europe/London --for 1h",
            "  convoke booking list 8401234",
            "  convoke booking cancel 17"
        })
final class BookingCommand implements Runnable {

    private static final int LIST_LIMIT = 10_000;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final DateTimeFormatter WALL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with bookings: add, list or cancel.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Books a room.")
    int add(
            @Mixin StoreAccess access,
            @Parameters(paramLabel = "NUMBER", description = "The room's conference number.") String typed,
            @Option(
                            names = "--start",
                            required = true,
                            paramLabel = "TIME",
                            description = "Wall time of the start, such as 2026-12-01T10:00.")
                    String start,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            description = "The IANA zone of the wall time (default: this machine's).")
                    Optional<String> zone,
            @Option(names = "--for", required = true, paramLabel = "TIME", description = "How long, such as 1h.")
                    String length) {
        ConferenceNumber number = Values.number(typed);
        Duration howLong = Values.duration("--for", length);
        if (howLong.toSeconds() < 60 || howLong.compareTo(LONGEST) > 0) {
            throw Complaint.aboutTyping("--for: " + length + " (expected: 1m to 31d)");
        }
        ZoneId wallZone = zone.map(Values::zone).orElseGet(ZoneId::systemDefault);
        return access.with(open -> {
            BookingTable.Added added = await(
                    open.store().bookings().add(new BookingRow(0, number, Values.wallTime(start), wallZone, howLong)));
            switch (added.outcome()) {
                case DONE -> out().println("Booking " + line(added.booking()));
                case OVERLAPS ->
                    throw new Complaint("room " + number + " is booked at that time already; convoke booking list "
                            + number + " shows when");
                case UNKNOWN -> throw new Complaint("there is no room " + number + "; convoke room list shows all");
            }
            clockChange(added.booking()).ifPresent(out()::println);
            if (added.booking().end().isBefore(java.time.Instant.now())) {
                out().println("Note: that is in the past.");
            }
            out().flush();
            return 0;
        });
    }

    /** A wall time that the zone's clocks skip or show twice is taken for one instant: which, the operator has to know. */
    private static Optional<String> clockChange(BookingRow booking) {
        int offsets =
                booking.zone().getRules().getValidOffsets(booking.localStart()).size();
        if (offsets == 1) {
            return Optional.empty();
        }
        return Optional.of("Note: clocks change then; " + (offsets == 0 ? "there is no such time" : "it comes twice")
                + ", and the booking starts at " + booking.start() + ".");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the bookings of a room.")
    int list(@Mixin StoreAccess access, @Parameters(paramLabel = "NUMBER") String typed) {
        ConferenceNumber number = Values.number(typed);
        return access.with(open -> {
            List<BookingRow> bookings = open.store().bookings().ofRoom(number, LIST_LIMIT);
            bookings.forEach(booking -> out().println(line(booking)));
            if (bookings.isEmpty()) {
                out().println("Room " + number + " has no bookings: it is always available.");
            }
            out().flush();
            return 0;
        });
    }

    @Command(name = "cancel", mixinStandardHelpOptions = true, description = "Cancels a booking.")
    int cancel(
            @Mixin StoreAccess access,
            @Parameters(paramLabel = "ID", description = "The number that add and list show.") long id) {
        return access.with(open -> {
            if (!await(open.store().bookings().cancel(id))) {
                throw new Complaint("there is no booking " + id + "; convoke booking list NUMBER shows a room's");
            }
            out().println("Booking " + id + " cancelled.");
            out().flush();
            return 0;
        });
    }

    /** {@code 17: room 8401234, 2026-12-01 10:00 Europe/London, 1h}. */
    static String line(BookingRow booking) {
        return booking.id() + ": room " + booking.room() + ", " + WALL_TIME.format(booking.localStart()) + " "
                + booking.zone() + ", " + Durations.parts(booking.length());
    }
}
