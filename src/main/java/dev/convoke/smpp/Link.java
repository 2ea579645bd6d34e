package dev.convoke.smpp;

import dev.convoke.sms.MoSink;
import dev.convoke.sms.MobileTerminated;
import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.terms.LinkWish;
import dev.convoke.terms.ThreadMaker;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link with its one or two binds, from {@link #start} to {@link #close} as an operator wants it. Its binds are made anew
 * each time it comes up.
 *
 * <p>Any thread; the lock guards the life of the binds, and nobody waits for anything while holding it: an ending that takes
 * its time is looked at again by {@link #converge}.
 */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final LinkSettings settings;
    private final Clock clock;
    private final ThreadMaker threads;
    private final LinkCounts.Tally tally = new LinkCounts.Tally();
    private final Optional<SSLSocketFactory> tls;
    private final MoListener listener;
    private final Submission submission;

    /** Texts of ours that were given to a session and not answered. */
    private final AtomicInteger underWay = new AtomicInteger();

    private LinkWish wish = LinkWish.UP;
    /** Between {@link #start} and {@link #close}. */
    private boolean open;
    /** Whether the binds were started, and not told to stop. */
    private boolean running;
    /** Exchanged whole under the lock, read by any thread. */
    private volatile List<SupervisedBind> binds;
    /** Since when it takes no texts of ours because it is to end; written under the lock, read by any thread. */
    private volatile @Nullable Instant drainingSince;

    /** @throws IllegalArgumentException if the trust store cannot be read */
    Link(LinkSettings settings, MoSink sink, Clock clock, ThreadMaker threads) {
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
        this.submission = new Submission(settings, clock, new AtomicInteger());
        this.listener = new MoListener(settings, sink, clock, tally, new Remarks(LOG, "link " + settings.name()));
        this.tls = settings.tls().socketFactory();
        this.binds = freshBinds();
    }

    private List<SupervisedBind> freshBinds() {
        return settings.bind().sessions().stream()
                .map(kind ->
                        new SupervisedBind(settings, kind, tls, listener, clock, threads, new Remarks(LOG, "link")))
                .toList();
    }

    String name() {
        return settings.name();
    }

    LinkCounts counts() {
        return tally.counts();
    }

    // ---- its life -----------------------------------------------------------------------------------------------

    synchronized void start() {
        open = true;
        converge();
    }

    synchronized void want(LinkWish wanted) {
        wish = wanted;
        converge();
    }

    /** Takes the next step towards what is wanted, if there is one; does not wait. */
    synchronized void converge() {
        if (!open) {
            return;
        }
        switch (wish) {
            case UP -> run();
            case DRAINED -> drain();
            case STOPPED -> stop();
        }
    }

    private void run() {
        drainingSince = null;
        // Former binds first say good-bye: the message centre might not take a second one beside them.
        if (running || binds.stream().anyMatch(SupervisedBind::isAlive)) {
            return;
        }
        binds = freshBinds();
        binds.forEach(SupervisedBind::start);
        running = true;
    }

    private void drain() {
        if (running && drainingSince == null) {
            drainingSince = clock.instant();
        }
        if (underWay.get() == 0) {
            stop();
        }
    }

    /** Tells the binds once: told again in the middle of its good-bye, a bind would cut the connection. */
    private void stop() {
        if (running) {
            running = false;
            binds.forEach(SupervisedBind::stop);
        }
    }

    /** Completes when every bind stands or could not be made at its first attempt, and at once if none is wanted. */
    synchronized CompletableFuture<Void> firstAttempts() {
        return running
                ? CompletableFuture.allOf(
                        binds.stream().map(SupervisedBind::firstAttempt).toArray(CompletableFuture[]::new))
                : CompletableFuture.completedFuture(null);
    }

    /** Begins to end it for good; {@link #awaitClosed} waits for that. */
    synchronized void close() {
        open = false;
        stop();
    }

    /** Waits for the binds until this {@link System#nanoTime}, and longer only to cut off what has not ended by then. */
    void awaitClosed(long untilNanos) {
        binds.forEach(bind -> bind.awaitStopped(untilNanos));
    }

    // ---- what is to be seen of it -------------------------------------------------------------------------------

    /** Where its binds stand. */
    List<LinkStatus> status() {
        Instant draining = drainingSince;
        return binds.stream()
                .map(SupervisedBind::status)
                .map(status -> draining == null || status.state() != LinkState.BOUND
                        ? status
                        : new LinkStatus(status.link(), status.bind(), LinkState.DRAINING, draining, leftToDrain()))
                .toList();
    }

    private String leftToDrain() {
        int left = underWay.get();
        return left == 1 ? "1 text is under way" : left + " texts are under way";
    }

    // ---- texts of ours ------------------------------------------------------------------------------------------

    /** Hands a text to the session that can take it now; empty if there is none, or as much as it may is under way. */
    Optional<CompletableFuture<Submitted>> submit(MobileTerminated text) {
        // Counted before it is looked whether the link drains, so that its end cannot slip in between.
        underWay.incrementAndGet();
        Optional<CompletableFuture<Submitted>> outcome = drainingSince == null
                ? transmitter()
                        .flatMap(session -> session.submits().submit(() -> count(submission.send(session, text))))
                : Optional.empty();
        if (outcome.isEmpty()) {
            answered();
        } else {
            var unused = outcome.get().whenComplete((done, failure) -> answered());
        }
        return outcome;
    }

    private Optional<LinkSession> transmitter() {
        return binds.stream().flatMap(bind -> bind.transmitter().stream()).findFirst();
    }

    private Submitted count(Submitted outcome) {
        (outcome instanceof Submitted.Taken ? tally.submitted : tally.unsubmitted).increment();
        return outcome;
    }

    private void answered() {
        if (underWay.decrementAndGet() == 0 && drainingSince != null) {
            converge();
        }
    }
}
