package dev.convoke.server;

import dev.convoke.concurrent.Periodic;
import dev.convoke.concurrent.RepeatedLog;
import dev.convoke.concurrent.ThreadMaker;
import dev.convoke.persistence.BanCache;
import dev.convoke.room.Rooms;
import dev.convoke.store.Store;
import dev.convoke.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What has to be done again and again and belongs to no one meeting: what other processes changed is read, records
 * that are older than they may be kept are deleted. Owns one thread, {@code housekeeping-0}, from the start to the close.
 */
final class Housekeeping implements AutoCloseable {

    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final List<Retention> retentions;
    private final BanCache bans;
    private final Rooms rooms;
    private final Clock clock;
    private final Periodic tasks;
    private final RepeatedLog reading = new RepeatedLog(LoggerFactory.getLogger(Housekeeping.class), "");

    /** Begins at once: the bans are read again as often as the schedule is, and those inside whom they name are put out. */
    Housekeeping(Store store, Settings settings, BanCache bans, Rooms rooms, Clock clock, ThreadMaker threads) {
        this.retentions = Retention.all(store, settings);
        this.bans = bans;
        this.rooms = rooms;
        this.clock = clock;
        this.tasks = new Periodic("housekeeping", CLOSE_DEADLINE, threads);
        every(settings.schedule().refresh(), "reading the bans", this::refreshBans);
        every(PURGE_INTERVAL, "deleting old records", this::purge);
    }

    /** Does something again and again from now on, with such a pause between; it may block for a moment. */
    void every(Duration pause, String task, Runnable step) {
        tasks.every(pause, task, step);
    }

    /** A table that cannot be read is mentioned once, and again when it can. */
    private void refreshBans() {
        try {
            if (bans.refresh()) {
                rooms.heedBans();
            }
            reading.over("the bans can be read again");
        } catch (StoreException outage) {
            reading.bad("bans", "the bans cannot be read, those known go on to hold: " + outage.getMessage());
        }
    }

    private void purge() {
        retentions.forEach(retention -> retention.apply(clock.instant()));
    }

    /** Begins nothing more, and waits for what is being done. */
    @Override
    public void close() {
        tasks.close();
    }
}
