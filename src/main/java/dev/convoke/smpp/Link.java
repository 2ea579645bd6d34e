package dev.convoke.smpp;

import dev.convoke.sms.MoSink;
import dev.convoke.sms.MobileTerminated;
import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.terms.ThreadMaker;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
    Link(LinkSettings settings, MoSink sink, Clock clock, ThreadMaker threads) {
        this.settings = settings;
        this.submission = new Submission(settings, clock, new AtomicInteger());
        String about = "link " + settings.name();
        MoListener listener = new MoListener(settings, sink, clock, tally, new Remarks(LOG, about));
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

    /** The session that can take a text of ours now. */
    Optional<LinkSession> transmitter() {
        return binds.stream().flatMap(bind -> bind.transmitter().stream()).findFirst();
    }

    CompletableFuture<Submitted> submit(LinkSession session, MobileTerminated text) {
        return session.submits()
                .submit(() -> count(submission.send(session, text)))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        new Submitted.TryLater("as many texts as the window allows are under way")));
    }

    private Submitted count(Submitted outcome) {
        (outcome instanceof Submitted.Taken ? tally.submitted : tally.unsubmitted).increment();
        return outcome;
    }
}
