package dev.convoke.cli;

import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.BlockAction.AddBlock;
import dev.convoke.operator.BlockAction.ListBlocks;
import dev.convoke.operator.BlockAction.RemoveBlock;
import dev.convoke.operator.BlockActions.BlockDetails;
import dev.convoke.terms.NumberPattern;
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

/** Which phone numbers the server deals with: {@code list}, {@code add}, {@code remove}. */
@Command(
        name = "block",
        mixinStandardHelpOptions = true,
        description = {
            "Blocks phone numbers, one or all that begin alike, and allows some of them again. A blocked number's texts are",
            "settled in silence, and it is never texted. The longest pattern that fits a number decides; of two that are",
            "equally long a room's own one before one for all rooms, then one that allows. A running server heeds a",
            "change from the next text on."
        },
        footer = {
            "",
            "Examples:",
            "  convoke block add +4477* --reason \"flood of 1 December\" --for 2h",
            "  convoke block add +447700900001 --allow",
            "  convoke block add +49* --room 8401234",
            "  convoke block list",
            "  convoke block remove +49* --room 8401234"
        })
final class BlockCommand implements Runnable {

    private static final String PATTERN = "PATTERN";
    private static final String ABOUT_PATTERN = "A number such as +447700900001, or a beginning with a star: +4477*.";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with blocks: list, add or remove.");
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the patterns that are blocked or allowed.")
    int list(
            @Mixin StoreAccess access,
            @Option(names = "--room", paramLabel = "NUMBER", description = "Only those that count for this room.")
                    Optional<String> room) {
        return access.with(operator -> {
            ListBlocks action = new ListBlocks(room.map(Values::number));
            List<BlockDetails> rules =
                    Outcomes.byOption().value(operator.blocks().list(action));
            rules.forEach(rule -> print(line(rule)));
            if (rules.isEmpty()) {
                print("No number is blocked.");
            }
            return 0;
        });
    }

    /** {@code +4477* blocked from room 8401234, until 2026-12-01T10:00:00Z: advertising}. */
    private static String line(BlockDetails rule) {
        String room = rule.room()
                .map(number -> (rule.allow() ? " in room " : " from room ") + number)
                .orElse("");
        String until = rule.until()
                .map(at -> "until " + at.truncatedTo(ChronoUnit.SECONDS))
                .orElse("for good");
        String reason = rule.reason().isEmpty() ? "" : ": " + SafeText.marked(rule.reason());
        return rule.pattern() + (rule.allow() ? " allowed" : " blocked") + room + ", " + until + reason;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Blocks or allows a number or a beginning.")
    int add(
            @Mixin StoreAccess access,
            @Parameters(paramLabel = PATTERN, description = ABOUT_PATTERN) String typed,
            @Option(names = "--allow", description = "Allows instead: an exception from a shorter pattern.")
                    boolean allow,
            @Option(names = "--room", paramLabel = "NUMBER", description = "For this room only.") Optional<String> room,
            @Option(names = "--for", paramLabel = "TIME", description = "How long; for good if left out.")
                    Optional<String> span,
            @Option(names = "--reason", paramLabel = "TEXT", description = "At most 200 characters.")
                    Optional<String> reason) {
        Optional<Duration> time = span.map(typedSpan -> Values.duration("--for", typedSpan));
        return access.with(operator -> {
            NumberPattern pattern = Values.pattern(typed, operator.plan());
            AddBlock action = new AddBlock(pattern, room.map(Values::number), allow, time, reason.orElse(""));
            print(Outcomes.ofSanction(span).value(operator.blocks().add(action))
                    + (allow ? " is allowed." : " is blocked."));
            return 0;
        });
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Takes a block, or an exception, away.")
    int remove(
            @Mixin StoreAccess access,
            @Parameters(paramLabel = PATTERN, description = ABOUT_PATTERN) String typed,
            @Option(names = "--room", paramLabel = "NUMBER", description = "The one for this room.")
                    Optional<String> room) {
        return access.with(operator -> {
            NumberPattern pattern = Values.pattern(typed, operator.plan());
            RemoveBlock action = new RemoveBlock(pattern, room.map(Values::number));
            print(Outcomes.byOption().value(operator.blocks().remove(action)) + " is no longer listed.");
            return 0;
        });
    }
}
