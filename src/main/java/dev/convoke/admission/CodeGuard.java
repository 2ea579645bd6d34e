package dev.convoke.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Slows down whoever guesses codes. A code names no room and no number, so wrong ones count against the network that they come from
 * and nothing else: {@value #FREE} are free, then each takes longer, and one is forgiven a minute. More than {@value #OVERALL} a minute
 * altogether, by many networks, hold up those networks alone that got one wrong. So nobody can be locked out by guessing but by
 * somebody in their own network, for a minute at most at a time.
 *
 * <p>Any thread. In memory and bounded.
 */
public final class CodeGuard {

    private static final int FREE = 10;
    private static final int OVERALL = 1_000;
    private static final String ALL = "all";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final PinBackoff PATIENCE =
            new PinBackoff(FREE, OVERALL, OVERALL, Duration.ofSeconds(1), MINUTE, MINUTE, Duration.ofHours(1));

    private final FailureBackoff<String> networks;
    private final KeyedRateLimiter<String> overall = new KeyedRateLimiter<>(new RateLimit(OVERALL, MINUTE), 1);

    /** Remembers so many networks. */
    public CodeGuard(int remembered) {
        this.networks = new FailureBackoff<>(FREE, PATIENCE, remembered);
    }

    /** How long that network has to wait; empty if it need not. */
    public Optional<Duration> mustWait(String network, Instant now) {
        long nowMs = now.toEpochMilli();
        long ownMs = networks.waitMs(network, nowMs);
        long allMs = networks.count(network, nowMs) > 0 ? overall.waitMs(ALL, nowMs) : 0;
        long waitMs = Math.max(ownMs, allMs);
        return waitMs > 0 ? Optional.of(Duration.ofMillis(waitMs)) : Optional.empty();
    }

    /** A code from that network was wrong. */
    public void failed(String network, Instant now) {
        networks.strike(network, now.toEpochMilli());
        var unused = overall.take(ALL, now.toEpochMilli());
    }
}
