package dev.convoke.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test steps its clock. */
class RateLimiterTest {

    private static final int BURST = 3;
    private static final long INTERVAL = 100;

    private final RateLimiter limiter = new RateLimiter();

    private boolean passes(long now) {
        boolean passes = limiter.waitFor(now, BURST, INTERVAL) == 0;
        if (passes) {
            limiter.take(now, INTERVAL);
        }
        return passes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0, -1, -50, Long.MAX_VALUE - 120, Long.MIN_VALUE})
    void allowsABurstAndThenOneForEachInterval(long start) {
        assertThat(passes(start)).isTrue();
        assertThat(passes(start)).isTrue();
        assertThat(passes(start)).isTrue();

        assertThat(limiter.waitFor(start, BURST, INTERVAL)).isEqualTo(INTERVAL);
        assertThat(passes(start + 99)).isFalse();
        assertThat(passes(start + 100)).isTrue();
        assertThat(passes(start + 100)).isFalse();
    }

    @Test
    void isFullAgainAfterAPauseAndNeverFuller() {
        for (int i = 0; i < BURST; i++) {
            passes(1_000);
        }

        for (int i = 0; i < BURST; i++) {
            assertThat(passes(900_000)).isTrue();
        }
        assertThat(passes(900_000)).isFalse();
    }

    @Test
    void whatIsTakenWithoutLeaveHasToBeWaitedFor() {
        limiter.take(1_000, 5 * INTERVAL);

        assertThat(limiter.waitFor(1_000, 1, INTERVAL)).isEqualTo(500);
        assertThat(limiter.waitFor(1_400, 1, INTERVAL)).isEqualTo(100);
        assertThat(limiter.waitFor(1_500, 1, INTERVAL)).isZero();
    }
}
