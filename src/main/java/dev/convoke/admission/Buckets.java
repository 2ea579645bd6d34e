package dev.convoke.admission;

import java.time.Duration;
import java.util.Optional;

/**
 * A token bucket for each key. A key that was forgotten begins with a full bucket: whoever can make up so many keys gains
 * nothing by having one of them forgotten.
 *
 * <p>Any thread; the lock guards the buckets. Times are milliseconds of the caller's clock; a clock that is set back refills
 * nothing.
 */
public final class Buckets<K> {

    private final RateLimit limit;
    private final double perMs;
    private final LruMap<K, Bucket> buckets;

    /** What is left, as of when. */
    private static final class Bucket {
        private double tokens;
        private long asOfMs;

        Bucket(double tokens, long asOfMs) {
            this.tokens = tokens;
            this.asOfMs = asOfMs;
        }
    }

    public Buckets(RateLimit limit, int remembered) {
        this.limit = limit;
        this.perMs = (double) limit.burst() / limit.per().toMillis();
        this.buckets = new LruMap<>(remembered);
    }

    /** Takes one token; or takes nothing and says how long until there is one. */
    public synchronized Optional<Duration> take(K key, long nowMs) {
        Bucket bucket = buckets.computeIfAbsent(key, fresh -> new Bucket(limit.burst(), nowMs));
        bucket.tokens = Math.min(limit.burst(), bucket.tokens + perMs * Math.max(0, nowMs - bucket.asOfMs));
        bucket.asOfMs = nowMs;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) / perMs)));
    }
}
