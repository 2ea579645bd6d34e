package dev.convoke.cli;

import dev.convoke.operator.TextEntry;
import dev.convoke.operator.TextEntry.Direction;
import dev.convoke.operator.TextEntry.Standing;
import dev.convoke.terms.SafeText;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Texts for people, a line each:
 *
 * <pre>
 *   2026-11-24T16:00:00Z MO 17 +44********01 > 84433 settled: in-room; link main; room 8401234; since 2026-11-24T16:00:01Z
 *   2026-11-24T16:00:02Z MT 9 84433 > +44********02 sent; link main; 2 parts; ids 1f 20; at …Z; receipt delivered …Z
 * </pre>
 */
final class TextSmsLogPrinter implements SmsLogCommand.Printer {

    private final PrintWriter out;

    TextSmsLogPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void row(TextEntry row) {
        String other = SafeText.marked(row.other());
        String service = row.service().value();
        String route = row.direction() == Direction.MO ? other + " > " + service : service + " > " + other;
        Standing standing = row.standing();
        out.println(seconds(standing.at()) + " " + row.direction() + " " + row.id() + " " + route + " "
                + labelled("", standing.state())
                + (standing.detail().isEmpty() ? "" : ": " + SafeText.marked(standing.detail()))
                + details(row).stream().map(detail -> "; " + detail).collect(Collectors.joining()));
        if (!row.text().isEmpty()) {
            out.println("    " + SafeText.marked(row.text()));
        }
    }

    private static List<String> details(TextEntry row) {
        List<String> details = new ArrayList<>();
        if (!row.way().link().isEmpty()) {
            details.add(labelled("link ", row.way().link()));
        }
        row.room().ifPresent(room -> details.add("room " + room));
        if (row.way().parts() > 1) {
            details.add(row.way().parts() + " parts");
        }
        if (!row.way().messageIds().isEmpty()) {
            details.add(labelled("ids ", String.join(" ", row.way().messageIds())));
        }
        Standing standing = row.standing();
        standing.sentAt().ifPresent(at -> details.add("sent to us " + seconds(at)));
        standing.changedAt().ifPresent(at -> details.add("since " + seconds(at)));
        standing.receipt()
                .ifPresent(receipt -> details.add(labelled("receipt ", receipt)
                        + standing.receiptAt().map(at -> " " + seconds(at)).orElse("")));
        return details;
    }

    private static String labelled(String label, String value) {
        return label + SafeText.marked(value);
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
