package dev.convoke.smpp;

import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.paging.MoSink;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.ReceiptSink;
import dev.convoke.paging.SubmitRequest;
import dev.convoke.terms.DesiredState;
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
    private final DeliverSmHandler reception;
    private final Submission submission;

    /** Texts of ours that were given to a session and not answered. */
    private final AtomicInteger underWay = new AtomicInteger();

    private DesiredState wish = DesiredState.UP;
    /** Between {@link #start} and {@link #close}. */
    private boolean open;
    /** Whether the binds were started, and not told to stop. */
    private boolean running;
    /** Exchanged whole under the lock, read by any thread. */
    private volatile List<SupervisedBind> binds;
    /** Since when it takes no texts of ours because it is to end; written under the lock, read by any thread. */
    private volatile @Nullable Instant drainingSince;

    /** @throws IllegalArgumentException if the trust store cannot be read */
    Link(LinkSettings settings, MoSink sink, ReceiptSink receipts, Clock clock, ThreadMaker threads) {
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
        String about = "link " + settings.name();
        this.submission = new Submission(settings, clock, new RepeatedLog(LOG, about));
        this.reception = new DeliverSmHandler(settings, sink, receipts, clock, tally, new RepeatedLog(LOG, about));
        this.tls = settings.endpoint().tls().socketFactory();
        this.binds = freshBinds();
    }

    private List<SupervisedBind> freshBinds() {
        return settings.bind().sessions().stream()
                .map(kind -> new SupervisedBind(
                        settings, kind, tls, reception, clock, threads, new RepeatedLog(LOG, "link")))
                .toList();
    }

    String name() {
        return settings.name();
    }

    LinkCounts counts() {
        return tally.counts();
    }

    synchronized void start() {
        open = true;
        converge();
    }

    synchronized void want(DesiredState wanted) {
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
        // Former binds first unbind: the message centre might not take a second one beside them.
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

    /** Tells the binds once: told again in the middle of its unbind, a bind would cut the connection. */
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

    /** Whether it can take one more text of ours now. */
    boolean hasRoom() {
        return isTaking()
                && !submission.isAhead()
                && transmitter().map(session -> session.submits().hasRoom()).orElse(false);
    }

    private boolean isTaking() {
        return drainingSince == null && !submission.isPaused();
    }

    private Optional<LinkSession> transmitter() {
        return binds.stream().flatMap(bind -> bind.transmitter().stream()).findFirst();
    }

    /** Hands a text to the session that sends; empty if the link takes none now, so that another may. */
    Optional<CompletableFuture<Submitted>> submit(SubmitRequest errand) {
        // Counted before it is looked whether the link drains, so that its end cannot slip in between.
        underWay.incrementAndGet();
        Optional<CompletableFuture<Submitted>> outcome =
                isTaking() ? transmitter().flatMap(session -> submit(session, errand)) : Optional.empty();
        outcome.ifPresentOrElse(this::awaitAnswer, this::answered);
        return outcome;
    }

    private void awaitAnswer(CompletableFuture<Submitted> outcome) {
        var unused = outcome.whenComplete((done, failure) -> answered());
    }

    private void answered() {
        if (underWay.decrementAndGet() == 0 && drainingSince != null) {
            converge();
        }
    }

    /**
     * A link that is merely busy keeps its texts: they do not leave by another for a moment's advantage. One that was lost a
     * moment ago, while its supervisor has not heard of it, does not.
     */
    private Optional<CompletableFuture<Submitted>> submit(LinkSession session, SubmitRequest errand) {
        if (submission.isAhead()) {
            return Optional.of(noRoom("as many texts as the rate allows are under way"));
        }
        SubmitWindow window = session.submits();
        Optional<CompletableFuture<Submitted>> outcome = window.submit(() -> count(submission.send(session, errand)));
        return outcome.isPresent() || window.isClosed()
                ? outcome
                : Optional.of(noRoom("as many texts as the window allows are under way"));
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
