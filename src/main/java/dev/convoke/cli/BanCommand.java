package dev.convoke.cli;

import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.BanAction.AddBan;
import dev.convoke.operator.BanAction.LiftBan;
import dev.convoke.operator.BanAction.ListBans;
import dev.convoke.operator.BanActions.BanDetails;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Person;
import dev.convoke.terms.SafeText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who may not enter a room: {@code list}, {@code add}, {@code remove}. */
@Command(
        name = "ban",
        mixinStandardHelpOptions = true,
        description = {
            "Lists, makes and lifts bans from a room. A running server heeds a change within schedule.refresh;",
            "whoever is in a meeting stays until a moderator puts them out (/ban does both)."
        },
        footer = {
            "",
            "Examples:",
            "  convoke ban list 8401234",
            "  convoke ban add 8401234 +447700900002 --for 2h --reason \"advertising\"",
            "  convoke ban remove 8401234 +447700900002"
        })
final class BanCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with bans: list, add or remove.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists who is banned from a room.")
    int list(@Mixin StoreAccess access, @Parameters(paramLabel = "NUMBER") String typed) {
        return access.with(operator -> {
            ConferenceNumber room = Values.number(typed);
            List<BanDetails> bans = Outcomes.byOption().value(operator.bans().list(new ListBans(room)));
            bans.forEach(ban -> out().println(line(ban)));
            if (bans.isEmpty()) {
                out().println("Nobody is banned from room " + room + ".");
            }
            out().flush();
            return 0;
        });
    }

    /** {@code +447700900002 Bob, until 2026-12-01T10:00:00Z, by Alice: advertising}; a guest is {@code guest:} and an id. */
    private static String line(BanDetails ban) {
        String nick = ban.nick().isEmpty() ? "" : " " + SafeText.marked(ban.nick());
        String until = ban.until()
                .map(at -> "until " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("for good");
        String reason = ban.reason().isEmpty() ? "" : ": " + SafeText.marked(ban.reason());
        return ban.who().stored() + nick + ", " + until + ", by " + SafeText.marked(ban.by()) + reason;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Bans a phone number from a room.")
    int add(
            @Mixin StoreAccess access,
            @Parameters(index = "0", paramLabel = "NUMBER") String typed,
            @Parameters(index = "1", paramLabel = "PHONE", description = "Such as +447700900002.") String phone,
            @Option(names = "--for", paramLabel = "TIME", description = "How long; for good if left out.")
                    Optional<String> span,
            @Option(names = "--reason", paramLabel = "TEXT", description = "At most 200 characters.")
                    Optional<String> reason) {
        Optional<Duration> time = span.map(typedSpan -> Values.duration("--for", typedSpan));
        return access.with(operator -> {
            Person who = new Person.Phone(Values.msisdn(phone, operator.plan()));
            AddBan action = new AddBan(Values.number(typed), who, time, reason.orElse(""));
            ConferenceNumber room =
                    Outcomes.ofSanction(span).value(operator.bans().add(action));
            out().println("Banned from room " + room + ".");
            out().flush();
            return 0;
        });
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Lifts a ban.")
    int remove(
            @Mixin StoreAccess access,
            @Parameters(index = "0", paramLabel = "NUMBER") String typed,
            @Parameters(
                            index = "1",
                            paramLabel = "PHONE",
                            description = "Such as +447700900002; a guest as list shows it.")
                    String phone) {
        return access.with(operator -> {
            Person who = Values.person(phone, operator.plan());
            LiftBan action = new LiftBan(Values.number(typed), who);
            ConferenceNumber room = Outcomes.byOption().value(operator.bans().lift(action));
            out().println("May enter room " + room + " again.");
            out().flush();
            return 0;
        });
    }
}
