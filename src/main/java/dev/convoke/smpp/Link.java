package dev.convoke.smpp;

import dev.convoke.sms.Errand;
import dev.convoke.sms.MoSink;
import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.sms.ReceiptSink;
import dev.convoke.terms.ThreadMaker;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One link with its one or two binds. Any thread. */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final LinkSettings settings;
    private final LinkCounts.Tally tally = new LinkCounts.Tally();
    private final List<SupervisedBind> binds;
    private final Submission submission;

    /** @throws IllegalArgumentException if the trust store cannot be read */
    Link(LinkSettings settings, MoSink sink, ReceiptSink receipts, Clock clock, ThreadMaker threads) {
        this.settings = settings;
        String about = "link " + settings.name();
        this.submission = new Submission(settings, clock, new Remarks(LOG, about));
        MoListener listener = new MoListener(settings, sink, receipts, clock, tally, new Remarks(LOG, about));
        Optional<SSLSocketFactory> tls = settings.tls().socketFactory();
        this.binds = settings.bind().sessions().stream()
                .map(kind ->
                        new SupervisedBind(settings, kind, tls, listener, clock, threads, new Remarks(LOG, "link")))
                .toList();
    }

    String name() {
        return settings.name();
    }

    List<SupervisedBind> binds() {
        return binds;
    }

    LinkCounts counts() {
        return tally.counts();
    }

    /** Whether it can take one more text of ours now. */
    boolean hasRoom() {
        return !submission.isPaused()
                && !submission.isAhead()
                && transmitter().map(session -> session.submits().hasRoom()).orElse(false);
    }

    /** Hands a text to the session that sends; empty if the link takes none now, so that another may. */
    Optional<CompletableFuture<Submitted>> submit(Errand errand) {
        return submission.isPaused() ? Optional.empty() : transmitter().map(session -> submit(session, errand));
    }

    private Optional<LinkSession> transmitter() {
        return binds.stream().flatMap(bind -> bind.transmitter().stream()).findFirst();
    }

    /** A link that is merely busy keeps its texts: they do not leave by another for a moment's advantage. */
    private CompletableFuture<Submitted> submit(LinkSession session, Errand errand) {
        if (submission.isAhead()) {
            return noRoom("as many texts as the rate allows are under way");
        }
        return session.submits()
                .submit(() -> count(submission.send(session, errand)))
                .orElseGet(() -> noRoom("as many texts as the window allows are under way"));
    }

    private static CompletableFuture<Submitted> noRoom(String reason) {
        return CompletableFuture.completedFuture(new Submitted.NoRoom(reason));
    }

    private Submitted count(Submitted outcome) {
        if (outcome instanceof Submitted.Taken) {
            tally.submitted.increment();
        } else if (!(outcome instanceof Submitted.NoRoom)) {
            tally.unsubmitted.increment();
        }
        return outcome;
    }
}
