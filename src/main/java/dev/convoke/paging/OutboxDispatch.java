package dev.convoke.paging;

import dev.convoke.paging.PageMessaging.Sent;
import dev.convoke.paging.PageMessaging.Submitted;
import dev.convoke.paging.PageMessaging.Trouble;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import dev.convoke.terms.Msisdn;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the {@code outbox} thread does: offers due texts to the links, and writes down what became of each. A link that is about
 * to send a text first has it marked as being sent, and waits until that is on disk, so that after a crash no text goes twice.
 *
 * <p>All state is the thread's own. Others post events: a link has responded, a text was added or is over. At most
 * {@code in-flight} texts are in memory; which texts are due, and in which order, the table knows. A text that is added, or
 * comes after one that is over, is looked for by its recipient, at once; the table is scanned only for what found no room.
 */
final class OutboxDispatch implements Runnable {

    /** How long texts that are with the links may take when the outbox closes. */
    static final int CLOSE_SECONDS = 5;

    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    /** A scan past texts that find no room may take a tenth of the thread. */
    private static final int SCAN_SHARE = 10;

    private static final int FRESH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final OutboxTable table;
    private final PageMessaging messaging;
    private final OutboxSettings settings;
    private final Clock clock;
    private final OutboxTally tally;
    private final OutboxOutcomes outcomes;
    private final Duration pollInterval;

    /** While no link has room for any text; a response ends it. */
    private final RetryPause pause = new RetryPause(SHORTEST_PAUSE, LONGEST_PAUSE);

    /** Every flight has one event under way at most; the rest is room for wake-ups and for late responses. */
    private final BlockingQueue<Runnable> events;

    /** For whom there is something new; what does not fit is found by a scan. */
    private final BlockingQueue<Msisdn> fresh = new ArrayBlockingQueue<>(FRESH);

    /** Published by whoever found no room in {@code fresh}, taken back by the thread. */
    private volatile boolean overflowed;

    private final AtomicBoolean woken = new AtomicBoolean();
    private final Map<Msisdn, InFlightSubmission> flights = new HashMap<>();
    /** Texts may be due that nobody has looked at, or that found no room. */
    private boolean backlog = true;

    private long scanAtNanos = System.nanoTime();
    private long pollAtNanos = System.nanoTime();
    private long purgeAtNanos = System.nanoTime();

    /** Published by {@link #stop}, read by the thread. */
    private volatile boolean stopping;

    /**
     * Does nothing until it is run.
     *
     * @param pollInterval how often it looks for texts whose time has come or is over
     */
    OutboxDispatch(
            OutboxTable table,
            PageMessaging messaging,
            OutboxSettings settings,
            DeliveryWatch watch,
            Clock clock,
            OutboxTally tally,
            Duration pollInterval) {
        this.table = table;
        this.messaging = messaging;
        this.settings = settings;
        this.clock = clock;
        this.tally = tally;
        this.pollInterval = pollInterval;
        this.outcomes = new OutboxOutcomes(table, watch, clock, tally, this::wake);
        this.events = new ArrayBlockingQueue<>(2 * settings.inFlight() + 16);
    }

    @Override
    public void run() {
        takeUpInterrupted();
        // What was added before is due with what was there, in the table's order.
        fresh.clear();
        while (!stopping) {
            survive(this::turn);
        }
        awaitFlights();
    }

