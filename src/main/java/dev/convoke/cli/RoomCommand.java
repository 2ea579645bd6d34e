package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.QrPicture;
import dev.convoke.cli.base.SmsLink;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.AddedRoom;
import dev.convoke.operator.RoomAction.AddRoom;
import dev.convoke.operator.RoomAction.ChangeRoom;
import dev.convoke.operator.RoomAction.RemoveRoom;
import dev.convoke.operator.RoomAction.ShowRoom;
import dev.convoke.operator.RoomChange;
import dev.convoke.operator.RoomDetails;
import dev.convoke.terms.Durations;
import dev.convoke.terms.ServiceNumber;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
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
            "  convoke room show 8401234",
            "  convoke room show 8401234 --invite           what to print on a poster or paste into an e-mail"
        })
final class RoomCommand implements Runnable {

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
    static final class RoomOptions {

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

        RoomChange change() {
            return new RoomChange(
                    name,
                    pin.map(typed -> Values.pin("--pin", typed)),
                    Values.change("none", participantPin, typed -> Values.pin("--participant-pin", typed)),
                    Values.change("none", serviceNumber, Values::serviceNumber),
                    transcript.map(OnOff.ON::equals),
                    Values.change("default", emptyTimeout, typed -> Values.duration("--empty-timeout", typed)),
                    policy.change());
        }

        static Outcomes replies() {
            return Outcomes.byOption()
                    .worded(
                            "participant-pin",
                            error -> Complaint.aboutTyping(
                                    "--participant-pin: the same as --pin; everyone would be a moderator"))
                    .worded(
                            "service-number",
                            error -> new Complaint("--service-number: " + error.value() + " is not " + error.expected()
                                    + "; " + error.remedy()));
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a room and prints its PIN, once, and the text that the moderator has to send.")
    int add(
            @Mixin StoreAccess access,
            @Mixin RoomOptions options,
            @Option(names = "--qr", description = "Show the links as QR codes too.") boolean qr,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "NUMBER",
                            description = "The conference number, 3 to 12 digits; a free one if left out.")
                    Optional<String> wanted) {
        return access.with(operator -> {
            RoomChange change = options.change();
            AddRoom action = new AddRoom(wanted.map(Values::number), change);
            AddedRoom added = RoomOptions.replies().value(operator.rooms().add(action));
            printIntroduction(added);
            added.textTo().ifPresent(number -> printLinks(added, number, qr));
            out().flush();
            return 0;
        });
    }

    private void printIntroduction(AddedRoom added) {
        RoomDetails.Summary room = added.room();
        String pin = added.pin().reveal();
        String to = added.textTo().map(ServiceNumber::value).orElse("(no service-numbers configured)");
        String participantPin = room.asksForPin() ? " PIN" : "";
        out().println("Room " + room.number() + (room.name().isEmpty() ? "" : " \"" + room.name() + "\""));
        out().println("Moderator PIN: " + pin + "   (shown now and never again)");
        if (added.pinIsTrivial()) {
            out().println("Note: people try that PIN first; convoke room set " + room.number() + " --pin changes it.");
        }
        out().println();
        out().println("The moderator's device listens on a TCP port, say 5000 at 198.51.100.7, and texts to " + to
                + ":");
        out().println("    OPEN 198.51.100.7:5000 " + room.number() + " " + pin);
        out().println("Participants text, each with the address of their own device:");
        out().println("    198.51.100.8:5000 " + room.number() + participantPin + " Bob");
    }

    /** The moderator's PIN is in a link here and nowhere else: this is the one time that it is shown. */
    private void printLinks(AddedRoom added, ServiceNumber to, boolean qr) {
        RoomInvitation invitation = RoomInvitation.of(added.room(), to);
        SmsLink moderator = invitation.moderatorLink(added.pin());
        out().println("From a phone that nothing can connect to, without an address; these links write the text:");
        out().println("    " + moderator.body() + "   " + moderator);
        out().println("    " + invitation.text() + "   " + invitation.link());
        if (qr) {
            out().println("The moderator's, as secret as the PIN:");
            printCode(moderator);
            out().println("The participants':");
            printCode(invitation.link());
        }
    }

