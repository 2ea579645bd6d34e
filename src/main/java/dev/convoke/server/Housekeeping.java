package dev.convoke.server;

import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.invitation.Invitations;
import dev.convoke.persistence.BanCache;
import dev.convoke.room.Rooms;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done again and again and belongs to no one meeting: what other processes changed is read, records
 * that are older than they may be kept are deleted. Owns one thread, {@code housekeeping-0}, from the start to the close.
 */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Store store;
    private final Duration retention;
    private final BanCache bans;
    private final Rooms rooms;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread;

    /** Whether the last reading of the bans failed; the thread's own. */
    private boolean readingFails;

    /** Begins at once: the bans are read again as often as the schedule is, and those inside whom they name are put out. */
    Housekeeping(Store store, Settings settings, BanCache bans, Rooms rooms, Clock clock, ThreadMaker threads) {
        this.store = store;
        this.retention = settings.store().transcriptRetention();
        this.bans = bans;
        this.rooms = rooms;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(1, threads.factory("housekeeping"));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        every(settings.schedule().refresh(), this::refreshBans);
        every(PURGE_INTERVAL, this::purge);
    }

    /** Does something again and again from now on, with such a pause between; it may block for a moment. */
    void every(Duration interval, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(() -> survive(task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A periodic task that throws would never run again. */
    private static void survive(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException defect) {
            LOG.error("a task of the housekeeping failed; it is tried again", defect);
        }
    }

    /** A table that cannot be read is mentioned once, and again when it can. */
    private void refreshBans() {
        try {
            if (bans.refresh()) {
                rooms.heedBans();
            }
            if (readingFails) {
                LOG.warn("the bans can be read again");
            }
            readingFails = false;
        } catch (StoreException outage) {
            if (!readingFails) {
                LOG.warn("the bans cannot be read, those known go on to hold: {}", outage.getMessage());
            }
            readingFails = true;
        }
    }

    private void purge() {
        report(
                store.meetings().purge(clock.instant().minus(retention)),
                purged -> purged.meetings() > 0 || purged.messages() > 0
                        ? purged.meetings() + " meetings and " + purged.messages() + " messages older than "
                                + retention.toDays() + " days were deleted"
                        : "");
        Instant now = clock.instant();
        report(store.bans().purge(now), count -> over(count, "bans"));
        report(store.blocks().purge(now), count -> over(count, "rules about numbers"));
        // Those that have just been made say that their number was just invited, however soon they ended.
        report(store.invitations().purge(now.minus(Invitations.APART)), count -> over(count, "invitations"));
    }

    private static String over(int count, String what) {
        return count > 0 ? count + " " + what + " were over and deleted" : "";
    }

    private static <T> void report(CompletableFuture<T> deletion, Function<T, String> sentence) {
        var unused = deletion.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("old records were not deleted, it is tried again: {}", failure.toString());
                return;
            }
            String said = sentence.apply(done);
            if (!said.isEmpty()) {
                LOG.info("{}", said);
            }
        });
    }

    /** Begins nothing more, and waits for what is being done. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the housekeeping did not end within {}", CLOSE_DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
