package dev.convoke.cli;

import dev.convoke.cli.base.Complaint;
import dev.convoke.operator.LinkActions;
import dev.convoke.operator.LinkActions.Progress;
import dev.convoke.operator.LinkReport.Standing;
import dev.convoke.operator.LinkReport.Wanted;
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

    private final LinkActions links;
    private final Wanted wanted;
    private final PrintWriter out;

    /** What was said last of each bind. */
    private final Map<String, String> said = new HashMap<>();

    LinkWatch(LinkActions links, Wanted wanted, PrintWriter out) {
        this.links = links;
        this.wanted = wanted;
        this.out = out;
    }

    /** @throws Complaint if it is not done within the time; it is still wanted then */
    void await(Duration patience) {
        long untilNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            Progress progress = links.progress(wanted);
            progress.heeded().forEach(this::say);
            progress.instead().ifPresent(this::complain);
            if (progress.isDone()) {
                return;
            }
            if (System.nanoTime() - untilNanos >= 0 || Thread.currentThread().isInterrupted()) {
                throw notDone(progress.heeded(), patience);
            }
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private void say(Standing bind) {
        String standing = LinkCommand.standing(bind);
        if (!standing.equals(said.put(bind.bind(), standing))) {
            out.println(LinkCommand.who(bind) + " is " + standing);
            out.flush();
        }
    }

    private void complain(DesiredState instead) {
        throw new Complaint("meanwhile somebody else wants link " + wanted.link() + " "
                + instead.name().toLowerCase(Locale.ROOT));
    }

    private Complaint notDone(List<Standing> heeded, Duration patience) {
        String after = " after " + Durations.text(patience);
        if (heeded.isEmpty()) {
            return new Complaint("the running server has not heeded it" + after
                    + "; it knows the links that the configuration" + " had at its start, see convoke link list");
        }
        String standing = heeded.stream()
                .map(bind -> LinkCommand.who(bind) + " is " + LinkCommand.standing(bind))
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
        return new Complaint(standing + after + ". It is still wanted; convoke link list shows how far it is");
    }
}
