package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.BookingAction.AddBooking;
import dev.convoke.operator.BookingAction.CancelBooking;
import dev.convoke.operator.BookingAction.ListBookings;
import dev.convoke.operator.BookingActions.Booked;
import dev.convoke.operator.BookingDetails;
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
        ZoneId wallZone = zone.map(Values::zone).orElseGet(ZoneId::systemDefault);
        return access.with(operator -> {
            AddBooking action = new AddBooking(number, Values.wallTime(start), wallZone, howLong);
            Booked booked = Outcomes.byOption()
                    .worded(
                            "length",
                            error ->
                                    Complaint.aboutTyping("--for: " + length + " (expected: " + error.expected() + ")"))
                    .value(operator.bookings().add(action));
            out().println("Booking " + line(booked.booking()));
            clockChange(booked.booking()).ifPresent(out()::println);
            if (booked.isPast()) {
                out().println("Note: that is in the past.");
            }
            out().flush();
            return 0;
        });
    }

    private static Optional<String> clockChange(BookingDetails booking) {
        return switch (booking.startTime()) {
            case PLAIN -> Optional.empty();
            case SKIPPED -> Optional.of(clockChange(booking, "there is no such time"));
            case TWICE -> Optional.of(clockChange(booking, "it comes twice"));
        };
    }

    private static String clockChange(BookingDetails booking, String how) {
        return "Note: clocks change then; " + how + ", and the booking starts at " + booking.start() + ".";
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the bookings of a room.")
    int list(@Mixin StoreAccess access, @Parameters(paramLabel = "NUMBER") String typed) {
        ConferenceNumber number = Values.number(typed);
        return access.with(operator -> {
            List<BookingDetails> bookings = operator.bookings().list(new ListBookings(number));
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
        return access.with(operator -> {
            long cancelled = Outcomes.byOption().value(operator.bookings().cancel(new CancelBooking(id)));
            out().println("Booking " + cancelled + " cancelled.");
            out().flush();
            return 0;
        });
    }

    /** {@code 17: room 8401234, 2026-12-01 10:00 Europe/London, 1h}. */
    static String line(BookingDetails booking) {
        return booking.id() + ": room " + booking.room() + ", " + WALL_TIME.format(booking.localStart()) + " "
                + booking.zone() + ", " + Durations.parts(booking.length());
    }
}
