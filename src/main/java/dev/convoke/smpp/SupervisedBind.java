package dev.convoke.smpp;

import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.concurrent.ThreadMaker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one bind of a link up, from {@link #start} to {@link #stop}: a fresh session for each attempt, a pause after each that
 * failed or fell, and an end to a session that has gone deaf.
 *
 * <p>Its thread, {@code smpp-<link>-<bind>}, is the only one that binds and closes sessions. Others nudge it: the library when
 * a session is closed, and {@link #stop}.
 */
final class SupervisedBind {

    private final LinkSettings link;
    private final BindKind kind;
    private final Optional<SSLSocketFactory> tls;
    private final DeliverSmHandler reception;
    private final Clock clock;
    private final ThreadMaker threads;
    private final RepeatedLog remarks;
    private final RebindPauses backoff;
    private final Thread thread;
    private final Semaphore nudges = new Semaphore(0);
    private final CompletableFuture<Void> firstAttempt = new CompletableFuture<>();
    /** All four written by the supervisor (the second also by {@link #stop}), read by any thread. */
    private volatile LinkStatus status;

    private volatile boolean stopping;
    private volatile @Nullable LinkSession attempted;
    private volatile @Nullable LinkSession bound;

    SupervisedBind(
            LinkSettings link,
            BindKind kind,
            Optional<SSLSocketFactory> tls,
            DeliverSmHandler reception,
            Clock clock,
            ThreadMaker threads,
            RepeatedLog remarks) {
        this.link = link;
        this.kind = kind;
        this.tls = tls;
        this.reception = reception;
        this.clock = clock;
        this.threads = threads;
        this.remarks = remarks;
        this.backoff = new RebindPauses(
                link.timers().retryMin(),
                link.timers().retryMax(),
                () -> ThreadLocalRandom.current().nextDouble());
        this.thread =
                threads.thread("smpp-" + link.name() + "-" + kind.name().toLowerCase(Locale.ROOT), this::supervise);
        this.status = new LinkStatus(link.name(), kind, LinkState.STOPPED, clock.instant(), "");
    }

    void start() {
        thread.start();
    }

    private void supervise() {
        while (!stopping) {
            Duration held = attempt();
            firstAttempt.complete(null);
            pause(backoff.after(held));
        }
        enter(LinkState.STOPPED, "");
        firstAttempt.complete(null);
    }

    /** Binds and stays until the bind ends; answers how long it held. */
    private Duration attempt() {
        enter(LinkState.BINDING, status.trouble());
        LinkSession session = LinkSession.of(link, kind, tls, reception, threads);
        attempted = session;
        try {
            if (stopping) {
                return Duration.ZERO;
            }
            session.bind(nudges::release);
            return hold(session);
        } catch (IOException | RuntimeException e) {
            enter(LinkState.RETRYING, BindFailure.sentence(link, e));
            return Duration.ZERO;
        } finally {
            bound = null;
            attempted = null;
            session.shut();
            if (session.mayHaveLostAnswers()) {
                reception.onLost();
            }
        }
    }

    private Duration hold(LinkSession session) {
        long since = System.nanoTime();
        bound = session;
        enter(LinkState.BOUND, "");
        firstAttempt.complete(null);
        Duration hears = session.hearsFor();
        while (!stopping && !session.hasEnded() && hears.toMillis() > 0) {
            awaitNudge(hears);
            hears = session.hearsFor();
        }
        bound = null;
        Duration held = Duration.ofNanos(System.nanoTime() - since);
        if (stopping) {
            session.unbindAndShut();
        } else if (session.hasEnded()) {
            enter(LinkState.RETRYING, session.ending());
        } else {
            enter(
                    LinkState.RETRYING,
                    "nothing that made sense came for " + link.timers().deaf().toMillis() + " ms");
        }
        return held;
    }

    private void pause(Duration pause) {
        long until = System.nanoTime() + pause.toNanos();
        long left = pause.toNanos();
        while (!stopping && left > 0) {
            awaitNudge(Duration.ofNanos(left));
            left = until - System.nanoTime();
        }
    }

    private void awaitNudge(Duration atMost) {
        try {
            if (nudges.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                nudges.drainPermits();
            }
        } catch (InterruptedException e) {
            // Nobody but the end of the process interrupts this thread; it ends by the same way as a stop.
            stopping = true;
        }
    }

    private void enter(LinkState state, String trouble) {
        LinkStatus entered = new LinkStatus(link.name(), kind, state, clock.instant(), trouble);
        status = entered;
        if (state == LinkState.BOUND) {
            remarks.good(entered.sentence());
        } else if (state == LinkState.RETRYING) {
            remarks.bad(entered.sentence());
        }
    }

    LinkStatus status() {
        return status;
    }

    /** Completes when the link was bound, or could not be, for the first time. */
    CompletableFuture<Void> firstAttempt() {
        return firstAttempt;
    }

    /** The session if it is bound for sending now, and the message centre has not sent unbind. */
    Optional<LinkSession> transmitter() {
        return kind == BindKind.RECEIVER
                ? Optional.empty()
                : Optional.ofNullable(bound).filter(session -> !session.isLeaving());
    }

    /** Ends the bind and the thread; {@link #awaitStopped} waits for it. Any thread. */
    void stop() {
        stopping = true;
        LinkSession session = attempted;
        if (session != null && bound == null) {
            session.abort();
        }
        firstAttempt.complete(null);
        nudges.release();
    }

    /** Whether it was started and has not ended. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /** Waits for the thread after {@link #stop}; cuts the connection if it has not ended by that {@link System#nanoTime}. */
    void awaitStopped(long untilNanos) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime())));
            LinkSession session = attempted;
            if (thread.isAlive() && session != null) {
                session.abort();
                remarks.bad(link.name() + " did not end in time and was cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