    private void printCode(SmsLink link) {
        QrPicture.of(link.toString()).lines(Ansi.AUTO.enabled()).forEach(out()::println);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all rooms.")
    int list(@Mixin StoreAccess access) {
        return access.with(operator -> {
            Table table = new Table("NUMBER", "NAME", "TRANSCRIPT", "SERVICE NUMBER");
            operator.rooms()
                    .list()
                    .forEach(room -> table.row(
                            room.number().digits(), room.name(), onOrOff(room.transcript()), serviceNumber(room)));
            table.printFixed(out(), 12, 30, 12);
            out().flush();
            return 0;
        });
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }

    private static String serviceNumber(RoomDetails.Summary room) {
        return room.serviceNumber().map(ServiceNumber::value).orElse("-");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a room and its bookings.")
    int show(
            @Mixin StoreAccess access,
            @Option(names = "--qr", description = "Show the link for participants as a QR code too.") boolean qr,
            @Option(
                            names = "--invite",
                            description =
                                    "Print nothing but an invitation for a poster or an e-mail: text, link and QR code; never a PIN.")
                    boolean invite,
            @Parameters(paramLabel = "NUMBER") String typed) {
        return access.with(operator -> {
            ShowRoom action = new ShowRoom(Values.number(typed));
            RoomDetails details = Outcomes.byOption().value(operator.rooms().show(action));
            if (invite) {
                printInvitation(details);
            } else {
                printDetails(details);
                details.textTo()
                        .map(to -> RoomInvitation.of(details.room(), to))
                        .ifPresent(one -> printLink(one, qr));
            }
            out().flush();
            return 0;
        });
    }

    private void printLink(RoomInvitation invitation, boolean qr) {
        out().println("link to join    " + invitation.link());
        if (qr) {
            printCode(invitation.link());
        }
    }

    private void printInvitation(RoomDetails details) {
        ServiceNumber to = details.textTo()
                .orElseThrow(
                        () -> new Complaint(
                                "nobody can text this room: the configuration has no service-numbers, and the room none of its own"));
        RoomInvitation invitation = RoomInvitation.of(details.room(), to);
        invitation.lines().forEach(out()::println);
        out().println();
        printCode(invitation.link());
    }

    private void printDetails(RoomDetails details) {
        RoomDetails.Summary room = details.room();
        out().println("number          " + room.number());
        out().println("name            " + (room.name().isEmpty() ? "-" : room.name()));
        out().println("participant PIN " + (room.asksForPin() ? "asked for" : "not asked for"));
        out().println("service number  " + serviceNumber(room));
        out().println("transcript      " + onOrOff(room.transcript()));
        out().println("empty timeout   "
                + room.emptyTimeout().map(Durations::text).orElse("the server's setting"));
        PolicyLines.of(details.policy()).forEach(out()::println);
        out().println("made            " + room.createdAt());
        out().println("bookings        " + (details.bookings().isEmpty() ? "none: always available" : ""));
        details.bookings().forEach(booking -> out().println("  " + BookingCommand.line(booking)));
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes a room from its next meeting on; what is not named stays as it is.")
    int set(@Mixin StoreAccess access, @Mixin RoomOptions options, @Parameters(paramLabel = "NUMBER") String typed) {
        return access.with(operator -> {
            ChangeRoom action = new ChangeRoom(Values.number(typed), options.change());
            RoomDetails.Summary room =
                    RoomOptions.replies().value(operator.rooms().change(action));
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
        return access.with(operator -> {
            RemoveRoom action = new RemoveRoom(Values.number(typed));
            out().println("Room " + Outcomes.byOption().value(operator.rooms().remove(action)) + " removed.");
            out().flush();
            return 0;
        });
    }
}
