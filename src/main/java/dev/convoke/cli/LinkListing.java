package dev.convoke.cli;

import dev.convoke.operator.LinkReport.Running;
import dev.convoke.operator.LinkReport.Standing;
import dev.convoke.operator.LinkReport.Wanted;
import dev.convoke.operator.LinkReport.WithoutServer;
import dev.convoke.terms.SafeText;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The table that {@code convoke link list} prints. */
final class LinkListing {

    private LinkListing() {}

    /** What the running server wrote. */
    static void running(PrintWriter out, Running report) {
        if (report.binds().isEmpty()) {
            out.println("The running server has not said yet where its links stand, or has none.");
            return;
        }
        Table table = new Table("LINK", "BIND", "STATE", "SINCE", "WANTED", "MO", "MT", "LAST ERROR");
        report.binds().forEach(bind -> add(table, bind));
        table.printFitted(out);
        out.println("Written " + Math.max(0, report.age().toSeconds()) + " s ago by the running server"
                + (report.isStale()
                        ? ", which writes at least every ten seconds: it hangs, or its disk is full or slow."
                        : ". MO and MT count since its start."));
    }

    private static void add(Table table, Standing bind) {
        table.row(
                SafeText.marked(bind.wanted().link()),
                SafeText.marked(bind.bind()),
                SafeText.marked(bind.state()),
                bind.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                word(bind.wanted()),
                String.valueOf(bind.received()),
                String.valueOf(bind.sent()),
                bind.trouble().isEmpty() ? "-" : SafeText.marked(bind.trouble()));
    }

    /** What is wanted, while nobody does it. */
    static void withoutServer(PrintWriter out, WithoutServer report) {
        if (report.links().isEmpty()) {
            out.println("No server is running, and the configuration has no links.");
            return;
        }
        Table table = new Table("LINK", "WANTED");
        report.links().forEach(link -> table.row(SafeText.marked(link.link()), word(link)));
        table.printFitted(out);
        out.println("No server is running.");
    }

    private static String word(Wanted wanted) {
        return wanted.wanted().name().toLowerCase(Locale.ROOT);
    }
}
