package dev.convoke.paging;

import dev.convoke.concurrent.Backoff;
import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import dev.convoke.paging.PageMessaging.Trouble;
import java.time.Duration;

/**
 * How texts are sent; section {@code outbox} of the configuration.
 *
 * @param inFlight how many texts may be with the links at once, unanswered: 1 to 10,000; more than the window of one link, or
 *     a slow one holds up the others
 * @param retryDelay before a text that could not be taken is tried again, doubled for each further time: 100 ms to 10 m
 * @param maxRetryDelay where the doubling ends: {@code retryDelay} to 1 h
 * @param answerTimeout after which a text that a link was given counts as of unknown outcome; longer than any link's response
 *     time-out: 1 s to 10 m
 * @param resendUnknown whether a text of unknown outcome is sent again, so that some get it twice rather than not at all
 * @param retention how long the row of a text that was sent, or was not, is kept: 1 h to 366 d
 */
public record OutboxSettings(
        int inFlight,
        Duration retryDelay,
        Duration maxRetryDelay,
        Duration answerTimeout,
        boolean resendUnknown,
        Duration retention) {

    private static final int QUEUE_FULL_STEPS = 3;

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public OutboxSettings {
        SettingCheck.inRange("in-flight", inFlight, 1, 10_000);
        SettingCheck.inRange("retry-delay", retryDelay, Duration.ofMillis(100), Duration.ofMinutes(10));
        SettingCheck.inRange("max-retry-delay", maxRetryDelay, retryDelay, Duration.ofHours(1));
        SettingCheck.inRange("answer-timeout", answerTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
        SettingCheck.inRange("retention", retention, Duration.ofHours(1), Duration.ofDays(366));
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static OutboxSettings defaults() {
        return read(Configuration.defaults("outbox"));
    }

    /** Reads the section {@code outbox}. */
    public static OutboxSettings read(Section section) {
        return section.make(in -> new OutboxSettings(
                in.count("in-flight"),
                in.duration("retry-delay"),
                in.duration("max-retry-delay"),
                in.duration("answer-timeout"),
                in.flag("resend-unknown"),
                in.duration("retention")));
    }

    /**
     * The delay before the next try of a text.
     *
     * @param attempts how often it was tried, at least once
     */
    Duration delayAfter(Trouble trouble, int attempts) {
        return switch (trouble) {
            // The link pauses, longer each time; when it goes on, the text shall be ready.
            case THROTTLED -> retryDelay;
            // A full queue needs longer to empty than a passing fault to pass.
            case QUEUE_FULL -> doubled(attempts + QUEUE_FULL_STEPS);
            case TEMPORARY -> doubled(attempts);
        };
    }

    private Duration doubled(int attempts) {
        return Backoff.doubling(retryDelay, maxRetryDelay).pause(attempts - 1);
    }
}
