package dev.convoke.cli;

import static dev.convoke.cli.base.StoreAccess.await;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.NumberAllocator;
import dev.convoke.store.BookingRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Durations;
import dev.convoke.terms.Pin;
import dev.convoke.terms.ServiceNumber;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rooms in the room table: {@code add}, {@code list}, {@code show}, {@code set}, {@code remove}. */
@Command(
        name = "room",
        mixinStandardHelpOptions = true,
        description = "Adds, lists, shows, changes and removes rooms. A running server sees each change at once.",
        footer = {
            "",
            "Examples:",
            "  convoke room add                             a free number and a PIN of its own",
            "  convoke room add 8401234 --pin 4921 --name \"Stand-up\" --participant-pin 7788",
            "  convoke room set 8401234 --transcript on --lobby on --last-moderator end --grace 5m",
            "  convoke room set 8401234 --slow default      back to the server's setting",
            "  convoke room show 8401234"
        })
final class RoomCommand implements Runnable {

    private static final int LIST_LIMIT = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with rooms: add, list, show, set or remove.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** What {@code add} and {@code set} have in common. */
    static final class Wishes {

        @Option(names = "--name", paramLabel = "TEXT", description = "What people call the room.")
        private Optional<String> name = Optional.empty();

        @Option(names = "--pin", paramLabel = "PIN", description = "The moderator's PIN, 4 to 12 digits.")
        private Optional<String> pin = Optional.empty();

        @Option(
                names = "--participant-pin",
                paramLabel = "PIN",
                description = "A PIN that participants have to text; 'none' for no such PIN.")
        private Optional<String> participantPin = Optional.empty();

        @Option(
                names = "--service-number",
                paramLabel = "NUMBER",
                description =
                        "A service number of this room's own: texts to it need no conference number; 'none' unbinds.")
        private Optional<String> serviceNumber = Optional.empty();

        @Option(names = "--transcript", paramLabel = "on|off", description = "Whether what is said is kept.")
        private Optional<OnOff> transcript = Optional.empty();

        @Option(
                names = "--empty-timeout",
                paramLabel = "TIME",
                description = "After how long an empty room closes, such as 10m; 'default' for the server's setting.")
        private Optional<String> emptyTimeout = Optional.empty();

        @Mixin
        private PolicyOptions policy = new PolicyOptions();

        enum OnOff {
            ON,
            OFF
        }

        RoomRow applyTo(RoomRow room, StoreAccess.Open open) {
            ConferenceNumber number = room.number();
            Optional<Pin> moderatorPin = pin.map(typed -> Values.pin("--pin", typed));
            Optional<Pin> otherPin =
                    unless("none", participantPin).map(typed -> Values.pin("--participant-pin", typed));
            if (moderatorPin.isPresent() && moderatorPin.map(Pin::reveal).equals(otherPin.map(Pin::reveal))) {
                throw Complaint.aboutTyping("--participant-pin: the same as --pin; everyone would be a moderator");
            }
            return new RoomRow(
                    number,
                    name.map(Wishes::cleanName).orElse(room.name()),
                    moderatorPin.map(typed -> open.pins().digest(number, typed)).orElse(room.moderatorPin()),
                    participantPin.isEmpty()
                            ? room.participantPin()
                            : otherPin.map(typed -> open.pins().digest(number, typed)),
                    serviceNumber.isEmpty()
                            ? room.serviceNumber()
                            : unless("none", serviceNumber).map(typed -> ours(typed, open)),
                    transcript.map(OnOff.ON::equals).orElse(room.transcript()),
                    emptyTimeout.isEmpty()
                            ? room.emptyTimeout()
                            : unless("default", emptyTimeout).map(typed -> Values.duration("--empty-timeout", typed)),
                    policy.applyTo(room.policy(), open.settings().profiles()),
                    room.createdAt());
        }

        private static Optional<String> unless(String word, Optional<String> typed) {
            return typed.filter(text -> !text.equalsIgnoreCase(word));
        }

        private static ServiceNumber ours(String typed, StoreAccess.Open open) {
            ServiceNumber number = Values.serviceNumber(typed);
            if (!open.settings().serviceNumbers().contains(number)) {
                throw new Complaint("--service-number: " + number + " is not in service-numbers "
                        + open.settings().serviceNumbers() + " of the configuration; add it there first");
            }
            return number;
        }

        private static String cleanName(String typed) {
            String clean = typed.strip();
            if (clean.length() > 60 || clean.codePoints().anyMatch(Character::isISOControl)) {
                throw Complaint.aboutTyping("--name: at most 60 characters, none of them control characters");
            }
            return clean;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a room and prints its PIN, once, and the text that the moderator has to send.")
    int add(
            @Mixin StoreAccess access,
            @Mixin Wishes wishes,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "NUMBER",
                            description = "The conference number, 3 to 12 digits; a free one if left out.")
                    Optional<String> wanted) {
        return access.with(open -> {
            NumberAllocator allotment = new NumberAllocator(new SecureRandom());
            Pin pin = wishes.pin.map(typed -> Values.pin("--pin", typed)).orElseGet(allotment::pin);
            ConferenceNumber number = wanted.map(Values::number)
                    .or(() -> allotment.freeNumber(open.store().rooms()))
                    .orElseThrow(() -> new Complaint("no free conference number was found; name one"));
            RoomRow room = plainRoom(number, pin, wishes, open);
            if (!await(open.store().rooms().add(room))) {
                throw new Complaint("conference number " + number
                        + ", or the room's service number, is taken; convoke room list shows by whom");
            }
            printIntroduction(room, pin, open);
            return 0;
        });
    }

