package dev.convoke.paging;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.OutboxTable;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * The durable outbox: a text is on disk before its sender hears that it will go, and leaves when a link takes it, in order of
 * urgency and age, the texts to one person one after the other. Each goes once at most: one whose outcome is not known is not
 * sent again unless the settings say so, because nobody wants the same text twice, and whoever needs it asks again.
 *
 * <p>Any thread may call; the work is done on the {@code outbox} thread, by {@link OutboxDispatch}.
 *
 * <p>Life: make, {@link #start}, {@link #close} before the links and the store.
 */
public final class Outbox implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final OutboxTable table;
    private final Clock clock;
    private final OutboxTally tally = new OutboxTally();
    private final OutboxDispatch dispatch;
    private final Thread thread;

    /** Sends nothing until {@link #start}. */
    public Outbox(
            OutboxTable table,
            PageMessaging messaging,
            OutboxSettings settings,
            DeliveryWatch watch,
            Clock clock,
            ThreadMaker threads) {
        this(table, messaging, settings, watch, clock, threads, POLL_INTERVAL);
    }

    /** One in which nobody asks what became of texts. */
    public Outbox(
            OutboxTable table, PageMessaging messaging, OutboxSettings settings, Clock clock, ThreadMaker threads) {
        this(table, messaging, settings, DeliveryWatch.none(), clock, threads, POLL_INTERVAL);
    }

    /** As the other, and looks as often as that for texts whose time has come or is over. */
    Outbox(
            OutboxTable table,
            PageMessaging messaging,
            OutboxSettings settings,
            DeliveryWatch watch,
            Clock clock,
            ThreadMaker threads,
            Duration pollInterval) {
        this.table = table;
        this.clock = clock;
        this.dispatch = new OutboxDispatch(table, messaging, settings, watch, clock, tally, pollInterval);
        this.thread = threads.thread("outbox", dispatch);
    }

    /** Begins to send; what was interrupted by the last stop is marked as of unknown outcome before. Call it once. */
    public void start() {
        thread.start();
    }

    /**
     * Takes a text to be sent. Never blocks.
     *
     * @return completes when it is on disk; exceptionally with {@code StoreException} if it is not, and will not be sent
     */
    public CompletableFuture<Void> send(MobileTerminated text) {
        return send(text, id -> {});
    }

    /**
     * As {@link #send(MobileTerminated)}, for somebody who wants to know what becomes of the text.
     *
     * @param known is told the text's id before it is sent; must not block
     */
    public CompletableFuture<Void> send(MobileTerminated text, LongConsumer known) {
        return table.add(OutboxRows.row(text, clock.instant())).thenAccept(added -> {
            tally.accepted.increment();
            known.accept(added.id());
            dispatch.wake(added.to());
        });
    }

    /** What has been done so far. */
    public OutboxCounts counts() {
        return tally.counts();
    }

    /**
     * Hands no more texts to the links, and gives those that are with them {@value OutboxDispatch#CLOSE_SECONDS} seconds to
     * be answered. What waits goes after the next start, if it is not expired then. Blocks; not on the {@code outbox} thread.
     */
    @Override
    public void close() {
        dispatch.stop();
        try {
            // Twice the time: the thread may be in a query.
            thread.join(2_000L * OutboxDispatch.CLOSE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
