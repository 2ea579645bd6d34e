package dev.convoke.sms;

import dev.convoke.terms.SettingCheck;
import java.time.Duration;

/**
 * How texts are sent; section {@code outbox} of the configuration.
 *
 * @param inFlight how many texts may be with the links at once, unanswered: 1 to 1,000
 * @param retryDelay before a text that could not be taken is tried again, doubled for each further time: 100 ms to 10 m
 * @param maxRetryDelay where the doubling ends: {@code retryDelay} to 1 h
 * @param answerTimeout after which a text that a link was given counts as of unknown outcome; longer than any link's response
 *     time-out: 1 s to 10 m
 * @param retention how long the row of a text that was sent, or was not, is kept: 1 h to 366 d
 */
public record OutboxSettings(
        int inFlight, Duration retryDelay, Duration maxRetryDelay, Duration answerTimeout, Duration retention) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public OutboxSettings {
        SettingCheck.inRange("in-flight", inFlight, 1, 1_000);
        SettingCheck.inRange("retry-delay", retryDelay, Duration.ofMillis(100), Duration.ofMinutes(10));
        SettingCheck.inRange("max-retry-delay", maxRetryDelay, retryDelay, Duration.ofHours(1));
        SettingCheck.inRange("answer-timeout", answerTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
        SettingCheck.inRange("retention", retention, Duration.ofHours(1), Duration.ofDays(366));
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static OutboxSettings defaults() {
        return new OutboxSettings(
                50, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofDays(7));
    }

    /** The delay before the next try of a text that was tried {@code attempts} times, at least once. */
    Duration delayAfter(int attempts) {
        // 2^16 times the shortest delay is longer than the longest.
        Duration doubled = retryDelay.multipliedBy(1L << Math.min(attempts - 1, 16));
        return doubled.compareTo(maxRetryDelay) < 0 ? doubled : maxRetryDelay;
    }
}