    private static RoomRow plainRoom(ConferenceNumber number, Pin pin, Wishes wishes, StoreAccess.Open open) {
        RoomRow plain = new RoomRow(
                number,
                "",
                open.pins().digest(number, pin),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Instant.now());
        return wishes.applyTo(plain, open);
    }

    private void printIntroduction(RoomRow room, Pin pin, StoreAccess.Open open) {
        String to = room.serviceNumber()
                .or(() -> open.settings().serviceNumbers().stream().findFirst())
                .map(ServiceNumber::value)
                .orElse("(no service-numbers configured)");
        String participantPin = room.participantPin().isPresent() ? " PIN" : "";
        out().println("Room " + room.number() + (room.name().isEmpty() ? "" : " \"" + room.name() + "\""));
        out().println("Moderator PIN: " + pin.reveal() + "   (shown now and never again)");
        if (NumberAllocator.isTrivial(pin)) {
            out().println("Note: people try that PIN first; convoke room set " + room.number() + " --pin changes it.");
        }
        out().println();
        out().println("The moderator's device listens on a TCP port, say 5000 at 198.51.100.7, and texts to " + to
                + ":");
        out().println("    OPEN 198.51.100.7:5000 " + room.number() + " " + pin.reveal());
        out().println("Participants text, each with the address of their own device:");
        out().println("    198.51.100.8:5000 " + room.number() + participantPin + " Bob");
        out().flush();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all rooms.")
    int list(@Mixin StoreAccess access) {
        return access.with(open -> {
            List<RoomRow> rooms = open.store().rooms().list(LIST_LIMIT);
            out().printf("%-12s  %-30s  %-12s  %s%n", "NUMBER", "NAME", "TRANSCRIPT", "SERVICE NUMBER");
            rooms.forEach(room -> out().printf(
                            "%-12s  %-30s  %-12s  %s%n",
                            room.number(),
                            room.name(),
                            room.transcript() ? "on" : "off",
                            room.serviceNumber().map(ServiceNumber::value).orElse("-")));
            out().flush();
            return 0;
        });
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a room and its bookings.")
    int show(@Mixin StoreAccess access, @Parameters(paramLabel = "NUMBER") String typed) {
        return access.with(open -> {
            RoomRow room = find(typed, open);
            out().println("number          " + room.number());
            out().println("name            " + (room.name().isEmpty() ? "-" : room.name()));
            out().println("participant PIN " + (room.participantPin().isPresent() ? "asked for" : "not asked for"));
            out().println("service number  "
                    + room.serviceNumber().map(ServiceNumber::value).orElse("-"));
            out().println("transcript      " + (room.transcript() ? "on" : "off"));
            out().println("empty timeout   "
                    + room.emptyTimeout().map(Durations::text).orElse("the server's setting"));
            PolicyLines.of(room, open.settings()).forEach(out()::println);
            out().println("made            " + room.createdAt());
            List<BookingRow> bookings = open.store().bookings().ofRoom(room.number(), LIST_LIMIT);
            out().println("bookings        " + (bookings.isEmpty() ? "none: always available" : ""));
            bookings.forEach(booking -> out().println("  " + BookingCommand.line(booking)));
            out().flush();
            return 0;
        });
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes a room from its next meeting on; what is not named stays as it is.")
    int set(@Mixin StoreAccess access, @Mixin Wishes wishes, @Parameters(paramLabel = "NUMBER") String typed) {
        return access.with(open -> {
            RoomRow room = find(typed, open);
            if (!await(open.store().rooms().update(wishes.applyTo(room, open)))) {
                throw new Complaint("room " + room.number() + " was not changed: its service number is taken");
            }
            out().println("Room " + room.number() + " changed.");
            out().flush();
            return 0;
        });
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a room with its bookings and transcripts. A meeting that is on goes on to its end.")
    int remove(@Mixin StoreAccess access, @Parameters(paramLabel = "NUMBER") String typed) {
        return access.with(open -> {
            RoomRow room = find(typed, open);
            await(open.store().rooms().remove(room.number()));
            out().println("Room " + room.number() + " removed.");
            out().flush();
            return 0;
        });
    }

    static RoomRow find(String typed, StoreAccess.Open open) {
        ConferenceNumber number = Values.number(typed);
        return open.store()
                .rooms()
                .find(number)
                .orElseThrow(() -> new Complaint("there is no room " + number + "; convoke room list shows all"));
    }
}
