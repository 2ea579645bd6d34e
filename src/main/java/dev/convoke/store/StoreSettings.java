package dev.convoke.store;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how rows are kept; section {@code store} of the configuration.
 *
 * @param path the SQLite file; its folder must exist
 * @param readers connections for reading, 1 to 16
 * @param queue how many writes may wait for the writer, 16 to 1,000,000
 * @param busyTimeout how long to wait for another process that writes, 100 ms to 60 s
 * @param transcriptRetention how long a meeting's record and what was said in it are kept, 1 d to 3650 d
 */
public record StoreSettings(Path path, int readers, int queue, Duration busyTimeout, Duration transcriptRetention) {

    private static final Duration MONTH = Duration.ofDays(30);

    /** @throws IllegalArgumentException if a value is out of its range; the message names the key and the range */
    public StoreSettings {
        SettingCheck.inRange("readers", readers, 1, 16);
        SettingCheck.inRange("queue", queue, 16, 1_000_000);
        SettingCheck.inRange("busy-timeout", busyTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        SettingCheck.inRange("transcript-retention", transcriptRetention, Duration.ofDays(1), Duration.ofDays(3650));
    }

    /** With records kept for 30 days. */
    public StoreSettings(Path path, int readers, int queue, Duration busyTimeout) {
        this(path, readers, queue, busyTimeout, MONTH);
    }

    /** The defaults for a file. */
    public static StoreSettings at(Path path) {
        StoreSettings shipped = read(Configuration.defaults("store"));
        return new StoreSettings(
                path, shipped.readers, shipped.queue, shipped.busyTimeout, shipped.transcriptRetention);
    }

    /** Reads the section {@code store}. */
    public static StoreSettings read(Section section) {
        return section.make(in -> new StoreSettings(
                in.path("path"),
                in.count("readers"),
                in.count("queue"),
                in.duration("busy-timeout"),
                in.duration("transcript-retention")));
    }
}
