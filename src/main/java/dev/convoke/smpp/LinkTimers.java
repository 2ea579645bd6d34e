package dev.convoke.smpp;

import dev.convoke.config.Configuration;
import dev.convoke.config.Section;
import dev.convoke.config.SettingCheck;
import java.time.Duration;

/**
 * How long a link waits for what.
 *
 * @param connect for the TCP connection and the TLS handshake, 100 ms to 60 s
 * @param response for any answer of the message centre, and for the rest of a PDU that has begun, 100 ms to 120 s
 * @param enquire after how long without a PDU an {@code enquire_link} goes out, 100 ms to 10 min
 * @param accept for a received text to be on disk, 10 ms to 60 s; shorter than {@code response}
 * @param retryMin before the second attempt to bind, 10 ms to 10 min; doubled before each further one
 * @param retryMax the longest pause between two attempts, {@code retryMin} to 1 h
 */
public record LinkTimers(
        Duration connect, Duration response, Duration enquire, Duration accept, Duration retryMin, Duration retryMax) {

    /** Checks the ranges; an {@link IllegalArgumentException} names key and range. */
    public LinkTimers {
        SettingCheck.inRange("connect-timeout", connect, Duration.ofMillis(100), Duration.ofMinutes(1));
        SettingCheck.inRange("response-timeout", response, Duration.ofMillis(100), Duration.ofMinutes(2));
        SettingCheck.inRange("enquire-interval", enquire, Duration.ofMillis(100), Duration.ofMinutes(10));
        SettingCheck.inRange("accept-timeout", accept, Duration.ofMillis(10), Duration.ofMinutes(1));
        SettingCheck.holds(
                accept.compareTo(response) < 0, "accept-timeout", accept, "less than response-timeout, " + response);
        SettingCheck.inRange("retry-min", retryMin, Duration.ofMillis(10), Duration.ofMinutes(10));
        SettingCheck.inRange("retry-max", retryMax, retryMin, Duration.ofHours(1));
    }

    /** The defaults that {@code config/convoke.conf} documents. */
    public static LinkTimers defaults() {
        return read(Configuration.defaults("smpp.link-defaults"));
    }

    /** Reads the time-outs of a link. */
    static LinkTimers read(Section link) {
        return new LinkTimers(
                link.duration("connect-timeout"),
                link.duration("response-timeout"),
                link.duration("enquire-interval"),
                link.duration("accept-timeout"),
                link.duration("retry-min"),
                link.duration("retry-max"));
    }

    /** After how long without a whole PDU a link is deaf. */
    Duration deaf() {
        return enquire.plus(response);
    }
}
