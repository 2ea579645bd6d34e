package dev.convoke.peer.turn;

import java.time.Duration;

/**
 * How long a relay is waited for, and how often it is reminded.
 *
 * @param connect for one TCP connection, TLS included
 * @param answer for one answer
 * @param permission after what time permissions are renewed; they hold 300 s (RFC 8656 §9)
 * @param longestRefresh after what time at most the allocation is; half its life if that is shorter
 */
public record TurnTiming(Duration connect, Duration answer, Duration permission, Duration longestRefresh) {

    /** What is right for relays on the Internet. */
    public static TurnTiming usual() {
        return new TurnTiming(
                Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    /** When the next reminder is due, of both. */
    Duration pause(Duration lifetime) {
        Duration refresh = least(lifetime.dividedBy(2), longestRefresh);
        return least(refresh, permission);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
