package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.smpp.LinkState;
import dev.convoke.store.LinkRow;
import dev.convoke.store.LinkTable;
import dev.convoke.store.LinkTable.Wish;
import dev.convoke.terms.DesiredState;
import dev.convoke.terms.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Waits until a running server has done with a link what is wanted, and says meanwhile how far it is. */
final class LinkWatch {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

    private final LinkTable table;
    private final Wish wish;
    private final PrintWriter out;

    /** What was said last of each bind. */
    private final Map<String, String> said = new HashMap<>();

    LinkWatch(LinkTable table, Wish wish, PrintWriter out) {
        this.table = table;
        this.wish = wish;
        this.out = out;
    }

    /** @throws Complaint if it is not done within the time; it is still wanted then */
    void await(Duration patience) {
        long untilNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            List<LinkRow> heeded = heeded();
            heeded.forEach(this::say);
            if (!heeded.isEmpty() && heeded.stream().allMatch(this::isDone)) {
                return;
            }
            if (System.nanoTime() - untilNanos >= 0 || Thread.currentThread().isInterrupted()) {
                throw notDone(heeded, patience);
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    /** The binds of the link as the server wrote them after it had read what is wanted. */
    private List<LinkRow> heeded() {
        return table.rows().stream()
                .filter(row -> row.wish().link().equals(wish.link()))
                .filter(row -> !row.wish().at().isBefore(wish.at()))
                .toList();
    }

    private void say(LinkRow row) {
        String standing = LinkCommand.standing(row);
        if (!standing.equals(said.put(row.bind(), standing))) {
            out.println(LinkCommand.who(row) + " is " + standing);
            out.flush();
        }
    }

    private boolean isDone(LinkRow row) {
        if (!row.wish().equals(wish)) {
            throw new Complaint("meanwhile somebody else wants link " + wish.link() + " "
                    + row.wish().wish().name().toLowerCase(Locale.ROOT));
        }
        LinkState wanted = wish.wish() == DesiredState.UP ? LinkState.BOUND : LinkState.STOPPED;
        return row.state().equalsIgnoreCase(wanted.name());
    }

    private Complaint notDone(List<LinkRow> heeded, Duration patience) {
        String after = " after " + Durations.text(patience);
        if (heeded.isEmpty()) {
            return new Complaint("the running server has not heeded it" + after
                    + "; it knows the links that the configuration" + " had at its start, see convoke link list");
        }
        String standing = heeded.stream()
                .map(row -> LinkCommand.who(row) + " is " + LinkCommand.standing(row))
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        return new Complaint(standing + after + ". It is still wanted; convoke link list shows how far it is");
    }
}
