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
        this(limit.burst(), limit.per().dividedBy(limit.burst()), remembered);
    }

    /** So many at once for each key, and one more after each interval; for so many keys. */
    KeyedRateLimiter(int burst, Duration interval, int remembered) {
        this.burst = burst;
        this.intervalNanos = interval.toNanos();
        this.limiters = new LruMap<>(remembered);
    }

    /** How long until there is one, in milliseconds; 0 if there is. Takes nothing. */
    public synchronized long waitMs(K key, long nowMs) {
        RateLimiter limiter = limiters.get(key);
        return limiter == null ? 0 : millis(limiter.waitFor(nanos(nowMs), burst, intervalNanos));
    }

    /** Takes one; or takes nothing and says how long until there is one. */
    public synchronized Optional<Duration> take(K key, long nowMs) {
        long nowNanos = nanos(nowMs);
        RateLimiter limiter = limiters.computeIfAbsent(key, fresh -> new RateLimiter());
        long waitNanos = limiter.waitFor(nowNanos, burst, intervalNanos);
        if (waitNanos > 0) {
            return Optional.of(Duration.ofMillis(millis(waitNanos)));
        }
        limiter.take(nowNanos, intervalNanos);
        return Optional.empty();
    }

    /** Never less than the wait, so that whoever comes back then is served. */
    private static long millis(long waitNanos) {
        return (waitNanos + 999_999) / 1_000_000;
    }

    private long nanos(long nowMs) {
        return TimeUnit.MILLISECONDS.toNanos(steady(nowMs));
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
