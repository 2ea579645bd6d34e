package dev.convoke.cli;

import static dev.convoke.cli.base.StoreAccess.await;

import dev.convoke.cli.base.Complaint;
import dev.convoke.cli.base.StoreAccess;
import dev.convoke.store.BanRow;
import dev.convoke.store.RoomRow;
import dev.convoke.terms.Msisdn;
import dev.convoke.terms.SafeText;
import java.io.PrintWriter;
import java.time.Instant;
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

    private static final String BY = "operator";

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
        return access.with(open -> {
            RoomRow room = RoomCommand.find(typed, open);
            List<BanRow> bans = open.store().bans().ofRoom(room.number(), Instant.now());
            bans.forEach(ban -> out().println(line(ban)));
            if (bans.isEmpty()) {
                out().println("Nobody is banned from room " + room.number() + ".");
            }
            out().flush();
            return 0;
        });
    }

    /** {@code +447700900002 Bob, until 2026-12-01T10:00:00Z, by Alice: advertising}. */
    private static String line(BanRow ban) {
        String nick = ban.nick().isEmpty() ? "" : " " + SafeText.marked(ban.nick());
        String until = ban.until()
                .map(at -> "until " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("for good");
        String reason = ban.reason().isEmpty() ? "" : ": " + SafeText.marked(ban.reason());
        return ban.who().e164() + nick + ", " + until + ", by " + SafeText.marked(ban.by()) + reason;
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
        Instant now = Instant.now();
        Optional<Instant> until = span.map(time -> now.plus(Values.span("--for", time)));
        return access.with(open -> {
            Msisdn who = Values.msisdn(phone, open.settings().region());
            RoomRow room = RoomCommand.find(typed, open);
            String why = reason.map(Values::reason).orElse("");
            await(open.store().bans().put(new BanRow(room.number(), who, "", why, BY, now, until)));
            out().println("Banned from room " + room.number() + ".");
            out().flush();
            return 0;
        });
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Lifts a ban.")
    int remove(
            @Mixin StoreAccess access,
            @Parameters(index = "0", paramLabel = "NUMBER") String typed,
            @Parameters(index = "1", paramLabel = "PHONE") String phone) {
        return access.with(open -> {
            Msisdn who = Values.msisdn(phone, open.settings().region());
            RoomRow room = RoomCommand.find(typed, open);
            if (!await(open.store().bans().remove(room.number(), who))) {
                throw new Complaint("that number is not banned from room " + room.number());
            }
            out().println("May enter room " + room.number() + " again.");
            out().flush();
            return 0;
        });
    }
}
