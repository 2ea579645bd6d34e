package dev.convoke.paging;

import dev.convoke.concurrent.NonBlockingThread;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.store.InboxRow;
import dev.convoke.store.InboxTable;
import dev.convoke.store.PartTable;
import dev.convoke.store.StoreException;
import dev.convoke.terms.ConferenceNumber;
import dev.convoke.terms.Originator;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable inbox: a text is on disk before its message centre hears that we have it, and stays open there until the next
 * step has settled it. What a crash leaves open is handed over again, if it is still timely.
 *
 * <p>The next step hears of a text while it is being written: a device can be dialled meanwhile, and so is connected to before
 * the disk is done ({@link ReceivedText}).
 *
 * <p>Any thread may call. Texts are handed over on the {@code store-writer} thread, in the order in which they are written, and
 * those in parts after the commit; those from before the start on the thread that starts, and those that the next step had no room
 * for on the inbox's own thread, {@code inbox-0}, which also sweeps.
 *
 * <p>Life: make, {@link #start}, and only then the links; {@link #close} after the links and the next step, before the store.
 */
public final class Inbox implements MoSink, AutoCloseable {

    /** The outcome of a text that came, or was found, too late. */
    static final String STALE = "stale";

    /** The outcome of a text that is for another application port than ours. */
    static final String OTHER_PORT = "other-port";

    /** The outcome of a text in parts that failed, and was put together once more after its link was lost. */
    static final String REPEATED = "repeated";

    /** The outcome of a text on which the next step failed when it was handed over. */
    static final String DEFECT = "defect";

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final InboxTable table;
    private final InboxSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService sweeper;
    private final UnsettledTexts inFlight;
    private final DuplicateGuard guard;
    private final Reassembly reassembly;
    private final DropLog dropLog = new DropLog();
    /** Whether a look at what waits is planned. */
    private final AtomicBoolean planned = new AtomicBoolean();

    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder full = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Published by {@link #start}, read by every thread that accepts. */
    private volatile @Nullable InboxDispatch replay;
    /** Whether texts are taken: published by {@link #start} when it is through, and by {@link #close}. */
    private volatile boolean open;

    /** Takes nothing until {@link #start}. */
    public Inbox(InboxTable table, PartTable parts, InboxSettings settings, Clock clock, ThreadMaker threads) {
        this.table = table;
        this.settings = settings;
        this.clock = clock;
        this.reassembly = new Reassembly(parts, settings, dropLog);
        this.guard = new DuplicateGuard(settings, clock);
        this.inFlight = new UnsettledTexts(table, settings.pending());
        // A settlement after the end may still want to see to what waits: that is not needed any more.
        this.sweeper =
                new ScheduledThreadPoolExecutor(1, threads.factory("inbox"), new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * What the start found in the table.
     *
     * @param timely handed over, or waiting because the next step has no room
     * @param stale settled, because they were too old
     */
    public record Replayed(int timely, int stale) {}

    /**
     * Hands over what is open from before, in order, and begins to take texts. Blocks while it reads; call it once.
     *
     * @param step the next step, which must only queue the text; {@code false} if it has no room, and it gets the text again
     *     when something was settled, or a second later. It owes a {@link #settle} for every text that it took, but not before
     *     that is on disk
     */
    public Replayed start(Predicate<ReceivedText> step) {
        NonBlockingThread.assertMayBlock();
        InboxDispatch current = new InboxDispatch(table, inFlight, settings, clock, step, dropLog);
        replay = current;
        int found = current.replay();
        int stale = current.stale();
        if (found > 0) {
            LOG.info("{} texts from before the start are handled now; {} were too old", found - stale, stale);
        }
        open = true;
        every(SWEEP_INTERVAL, () -> sweep(current));
        every(PURGE_INTERVAL, this::purge);
        return new Replayed(found - stale, stale);
    }

    private void every(Duration interval, Runnable task) {
        var unused = sweeper.scheduleWithFixedDelay(() -> survive(task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A periodic task that throws would never run again. */
    private static void survive(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the inbox failed; it is tried again", e);
        }
    }

    @Override
    public CompletableFuture<Taken> accept(MobileOriginated mo) {
        return take(current -> {
            if (guard.isRepeatedBy(mo)) {
                return CompletableFuture.completedFuture(onRepeated(mo.from(), mo.link()));
            }
            CompletableFuture<Void> onDisk = new CompletableFuture<>();
            CompletableFuture<OptionalLong> added = table.add(
                    row(mo), settings.duplicateWindow(), id -> current.handOver(new ReceivedText(id, mo, onDisk)));
            var unused = added.whenComplete((id, failure) -> tell(onDisk, failure == null && id.isPresent()));
            return added.thenApply(id -> id.isPresent() ? onStored() : onRepeated(mo.from(), mo.link()));
        });
    }

    private static void tell(CompletableFuture<Void> onDisk, boolean there) {
        if (there) {
            onDisk.complete(null);
        } else {
            onDisk.completeExceptionally(new StoreException("the text is not kept"));
        }
    }

    private static InboxRow row(MobileOriginated mo) {
        return new InboxRow(0, mo.link(), mo.from(), mo.to(), mo.text(), mo.port(), 1, mo.sentAt(), mo.receivedAt());
    }

    @Override
    public CompletableFuture<Taken> acceptPart(MoPart part) {
        return take(current -> reassembly.add(part).thenApply(added -> switch (added.effect()) {
            case COMPLETED -> onWhole(InboxDispatch.received(added.whole().orElseThrow()), current);
            case REPEATED -> onRepeated(part.from(), part.link());
            case KEPT -> {
                inFlight.release();
                yield Taken.STORED;
            }
        }));
    }

    private Taken onWhole(ReceivedText text, InboxDispatch current) {
        if (guard.isRepeatedBy(text.mo())) {
            duplicates.increment();
            current.settleRepeated(text);
            return Taken.DUPLICATE;
        }
        current.handOver(text);
        return onStored();
    }

    @Override
    public void onLost(String link) {
        guard.onLost(link);
    }

    /** Runs the step with a slot reserved, which it gives back unless the slot is a text's; a failure gives it back here. */
    private CompletableFuture<Taken> take(Function<InboxDispatch, CompletableFuture<Taken>> step) {
        InboxDispatch current = replay;
        if (current == null || !open || !inFlight.tryReserve()) {
            full.increment();
            return CompletableFuture.completedFuture(Taken.FULL);
        }
        return step.apply(current).whenComplete((taken, failure) -> {
            if (failure != null) {
                inFlight.release();
                failed.increment();
            }
        });
    }

    private Taken onStored() {
        stored.increment();
        return Taken.STORED;
    }

    private Taken onRepeated(Originator from, String link) {
        inFlight.release();
        duplicates.increment();
        LOG.debug("a text by {} from {} was sent again", link, from);
        return Taken.DUPLICATE;
    }

    /**
     * Settles a text that was handed over: it will not be handled again, after a restart neither. Never blocks; a settlement
     * that the store does not take is tried again. For a text that is not in hand it does nothing.
     *
     * @param id the text's id
     * @param outcome a label such as {@code in-room} or {@code wrong-pin}
     * @param accepted whether the same text, within the duplicate window, is to be taken for a repetition by the message
     *     centre; otherwise it is a new try of its sender, unless a link was lost in between ({@link DuplicateGuard})
     */
    public void settle(long id, String outcome, boolean accepted) {
        inFlight.settle(id, outcome, accepted, clock.instant(), text -> {
            if (!accepted) {
                guard.add(text);
            }
        });
        InboxDispatch current = replay;
        if (current != null && inFlight.anyoneWaits() && planned.compareAndSet(false, true)) {
            var unused = sweeper.schedule(() -> serveWaiting(current), SOON.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A text that was handed over names this room, which is kept with its settlement if there is such a room. Never blocks. */
    public void about(long id, ConferenceNumber room) {
        inFlight.about(id, room);
    }

    private void serveWaiting(InboxDispatch current) {
        planned.set(false);
        survive(current::serveWaiting);
    }

    private void sweep(InboxDispatch current) {
        inFlight.settleAgain();
        reassembly.sweep(clock.instant());
        dropLog.sayRest();
        current.serveWaiting();
    }

    private void purge() {
        var unused = table.purge(clock.instant().minus(settings.retention())).whenComplete((rows, failure) -> {
            if (failure != null) {
                LOG.warn("old rows of the inbox were not deleted: {}", failure.getMessage());
            } else if (rows > 0) {
                LOG.info("{} old rows of the inbox were deleted", rows);
            }
        });
    }

    /** What has been done so far. */
    public InboxCounts counts() {
        InboxDispatch current = replay;
        return new InboxCounts(
                stored.sum(),
                duplicates.sum(),
                full.sum(),
                failed.sum(),
                current == null ? 0 : current.stale(),
                current == null ? 0 : current.otherPort(),
                reassembly.kept(),
                reassembly.incomplete(),
                inFlight.count());
    }

    /** Takes and sweeps no more. What is in hand may still be settled, and stays open otherwise. */
    @Override
    public void close() {
        open = false;
        sweeper.shutdown();
        try {
            if (!sweeper.awaitTermination(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the sweeper of the inbox did not end within {}", CLOSE_DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
