package dev.convoke.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each test steps its clock. */
class KeyedRateLimiterTest {

    private static final long NOON_MS = 1_796_126_400_000L;

    private final KeyedRateLimiter<String> buckets = new KeyedRateLimiter<>(new RateLimit(3, Duration.ofMinutes(1)), 2);

    private Duration waits(String key, long atMs) {
        return buckets.take(key, atMs).orElse(Duration.ZERO);
    }

    private void empty(String key, long atMs) {
        for (int i = 0; i < 3; i++) {
            assertThat(waits(key, atMs)).isZero();
        }
    }

    @Test
    void eachKeyHasABurstAndRefillsEvenly() {
        empty("a", NOON_MS);
        empty("b", NOON_MS);

        assertThat(waits("a", NOON_MS)).isEqualTo(Duration.ofSeconds(20));
        assertThat(waits("a", NOON_MS + 19_999)).isEqualTo(Duration.ofMillis(1));
        assertThat(waits("a", NOON_MS + 20_000)).isZero();
        assertThat(waits("a", NOON_MS + 20_000)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aClockThatIsSetBackRefillsNothingAndShutsNobodyOut() {
        empty("a", NOON_MS);
        long anHourBefore = NOON_MS - Duration.ofHours(1).toMillis();

        assertThat(waits("a", anHourBefore)).isEqualTo(Duration.ofSeconds(20));
        assertThat(waits("a", anHourBefore + 20_000)).isZero();
        assertThat(waits("a", anHourBefore + 20_000)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void threadsThatComeInAnotherOrderThanTheyLookedAtTheClockGainNothing() {
        empty("a", NOON_MS);

        for (int i = 0; i < 10_000; i++) {
            assertThat(buckets.take("a", NOON_MS + i % 2)).isPresent();
        }
    }

    @Test
    void whatIsRememberedIsBoundedAndWhoWasForgottenBeginsAnew() {
        empty("a", NOON_MS);
        empty("b", NOON_MS);
        empty("c", NOON_MS);

        assertThat(waits("c", NOON_MS)).isPositive();
        assertThat(waits("a", NOON_MS)).isZero();
    }

    @Test
    void whoOnlyAsksHowLongTakesNothing() {
        for (int i = 0; i < 9; i++) {
            assertThat(buckets.waitMs("a", 0)).isZero();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a", 0)).isEmpty();
        }

        assertThat(buckets.waitMs("a", 0)).isEqualTo(20_000);
        assertThat(buckets.waitMs("a", 19_999)).isEqualTo(1);
        assertThat(buckets.waitMs("a", 20_000)).isZero();
    }
}