    private void takeUpInterrupted() {
        try {
            boolean again = settings.resendUnknown();
            int interrupted =
                    table.interrupted(again, clock.instant()).get(STORE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (interrupted > 0) {
                (again ? tally.retried : tally.unknown).add(interrupted);
                LOG.warn(
                        "{} texts were being sent when the server stopped; they are {}sent again",
                        interrupted,
                        again ? "" : "not ");
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("what was being sent at the last stop could not be marked", e);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** A turn that fails costs a moment, not the thread. */
    private void survive(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            pause.begin();
            LOG.error("the outbox could not do its work; it tries again", e);
        }
    }

    private void turn() {
        awaitEvents();
        serveFresh();
        if (System.nanoTime() - pollAtNanos >= 0) {
            poll();
        }
        if (backlog && untilScanNanos() <= 0 && hasRoom()) {
            scan();
        }
    }

    private boolean hasRoom() {
        return flights.size() < settings.inFlight();
    }

    private long untilScanNanos() {
        return Math.max(pause.remainingNanos(), scanAtNanos - System.nanoTime());
    }

    /** Works off what was posted; waits for it unless there is something else to do. */
    private void awaitEvents() {
        long untilPollNanos = pollAtNanos - System.nanoTime();
        long waitNanos = backlog && hasRoom() ? Math.min(untilPollNanos, untilScanNanos()) : untilPollNanos;
        try {
            Runnable event = events.poll(Math.max(waitNanos, 0), TimeUnit.NANOSECONDS);
            while (event != null) {
                event.run();
                event = events.poll();
            }
        } catch (InterruptedException e) {
            LOG.warn("the outbox thread was interrupted and ends");
            stopping = true;
        }
    }

    private void poll() {
        pollAtNanos = System.nanoTime() + pollInterval.toNanos();
        backlog = true;
        outcomes.expire();
        giveUpOverdue();
        if (System.nanoTime() - purgeAtNanos >= 0) {
            purgeAtNanos = System.nanoTime() + PURGE_INTERVAL.toNanos();
            outcomes.purge(settings.retention());
        }
    }

    /** What was just added goes at once, if nothing stands before it. */
    private void serveFresh() {
        if (overflowed) {
            overflowed = false;
            backlog = true;
        }
        for (Msisdn to = fresh.poll(); to != null; to = fresh.poll()) {
            if (!hasRoom() || pause.lasts()) {
                backlog = true;
            } else if (!flights.containsKey(to)) {
                table.due(clock.instant(), to).ifPresent(this::offer);
            }
        }
    }

    /** Offers what is due, in its order, until nobody has room or all have been asked: one link may have what another lacks. */
    private void scan() {
        backlog = false;
        long sinceNanos = System.nanoTime();
        List<OutboxRow> page;
        Optional<OutboxRow> last = Optional.empty();
        do {
            page = table.due(clock.instant(), PAGE, last);
            for (OutboxRow row : page) {
                last = Optional.of(row);
                if (!hasRoom()) {
                    backlog = true;
                    return;
                }
                if (!flights.containsKey(row.to()) && !offer(row) && !messaging.hasRoom()) {
                    pause.begin();
                    return;
                }
            }
        } while (page.size() == PAGE);
        if (backlog) {
            long tookNanos = System.nanoTime() - sinceNanos;
            scanAtNanos = System.nanoTime() + Math.max(SCAN_SHARE * tookNanos, SHORTEST_PAUSE.toNanos());
        }
    }

    /** Offers a text to the links; {@code false} if it found no room. */
    private boolean offer(OutboxRow row) {
        InFlightSubmission flight = new InFlightSubmission(row, table, clock, settings.answerTimeout());
        flights.put(row.to(), flight);
        tally.inFlight.set(flights.size());
        CompletableFuture<Submitted> response = submit(flight);
        if (response.isDone() && response.join() instanceof Submitted.NoRoom) {
            end(flight);
            backlog = true;
            return false;
        }
        var unused = response.thenAccept(submitted -> post(() -> onResponse(flight, submitted)));
        return true;
    }

    private CompletableFuture<Submitted> submit(InFlightSubmission flight) {
        try {
            return messaging
                    .submit(OutboxRows.request(flight.row(), flight::mark))
                    .exceptionally(failure -> InFlightSubmission.unknown("the link failed"));
        } catch (RuntimeException defect) {
            LOG.error("text {} could not be handed to a link", flight.row().id(), defect);
            return CompletableFuture.completedFuture(InFlightSubmission.unknown("the link failed"));
        }
    }

    private void onResponse(InFlightSubmission flight, Submitted response) {
        if (!end(flight)) {
            LOG.info(
                    "text {} was answered after it had been given up",
                    flight.row().id());
            return;
        }
        if (response instanceof Submitted.NoRoom) {
            // A link had room for it, and then had not.
            backlog = true;
            pause.begin();
            return;
        }
        pause.end();
        if (response instanceof Submitted.TryLater later) {
            retry(flight.row(), later.trouble(), later.reason(), later.sent());
        } else if (response instanceof Submitted.OutcomeUnknown lost && settings.resendUnknown()) {
            retry(flight.row(), Trouble.TEMPORARY, lost.reason() + "; it may go twice", lost.sent());
        } else {
            outcomes.close(flight.row(), response);
        }
    }

    /** Takes it off the list, which makes room for another; {@code false} if it was taken off before. */
    private boolean end(InFlightSubmission flight) {
        boolean was = flights.remove(flight.row().to(), flight);
        tally.inFlight.set(flights.size());
        return was;
    }

    private void retry(OutboxRow row, Trouble trouble, String reason, Sent sent) {
        outcomes.retry(row, settings.delayAfter(trouble, row.progress().attempts() + 1), reason, sent);
    }

    /** Links respond for certain, and yet. */
    private void giveUpOverdue() {
        long now = System.nanoTime();
        List.copyOf(flights.values()).stream()
                .filter(flight -> flight.isOverdue(now))
                .forEach(flight -> onResponse(flight, flight.giveUp()));
    }

    /** A text to this person was added, or the end of one is on disk. */
    void wake(Msisdn to) {
        if (!fresh.offer(to)) {
            overflowed = true;
        }
        if (woken.compareAndSet(false, true)) {
            post(() -> woken.set(false));
        }
    }

    private void post(Runnable event) {
        if (!events.offer(event)) {
            LOG.warn("an event of the outbox was dropped; its text counts as unanswered in time");
        }
    }

    /** Ends the thread, after the texts that are with the links. */
    void stop() {
        stopping = true;
        post(() -> {});
    }

    private void awaitFlights() {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        try {
            while (!flights.isEmpty()) {
                Runnable event = events.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    LOG.warn("{} texts are with the links unanswered; their outcome is unknown", flights.size());
                    return;
                }
                survive(event);
            }
        } catch (InterruptedException e) {
            LOG.warn("the outbox thread was interrupted while {} texts were unanswered", flights.size());
        }
    }
}
