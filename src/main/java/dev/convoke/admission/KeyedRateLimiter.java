package dev.convoke.admission;

import dev.convoke.concurrent.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A rate limit for each key. A key that was forgotten begins anew: whoever can make up so many keys gains nothing by having one of
 * them forgotten.
 *
 * <p>Any thread; the lock guards the limits and the time. Times are milliseconds of the caller's clock; a clock that is set back
 * refills nothing.
 */
public final class KeyedRateLimiter<K> {

    /** Threads that come in another order than they looked at the clock set nothing back. */
    private static final long STEP_MS = 1_000;

    private final int burst;
    private final long intervalNanos;
    private final LruMap<K, RateLimiter> limiters;
    /** The latest time that was told, by the clock of the first call. */
    private long latestMs;
    /** How much the clock was set back since. */
    private long setBackMs;

    /** So much for each key, for so many keys. */
    public KeyedRateLimiter(RateLimit limit, int remembered) {
        this.burst = limit.burst();
        this.intervalNanos = limit.per().toNanos() / burst;
        this.limiters = new LruMap<>(remembered);
    }

    /** Takes one; or takes nothing and says how long until there is one. */
    public synchronized Optional<Duration> take(K key, long nowMs) {
        long nowNanos = TimeUnit.MILLISECONDS.toNanos(steady(nowMs));
        RateLimiter limiter = limiters.computeIfAbsent(key, fresh -> new RateLimiter());
        long waitNanos = limiter.waitFor(nowNanos, burst, intervalNanos);
        if (waitNanos > 0) {
            return Optional.of(Duration.ofMillis((waitNanos + 999_999) / 1_000_000));
        }
        limiter.take(nowNanos, intervalNanos);
        return Optional.empty();
    }

    private long steady(long nowMs) {
        long steadyMs = nowMs + setBackMs;
        if (latestMs - steadyMs > STEP_MS) {
            setBackMs += latestMs - steadyMs;
        }
        latestMs = Math.max(latestMs, steadyMs);
        return latestMs;
    }
}
