package dev.convoke.cli;

import dev.convoke.cli.base.StoreAccess;
import dev.convoke.operator.ReadTexts;
import dev.convoke.operator.TextEntry;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Msisdn;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The ledger: every text that came and went. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the texts that came (MO) and went (MT), the oldest first: state, link, ids, parts, times and receipt, and the",
            "room where it is known. Numbers are masked and texts left out unless --reveal is given. Texts that came are not kept",
            "once they are dealt with, because they may hold a PIN; rows go after inbox.retention and outbox.retention.",
            "Times are UTC."
        },
        footer = {
            "",
            "Examples:",
            "  convoke sms log --since 2h",
            "  convoke sms log --number +447700900001 --reveal",
            "  convoke sms log --room 8401234 --since 2026-11-24T10:00:00Z --format json"
        })
final class SmsLogCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private StoreAccess access = new StoreAccess();

    @Option(names = "--number", paramLabel = "PHONE", description = "Whose texts, such as +447700900001.")
    private Optional<String> number = Optional.empty();

    @Option(names = "--room", paramLabel = "NUMBER", description = "Texts about one room.")
    private Optional<String> room = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Not older than this: 2h, or a point in time such as 2026-11-24T10:00:00Z.")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            description = "How many at most, the newest ones; 1 to 100000 (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, or json: an object a line (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Option(names = "--reveal", description = "Show whole numbers, and texts where they are kept.")
    private boolean reveal;

    enum Format {
        TEXT,
        JSON
    }

    /** Texts on their way out. */
    interface Printer {
        void row(TextEntry row);
    }

    @Override
    public Integer call() {
        Optional<ConferenceNumber> about = room.map(Values::number);
        Instant from =
                since.map(typed -> Values.past("--since", typed, Instant.now())).orElse(Instant.EPOCH);
        PrintWriter out = spec.commandLine().getOut();
        return access.with(operator -> {
            Optional<Msisdn> whose = number.map(typed -> Values.msisdn(typed, operator.plan()));
            ReadTexts action = new ReadTexts(whose, about, from, limit, reveal);
            List<TextEntry> rows = Outcomes.byOption()
                    .typed("limit", "--limit", String.valueOf(limit))
                    .value(operator.texts().read(action));
            Printer printer = format == Format.JSON ? new JsonSmsLogPrinter(out) : new TextSmsLogPrinter(out);
            rows.forEach(printer::row);
            if (format == Format.TEXT) {
                out.println(summary(rows.size()));
            }
            out.flush();
            return 0;
        });
    }

    private String summary(int found) {
        if (found == 0) {
            return "No such text is on record.";
        }
        return found
                + (found == 1 ? " text" : " texts")
                + (found == limit ? "; there may be older ones (--limit)" : "");
    }
}
