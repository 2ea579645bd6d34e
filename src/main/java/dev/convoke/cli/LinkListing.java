package dev.convoke.cli;

import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable.Wish;
import dev.convoke.terms.SafeText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that {@code convoke link list} prints. */
final class LinkListing {

    /** A server writes at least every ten seconds. */
    private static final Duration STALE = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final Instant now;

    LinkListing(PrintWriter out, Instant now) {
        this.out = out;
        this.now = now;
    }

    /** What the running server wrote. */
    void running(List<LinkRow> rows) {
        if (rows.isEmpty()) {
            out.println("The running server has not said yet where its links stand, or has none.");
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("LINK", "BIND", "STATE", "SINCE", "WANTED", "MO", "MT", "LAST ERROR"));
        rows.forEach(row -> lines.add(List.of(
                SafeText.marked(row.wish().link()),
                SafeText.marked(row.bind()),
                SafeText.marked(row.state()),
                row.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                word(row.wish()),
                String.valueOf(row.received()),
                String.valueOf(row.sent()),
                row.trouble().isEmpty() ? "-" : SafeText.marked(row.trouble()))));
        print(lines);
        Duration age = Duration.between(rows.get(0).writtenAt(), now);
        out.println("Written " + Math.max(0, age.toSeconds()) + " s ago by the running server"
                + (age.compareTo(STALE) > 0
                        ? ", which writes at least every ten seconds: it hangs, or its disk is full or slow."
                        : ". MO and MT count since its start."));
    }

    /** What is wanted, while nobody does it. */
    void withoutServer(List<Wish> wishes) {
        if (wishes.isEmpty()) {
            out.println("No server is running, and the configuration has no links.");
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("LINK", "WANTED"));
        wishes.forEach(wish -> lines.add(List.of(SafeText.marked(wish.link()), word(wish))));
        print(lines);
        out.println("No server is running.");
    }

    private static String word(Wish wish) {
        return wish.wish().name().toLowerCase(Locale.ROOT);
    }

    /** Each column as wide as its widest cell; the last one ends where it ends. */
    private void print(List<List<String>> lines) {
        int columns = lines.get(0).size();
        for (List<String> line : lines) {
            StringBuilder printed = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = line.get(column);
                printed.append(cell);
                if (column < columns - 1) {
                    printed.append(" ".repeat(width(lines, column) - cell.length() + 2));
                }
            }
            out.println(printed);
        }
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }
}
