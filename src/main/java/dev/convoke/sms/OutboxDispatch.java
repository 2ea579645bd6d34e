package dev.convoke.sms;

import dev.convoke.sms.PageMessaging.Submitted;
import dev.convoke.store.OutboxRow;
import dev.convoke.store.OutboxTable;
import dev.convoke.store.OutboxTable.State;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the {@code outbox} thread does: takes due texts from the table, marks each as being sent, hands it to the links when
 * that mark is on disk, and writes down what became of it. The mark comes first so that after a crash no text goes twice.
 *
 * <p>All state is the thread's own. Others post events: a mark is on disk, a link has answered, a text was added. At most
 * {@code in-flight} texts are in memory; which texts are due, and in which order, the table knows.
 */
final class OutboxDispatch implements Runnable {

    /** How long texts that are with the links may take when the outbox closes. */
    static final int CLOSE_SECONDS = 5;

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final OutboxTable table;
    private final PageMessaging messaging;
    private final OutboxSettings settings;
    private final Clock clock;
    private final OutboxTally tally;
    private final OutboxLedger ledger;
    private final Lull lull = new Lull();

    /** Every flight has one event under way at most; the rest is room for wake-ups and for late answers. */
    private final BlockingQueue<Runnable> events;

    private final AtomicBoolean woken = new AtomicBoolean();
    private final Map<Long, Flight> flights = new HashMap<>();
    private final Set<String> recipients = new HashSet<>();
    private boolean mayBeDue = true;
    private long pollAtNanos = System.nanoTime();
    private long purgeAtNanos = System.nanoTime();

    /** Published by {@link #stop}, read by the thread. */
    private volatile boolean stopping;

    OutboxDispatch(
            OutboxTable table, PageMessaging messaging, OutboxSettings settings, Clock clock, OutboxTally tally) {
        this.table = table;
        this.messaging = messaging;
        this.settings = settings;
        this.clock = clock;
        this.tally = tally;
        this.ledger = new OutboxLedger(table, clock, tally, this::wake);
        this.events = new ArrayBlockingQueue<>(2 * settings.inFlight() + 16);
    }

    /** A text that is being marked, or is with the links. */
    private static final class Flight {
        final OutboxRow row;
        boolean submitted;
        long deadlineNanos;

        Flight(OutboxRow row) {
            this.row = row;
        }
    }

    @Override
    public void run() {
        markInterrupted();
        while (!stopping) {
            survive(this::turn);
        }
        awaitFlights();
    }

    private void markInterrupted() {
        try {
            int interrupted = table.markInterrupted(clock.instant()).get(STORE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (interrupted > 0) {
                tally.unknown.add(interrupted);
                LOG.warn("{} texts were being sent when the server stopped; they are not sent again", interrupted);
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
            lull.begin();
            LOG.error("the outbox could not do its work; it tries again", e);
        }
    }

    private void turn() {
        awaitEvents();
        if (System.nanoTime() - pollAtNanos >= 0) {
            poll();
        }
        if (mayBeDue && !lull.lasts() && flights.size() < settings.inFlight()) {
            mayBeDue = false;
            table.due(clock.instant(), 2 * settings.inFlight()).forEach(this::begin);
        }
    }

    /** Works off what was posted; waits for it unless there is something else to do. */
    private void awaitEvents() {
        boolean idle = !mayBeDue || lull.lasts() || flights.size() >= settings.inFlight();
        long untilPollNanos = pollAtNanos - System.nanoTime();
        long waitNanos = mayBeDue && lull.lasts() ? Math.min(untilPollNanos, lull.remainingNanos()) : untilPollNanos;
        try {
            Runnable event = events.poll(idle ? Math.max(waitNanos, 0) : 0, TimeUnit.NANOSECONDS);
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
        pollAtNanos = System.nanoTime() + POLL_INTERVAL.toNanos();
        mayBeDue = true;
        ledger.expire();
        giveUpOverdue();
        if (System.nanoTime() - purgeAtNanos >= 0) {
            purgeAtNanos = System.nanoTime() + PURGE_INTERVAL.toNanos();
            ledger.purge(settings.retention());
        }
    }

    // ---- one text -----------------------------------------------------------------------------------------------

    private void begin(OutboxRow row) {
        if (flights.size() >= settings.inFlight() || flights.containsKey(row.id())) {
            return;
        }
        if (!recipients.add(row.to().e164())) {
            return;
        }
        Flight flight = new Flight(row);
        flights.put(row.id(), flight);
        tally.inFlight.set(flights.size());
        var unused = table.move(row.id(), State.SENDING, "", clock.instant())
                .whenComplete((done, failure) -> post(() -> onMarked(flight, failure == null)));
    }

    private void onMarked(Flight flight, boolean marked) {
        if (!marked) {
            // It is still waiting; the store has said why.
            end(flight);
            lull.begin();
            return;
        }
        flight.submitted = true;
        flight.deadlineNanos = System.nanoTime() + settings.answerTimeout().toNanos();
        try {
            var unused = messaging
                    .submit(OutboxRows.text(flight.row))
                    .whenComplete((answer, failure) ->
                            post(() -> onAnswer(flight, failure == null ? answer : unknown("the link failed"))));
        } catch (RuntimeException defect) {
            LOG.error("text {} could not be handed to a link", flight.row.id(), defect);
            onAnswer(flight, unknown("the link failed"));
        }
    }

    private static Submitted unknown(String reason) {
        return new Submitted.OutcomeUnknown(reason);
    }

    private void onAnswer(Flight flight, Submitted answer) {
        if (!end(flight)) {
            LOG.info("text {} was answered after it had been given up", flight.row.id());
            return;
        }
        if (answer instanceof Submitted.TryLater later) {
            lull.begin();
            ledger.retry(flight.row, settings.delayAfter(flight.row.attempts() + 1), later.reason());
            return;
        }
        if (!(answer instanceof Submitted.OutcomeUnknown)) {
            lull.end();
        }
        ledger.close(flight.row, answer);
    }

    /** Takes it off the list, which makes room for another; {@code false} if it was taken off before. */
    private boolean end(Flight flight) {
        if (!flights.remove(flight.row.id(), flight)) {
            return false;
        }
        recipients.remove(flight.row.to().e164());
        tally.inFlight.set(flights.size());
        mayBeDue = true;
        return true;
    }

    /** Links answer for certain, and yet. */
    private void giveUpOverdue() {
        long now = System.nanoTime();
        List.copyOf(flights.values()).stream()
                .filter(flight -> flight.submitted && now - flight.deadlineNanos >= 0)
                .forEach(flight -> onAnswer(flight, unknown("no answer in time")));
    }

    // ---- from other threads -------------------------------------------------------------------------------------

    /** A text was added, or the end of one is on disk. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            post(() -> {
                woken.set(false);
                mayBeDue = true;
            });
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
        wake();
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
